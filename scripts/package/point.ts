import type { PluginFiles } from './pluginFiles';

/** What the review looks at: one archive, read back from its bytes, and what the repository says of it. */
export interface Reviewed {
  /** Name of the archive's file. */
  readonly archiveName: string;
  /** Its size in bytes. */
  readonly archiveBytes: number;
  /** Everything in the archive, by its full path there. */
  readonly entries: PluginFiles;
  /** The plugin's own files: the entries below the first folder, without it. */
  readonly files: PluginFiles;
  /** package.json of the repository. */
  readonly repository: { readonly name?: string; readonly version?: string; readonly license?: string };
  /** Version that package-lock.json gives the repository. */
  readonly lockedVersion: string | undefined;
  /** Files of the repository that {@link repositoryPoints} read, by path. */
  readonly repositoryFiles: PluginFiles;
  /** Folders of this machine that no file may name. */
  readonly machinePaths: readonly string[];
}

/** One thing that the catalogue's reviewers look at. */
export interface Point {
  /** What must be so. */
  readonly claim: string;
  /** What is not so, one sentence each; none where all is well. */
  faults(reviewed: Reviewed): string[] | Promise<string[]>;
}
