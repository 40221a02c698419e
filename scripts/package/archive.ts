import { type Zippable, unzipSync, zipSync } from 'fflate';
import type { PluginFiles } from './pluginFiles';

/** Zip counts years from 1980, in local time. Every file has that first date. */
const MOMENT = new Date(1980, 0, 1);
const UNIX = 3;
/** A regular file that everyone may read: the Unix mode in the upper half. */
const READABLE = 0o100644 << 16;

/**
 * A zip with all files in one folder. The same files give the same bytes on every machine and at any time: paths are
 * sorted, and no date of a file is stored.
 */
export function archive(folder: string, files: PluginFiles): Uint8Array {
  const entries: Zippable = {};
  for (const [path, content] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    entries[`${folder}/${path}`] = [content, { level: 9, mtime: MOMENT, os: UNIX, attrs: READABLE }];
  }
  return zipSync(entries);
}

/**
 * The files of such a zip, without the folder.
 *
 * @throws Error if the bytes are no zip, or if it does not hold one folder
 */
export function readArchive(zip: Uint8Array): PluginFiles {
  const entries = Object.entries(unzipSync(zip)).filter(([path]) => !path.endsWith('/'));
  const folder = `${entries[0]?.[0].split('/')[0]}/`;
  const outside = entries.find(([path]) => !path.startsWith(folder));
  if (outside) {
    throw new Error(`${outside[0]} lies outside of ${folder}`);
  }
  return new Map(entries.map(([path, content]) => [path.slice(folder.length), content]));
}
