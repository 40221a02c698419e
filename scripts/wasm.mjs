// Compiles src/model/fused/assembly/ into src/model/fused/lstm.wasm.ts. With --check it writes nothing and fails if
// the committed file differs from a fresh compilation.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = path.join(root, 'src/model/fused/lstm.wasm.ts');

const OPTIONS = [
  '--enable simd',
  '-O3',
  '--converge',
  '--runtime stub',
  '--noAssert',
  // The only import is the memory, which has the size for the model.
  '--importMemory',
  '--use abort=',
].flatMap((option) => option.split(' '));

let binary;
const { error, stderr } = await asc.main(
  ['src/model/fused/assembly/index.ts', '--baseDir', root, '--outFile', 'lstm.wasm', ...OPTIONS],
  { writeFile: (_, content) => (binary = content) }
);
if (error) {
  console.error(stderr.toString());
  process.exit(1);
}

const content = `// Made by \`npm run build:wasm\` from assembly/; a test compares it with a fresh compilation.

/** The WebAssembly module in base64, ${binary.length} bytes. */
export const LSTM_WASM =
  '${Buffer.from(binary).toString('base64')}';
`;
if (!process.argv.includes('--check')) {
  writeFileSync(target, content);
  console.log(`src/model/fused/lstm.wasm.ts  ${binary.length} bytes of WebAssembly`);
} else if (readFileSync(target, 'utf8') !== content) {
  console.error('src/model/fused/lstm.wasm.ts is not what assembly/ compiles to; run npm run build:wasm.');
  process.exit(1);
}
