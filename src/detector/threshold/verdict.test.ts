/** @jest-environment node */
import type { JudgedErrorWindow } from './passes';
import { decidedByOf, inSlots } from './verdict';

const side = (epsilon: number, sequences: Array<[number, number, number, boolean]>) => ({
  candidates: [],
  chosen: 0,
  z: 3,
  epsilon,
  quiet: false,
  greatestNormal: 0,
  sequences: sequences.map(([start, end, maximum, kept]) => ({ start, end, maximum, margin: 0, kept })),
});
const window = (
  pass: number,
  floor: number,
  high: JudgedErrorWindow['high'],
  members: Int32Array | null
): JudgedErrorWindow => ({
  pass,
  floor,
  high,
  members,
  low: null,
  runs: [],
  scores: [],
  inForce: 0,
  mean: 0,
  sd: 1,
  start: 0,
  end: 99,
  points: 100,
});

describe('the search that decided a sequence', () => {
  const found = [
    window(1, 1, side(4, [[10, 14, 9, true]]), null),
    // The second pass no longer has the points 10 to 14: its own 20 is the series' 25.
    window(
      2,
      1.5,
      side(1.5, [
        [20, 22, 2, true],
        [40, 44, 3, false],
      ]),
      Int32Array.from({ length: 95 }, (_, i) => (i < 10 ? i : i + 5))
    ),
  ];
  const every = Int32Array.from({ length: 100 }, (_, i) => i);
  const judged = { anomalous: new Uint8Array(100), sequences: [], scored: [], threshold: new Float64Array(100) };
  const { windows } = inSlots({ ...judged, windows: found }, every, 100);

  it('is the pass that found it, and epsilon if that was above the floor', () => {
    expect(decidedByOf({ first: 8, last: 16 }, { windows })).toEqual({ pass: 1, decidedBy: 'epsilon' });
  });

  it('is the floor if epsilon was lower', () => {
    expect(decidedByOf({ first: 25, last: 27 }, { windows })).toEqual({ pass: 2, decidedBy: 'floor' });
  });

  it('is that of its severest part if several were merged', () => {
    expect(decidedByOf({ first: 8, last: 27 }, { windows })).toEqual({ pass: 1, decidedBy: 'epsilon' });
  });

  it('is the flatline if the series was flat, whatever else was found there', () => {
    const flatlines = [{ first: 8, last: 30, score: 2 }];
    expect(decidedByOf({ first: 8, last: 30 }, { windows, flatlines })).toEqual({ pass: 1, decidedBy: 'flatline' });
    expect(decidedByOf({ first: 31, last: 33 }, { windows, flatlines })).toEqual({ pass: 1, decidedBy: 'epsilon' });
  });
});

describe('a verdict in slots', () => {
  // The slots 3 and 4 are bridged.
  const observed = Int32Array.of(0, 1, 2, 5, 6, 7);
  const errors = {
    anomalous: new Uint8Array(6),
    sequences: [{ start: 1, end: 4, score: 2 }],
    scored: [],
    threshold: Float64Array.of(1, 2, 3, 4, 5, 6),
  };

  it('has no threshold at a bridged slot, and sequences that span it', () => {
    const { sequences, threshold } = inSlots({ ...errors, windows: [] }, observed, 8);
    expect(sequences).toEqual([{ first: 1, last: 6, score: 2 }]);
    expect(Array.from(threshold)).toEqual([1, 2, 3, NaN, NaN, 4, 5, 6]);
  });

  it('gives slots for the points that a pass still had', () => {
    const pass = window(2, 0, side(1, [[1, 2, 9, true]]), Int32Array.of(0, 1, 3, 5));
    const [{ first, last, high }] = inSlots({ ...errors, windows: [{ ...pass, end: 5 }] }, observed, 8).windows;
    expect([first, last]).toEqual([0, 7]);
    expect(high.sequences.map((one) => [one.first, one.last])).toEqual([[1, 5]]);
  });
});
