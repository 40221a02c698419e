import { type Zippable, unzipSync, zipSync } from 'fflate';
import type { PluginFiles } from './pluginFiles';

/** Zip counts years from 1980, in local time; every file bears the first moment it knows. */
const MOMENT = new Date(1980, 0, 1);
const UNIX = 3;
/** A plain file that all may read, in the upper half as Unix has it. */
const READABLE = 0o100644 << 16;

/**
 * A zip with all files in one folder. The same files give the same bytes on every machine and at any time: paths are
 * sorted, and no date of a file goes in.
 */
export function archive(folder: string, files: PluginFiles): Uint8Array {
  const entries: Zippable = {};
  for (const path of [...files.keys()].sort()) {
    const content = files.get(path) ?? new Uint8Array();
    entries[`${folder}/${path}`] = [content, { level: 9, mtime: MOMENT, os: UNIX, attrs: READABLE }];
  }
  return zipSync(entries);
}

/** Every file of a zip by its path. Throws where the bytes are no zip. */
export function readArchive(zip: Uint8Array): Map<string, Uint8Array> {
  return new Map(Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith('/')));
}
