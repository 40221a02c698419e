import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Whether a file of this name holds goldens: JSON, as it is or in gzip. */
export function isGoldenName(name: string): boolean {
  return /\.json(\.gz)?$/.test(name);
}

/** Text of a golden file, unpacked if its name ends in `.gz`. Throws if the file is missing or damaged. */
export function goldenText(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
