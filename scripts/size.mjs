// Checks the bundles against their limits, gzipped as on a server.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMITS_KB = { 'dist/module.js': 60, 'dist/analysis-worker.js': 300 };

let over = 0;
for (const [file, limit] of Object.entries(LIMITS_KB)) {
  const kb = gzipSync(readFileSync(file), { level: 9 }).length / 1000;
  const verdict = kb <= limit ? 'ok' : 'TOO LARGE';
  over += kb <= limit ? 0 : 1;
  console.log(`${file}  ${kb.toFixed(1)} kB gzip of ${limit}  ${verdict}`);
}
if (readFileSync('dist/module.js', 'utf8').includes('tensorflow')) {
  over += 1;
  console.log('dist/module.js  contains tensorflow');
}
process.exit(over === 0 ? 0 : 1);
