import fc from 'fast-check';

/** Shapes that errors come in: each has broken a threshold somewhere. */
const SHAPES = ['noise', 'constant', 'ties', 'spikes', 'blocks', 'heavy', 'zeros'] as const;

export interface ErrorSpec {
  readonly length: number;
  readonly shape: (typeof SHAPES)[number];
  readonly seed: number;
  /** Share of points that are missing. */
  readonly gaps: number;
}

/** Absolute residuals, most of them short, some up to `longest`; NaN where `gaps` asks for it. */
export function arbitraryErrors(longest: number, withGaps = false): fc.Arbitrary<number[]> {
  const length = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 1, max: Math.min(60, longest) }) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: Math.min(400, longest) }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: longest }) }
  );
  return fc
    .record({
      length,
      shape: fc.constantFrom(...SHAPES),
      seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      gaps: withGaps ? fc.constantFrom(0, 0.02, 0.3, 0.9) : fc.constant(0),
    })
    .map(errorsOf);
}

export function errorsOf({ length, shape, seed, gaps }: ErrorSpec): number[] {
  const random = seeded(seed);
  const level = Math.round(random() * 100) / 50;
  let block = 0;
  return Array.from({ length }, () => {
    const u = random();
    block = block > 0 ? block - 1 : random() < 0.01 ? 10 : 0;
    if (random() < gaps) {
      return NaN;
    }
    switch (shape) {
      case 'constant':
        return level;
      case 'zeros':
        return 0;
      case 'ties':
        return Math.floor(u * 4);
      case 'spikes':
        return 0.1 * u + (random() < 0.03 ? 5 * random() : 0);
      case 'blocks':
        return 0.1 * u + (block > 0 ? 1 : 0);
      case 'heavy':
        return 0.01 / (u + 1e-6);
      case 'noise':
        return u;
    }
  });
}

/** Uniform numbers in [0, 1), the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    // Knuth's MMIX generator: high bits of a 64-bit linear congruence.
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 32n) / 2 ** 32;
  };
}

/** Strictly growing positions with a few leaps, as gaps and earlier passes leave them. */
export function positionsWithHoles(length: number, seed: number): number[] {
  const random = seeded(seed);
  let position = 0;
  return Array.from({ length }, () => (position += random() < 0.05 ? 1 + Math.ceil(random() * 10) : 1));
}
