/** @jest-environment node */
import { MOST_BYTES, learntMemory, readMemory, rememberedFor } from './learntMemory';

const WINDOW = 16;
const FIT = { sha256: 'abc', windowSize: WINDOW };

const learntOf = (windows: number) => ({
  scale: { centre: 0, halfRange: 1 },
  step: 1000,
  windowSize: WINDOW,
  starts: Float64Array.from({ length: windows }, (_, w) => w * 1000),
  windows: new Float32Array(windows * WINDOW).fill(0.25),
  errors: new Float32Array(windows * WINDOW).fill(0.01),
});

const memoryOf = (names: readonly string[]) =>
  learntMemory(
    names.map((name) => ({ name, learnt: learntOf(300) })),
    FIT
  );

const longNames = (count: number, letter: string) =>
  Array.from({ length: count }, (_, i) => `${i} `.padEnd(1000, letter));

// A control character takes six bytes in JSON.
it.each([
  ['a', 1_200],
  ['ß', 1_200],
  ['\u0001', 400],
])('a memory of many long names of %j has a window for each of its series, and can be read', (letter, count) => {
  const names = longNames(count, letter);
  const memory = memoryOf(names);
  expect(Buffer.byteLength(JSON.stringify(memory))).toBeLessThanOrEqual(MOST_BYTES);
  expect(readMemory(JSON.stringify(memory), FIT).status).toBe('read');
  expect(memory.series.map(({ windows }) => windows.length)).not.toContain(0);
  // The room is taken by the first series, and nearly all of it.
  expect(memory.series.map(({ name }) => name)).toEqual(names.slice(0, memory.series.length));
  expect(Buffer.byteLength(JSON.stringify(memory))).toBeGreaterThan(0.8 * MOST_BYTES);
  expect(rememberedFor(memory, names[0])?.starts).toHaveLength(1);
});

it('a memory of more series than there is room for windows keeps one window of each as long as that fits', () => {
  const names = Array.from({ length: 5_000 }, (_, i) => `series ${i}`);
  const { series } = memoryOf(names);
  expect(series).toHaveLength(5_000);
  expect(new Set(series.map(({ windows }) => windows.length))).toEqual(new Set([1]));
});
