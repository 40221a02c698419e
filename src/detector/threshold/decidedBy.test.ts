/** @jest-environment node */
import { decidedByOf, type JudgedWindow } from './passes';

const side = (epsilon: number, sequences: Array<[number, number, number, boolean]>) => ({
  candidates: [],
  chosen: 0,
  z: 3,
  epsilon,
  quiet: false,
  greatestNormal: 0,
  sequences: sequences.map(([start, end, maximum, kept]) => ({ start, end, maximum, margin: 0, kept })),
});
const window = (pass: number, floor: number, high: JudgedWindow['high'], members: Int32Array | null): JudgedWindow => ({
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
  const windows = [
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

  it('is the pass that found it, and epsilon if that was above the floor', () => {
    expect(decidedByOf({ start: 8, end: 16 }, { windows })).toEqual({ pass: 1, decidedBy: 'epsilon' });
  });

  it('is the floor if epsilon was lower', () => {
    expect(decidedByOf({ start: 25, end: 27 }, { windows })).toEqual({ pass: 2, decidedBy: 'floor' });
  });

  it('is that of its severest part if several were merged', () => {
    expect(decidedByOf({ start: 8, end: 27 }, { windows })).toEqual({ pass: 1, decidedBy: 'epsilon' });
  });

  it('is the flatline if the series was flat, whatever else was found there', () => {
    const flatlines = [{ start: 8, end: 30, score: 2 }];
    expect(decidedByOf({ start: 8, end: 30 }, { windows, flatlines })).toEqual({ pass: 1, decidedBy: 'flatline' });
    expect(decidedByOf({ start: 31, end: 33 }, { windows, flatlines })).toEqual({ pass: 1, decidedBy: 'epsilon' });
  });
});
