import fc from 'fast-check';
import type { Autoencoder } from '../detector/autoencoder';
import { cosineAutoencoder } from '../../tests/toyAutoencoder';
import { memoisedAutoencoder } from './memoisedAutoencoder';
import { DEFAULT_CACHE_BYTES, GenerationalCache } from './generationalCache';

const WINDOW_SIZE = 16;
const LATENT_SIZE = 8;

/** A network that counts its rows. */
function counted(windowSize = WINDOW_SIZE) {
  const plain = cosineAutoencoder(windowSize, LATENT_SIZE);
  const rows = { encode: 0, decode: 0 };
  const network: Autoencoder = {
    ...plain,
    encode: (windows, count) => ((rows.encode += count), plain.encode(windows, count)),
    decode: (latents, count) => ((rows.decode += count), plain.decode(latents, count)),
  };
  return { plain, rows, network };
}

function memoised(network: Autoencoder, change: { bytes?: number; backend?: () => string; rows?: number } = {}) {
  const cache = new GenerationalCache(change.bytes ?? DEFAULT_CACHE_BYTES);
  const { backend = () => 'wasm', rows = 128 } = change;
  return { cache, autoencoder: memoisedAutoencoder(network, { cache, backend, rowsAtATime: () => rows }) };
}

/** Windows of one series, each a point further on, shape [count, WINDOW_SIZE]. */
function slidingWindows(first: number, count: number, windowSize = WINDOW_SIZE): Float32Array {
  return Float32Array.from({ length: count * windowSize }, (_, i) =>
    Math.sin((first + Math.floor(i / windowSize) + (i % windowSize)) / 3)
  );
}

it('computes only the new windows after a refresh', async () => {
  const { plain, rows, network } = counted();
  const { autoencoder } = memoised(network);
  await autoencoder.encode(slidingWindows(0, 500), 500);
  expect(rows.encode).toBe(500);
  const windows = slidingWindows(5, 500);
  expect(await autoencoder.encode(windows, 500)).toEqual(await plain.encode(windows, 500));
  expect(rows.encode).toBe(505);
});

it('computes only new latents', async () => {
  const { plain, rows, network } = counted();
  const { autoencoder } = memoised(network);
  const latents = slidingWindows(0, 100, LATENT_SIZE);
  await autoencoder.decode(latents, 100);
  expect(await autoencoder.decode(latents.subarray(LATENT_SIZE), 99)).toEqual(
    await plain.decode(latents.subarray(LATENT_SIZE), 99)
  );
  expect(rows.decode).toBe(100);
});

it('answers like the network for any sequence of batches, also while it evicts', async () => {
  const value = fc.constantFrom(0, -0, 1, 0.1, -4, 4, 1e-38);
  const row = fc.array(value, { minLength: WINDOW_SIZE, maxLength: WINDOW_SIZE });
  const batches = fc.array(fc.array(row, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(batches, fc.integer({ min: 1, max: 50 }), async (asked, rowsAtATime) => {
      const { plain, network } = counted();
      const { autoencoder } = memoised(network, { bytes: 64 * 1024, rows: rowsAtATime });
      for (const rows of asked) {
        const windows = Float32Array.from(rows.flat());
        const latents = await autoencoder.encode(windows, rows.length);
        expect(latents).toEqual(await plain.encode(windows, rows.length));
        expect(await autoencoder.decode(latents, rows.length)).toEqual(await plain.decode(latents, rows.length));
      }
    }),
    { numRuns: 50 }
  );
});

it('keeps reconstructions of one latent with different window sizes apart', async () => {
  const small = counted(16);
  const large = counted(32);
  const cache = new GenerationalCache();
  const options = { cache, backend: () => 'wasm', rowsAtATime: () => 128 };
  const latent = slidingWindows(0, 1, LATENT_SIZE);
  await memoisedAutoencoder(small.network, options).decode(latent, 1);
  const drawn = await memoisedAutoencoder(large.network, options).decode(latent, 1);
  expect(drawn).toEqual(await large.plain.decode(latent, 1));
});

it('keeps the answers from before an abort', async () => {
  const { rows, network } = counted();
  let allowed = 3;
  const interrupted = {
    ...network,
    encode: (windows: Float32Array, count: number) =>
      allowed-- > 0 ? network.encode(windows, count) : Promise.reject(new DOMException('newer', 'AbortError')),
  };
  const { autoencoder } = memoised(interrupted, { rows: 10 });
  const windows = slidingWindows(0, 50);
  await expect(autoencoder.encode(windows, 50)).rejects.toThrow('newer');
  allowed = Infinity;
  await autoencoder.encode(windows, 50);
  expect(rows.encode).toBe(50);
});

it('drops the answers of another backend', async () => {
  const { rows, network } = counted();
  let backend = 'webgl';
  const { autoencoder } = memoised(network, { backend: () => backend });
  await autoencoder.encode(slidingWindows(0, 10), 10);
  backend = 'wasm';
  await autoencoder.encode(slidingWindows(0, 10), 10);
  expect(rows.encode).toBe(20);
});

it('stays within its size, and keeps rows that are used again and again', async () => {
  const { rows, network } = counted();
  const bytes = 512 * 1024;
  const { cache, autoencoder } = memoised(network, { bytes });
  const steady = slidingWindows(-10_000, 200);
  for (let refresh = 0; refresh < 40; refresh++) {
    await autoencoder.encode(steady, 200);
    await autoencoder.encode(slidingWindows(refresh * 500, 500), 500);
    expect(cache.bytes).toBeLessThanOrEqual(1.1 * bytes);
  }
  expect(rows.encode).toBe(200 + 40 * 500);
});
