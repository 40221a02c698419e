import type { PluginFiles } from './pluginFiles';

/** What the repository and the machine know about a plugin. */
export interface Origin {
  readonly packageVersion?: string;
  readonly lockedVersion?: string;
  /** Folders of this machine that no file may name. */
  readonly machinePaths: readonly string[];
}

/** A requirement of the catalogue, or of ours on what is published. */
export interface Point {
  readonly claim: string;
  /** One sentence per violation. */
  faults(files: PluginFiles, origin: Origin): string[];
}
