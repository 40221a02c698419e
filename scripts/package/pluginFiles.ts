/** A plugin's files: path with slashes → content. */
export type PluginFiles = ReadonlyMap<string, Uint8Array>;

/** The text of a file; empty if there is none. */
export function textOf(files: PluginFiles, path: string): string {
  return new TextDecoder().decode(files.get(path));
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Paths with one of the endings, sorted. */
export function pathsEnding(files: PluginFiles, ...endings: string[]): string[] {
  return [...files.keys()].filter((path) => endings.some((ending) => path.endsWith(ending))).sort();
}

/** The fields of plugin.json that are read here, if plugin.schema.json accepts it. */
export interface Manifest {
  readonly id: string;
  /** Folder of the pages that the catalogue shows. */
  readonly docsPath?: string;
  readonly languages?: readonly string[];
  readonly info: {
    readonly logos: { readonly small: string; readonly large: string };
    readonly screenshots: ReadonlyArray<{ readonly path: string }>;
    readonly version: string;
  };
}

export function manifestOf(files: PluginFiles): Manifest {
  return JSON.parse(textOf(files, 'plugin.json')) as Manifest;
}
