/** A plugin's files: path with slashes → content. */
export type PluginFiles = ReadonlyMap<string, Uint8Array>;

/** Text of a file, or the empty string where there is none. */
export function textOf(files: PluginFiles, path: string): string {
  const content = files.get(path);
  return content === undefined ? '' : new TextDecoder().decode(content);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Paths that end in one of the endings, in order. */
export function pathsEnding(files: PluginFiles, ...endings: string[]): string[] {
  return [...files.keys()].filter((path) => endings.some((ending) => path.endsWith(ending))).sort();
}

/** What plugin.json holds, as far as it is read here. Nothing is taken on trust: fields may be missing. */
export interface Manifest {
  readonly id?: string;
  readonly type?: string;
  readonly name?: string;
  readonly languages?: readonly string[];
  readonly info?: {
    readonly description?: string;
    readonly keywords?: readonly string[];
    readonly logos?: { readonly small?: string; readonly large?: string };
    readonly screenshots?: ReadonlyArray<{ readonly name?: string; readonly path?: string }>;
    readonly links?: ReadonlyArray<{ readonly name?: string; readonly url?: string }>;
    readonly version?: string;
    readonly updated?: string;
  };
  readonly dependencies?: { readonly grafanaDependency?: string };
}

/** The manifest among a plugin's files; empty where there is none or it is not JSON. */
export function manifestOf(files: PluginFiles): Manifest {
  try {
    return JSON.parse(textOf(files, 'plugin.json')) as Manifest;
  } catch {
    return {};
  }
}
