import type { PluginFiles } from './pluginFiles';

/** Facts about a plugin from the repository and the machine. */
export interface Origin {
  readonly packageVersion?: string;
  readonly lockedVersion?: string;
  /** Folders of this machine that no file may name. */
  readonly machinePaths: readonly string[];
}

/** A requirement of the catalogue, or our own, on a published plugin. */
export interface Point {
  readonly claim: string;
  /** One sentence per violation. */
  faults(files: PluginFiles, origin: Origin): string[];
}
