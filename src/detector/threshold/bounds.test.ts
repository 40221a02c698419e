/** @jest-environment node */
import fc from 'fast-check';
import * as naive from '../../../tests/naive';
import { putOnGrid } from '../grid/grid';
import { maximalStretches, tightBounds } from './bounds';

const LENGTH = 200;
const grid = putOnGrid(
  { times: Float64Array.from({ length: LENGTH }, (_, i) => i), values: new Float64Array(LENGTH) },
  16
);
const slots = Int32Array.from({ length: LENGTH }, (_, i) => i);
const flat = new Float64Array(LENGTH).fill(0.1);

/** An ordinary residual is 0.04, and 0.1 in every tenth row, so that 0.1 is what 95 % stay within; some rows are odd. */
const sizes = (...odd: Array<[from: number, to: number, size: number]>) =>
  Float64Array.from(slots, (i) => odd.find(([from, to]) => i >= from && i <= to)?.[2] ?? (i % 10 === 0 ? 0.1 : 0.04));
const boundsOf = (
  runs: Array<[number, number]>,
  residuals: Float64Array,
  { usual = flat, reach = 10, within = 4, unreportable = null as Uint8Array | null } = {}
) =>
  tightBounds(
    runs.map(([start, end], k) => ({ start, end, score: k + 1 })),
    slots,
    grid,
    { signed: residuals, usual },
    { reach, within, exact: [], unreportable: unreportable }
  ).map(({ start, end, score }) => [start, end, score]);

describe('the stretches of maximal weight', () => {
  it('are those of the recursive definition', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 40 }), (weights) => {
        expect(maximalStretches(Float64Array.from(weights))).toEqual(naive.maximalStretches(weights));
      }),
      { numRuns: 1000 }
    );
  });

  it('span what weighs less than both sides, and end at what weighs as much', () => {
    // Ruzzo and Tompa's own example (1999, section 2).
    const weights = Float64Array.of(4, -5, 3, -3, 1, 2, -2, 2, -2, 1, 5);
    expect(maximalStretches(weights)).toEqual([
      { start: 0, end: 0, weight: 4 },
      { start: 2, end: 2, weight: 3 },
      { start: 4, end: 10, weight: 7 },
    ]);
  });

  it('do not exist without positive weights', () => {
    expect(maximalStretches(Float64Array.of(0, -1, 0))).toEqual([]);
    expect(maximalStretches(new Float64Array(0))).toEqual([]);
  });
});

describe('the bounds of an incident', () => {
  it('are its own rows, without those that smoothing and buffer add', () => {
    expect(boundsOf([[88, 121]], sizes([100, 109, 3]))).toEqual([[100, 109, 1]]);
  });

  it('extend beyond the sequence, by no more than the reach', () => {
    expect(boundsOf([[100, 104]], sizes([97, 109, 3]))).toEqual([[97, 109, 1]]);
    expect(boundsOf([[100, 104]], sizes([96, 108, 3]), { reach: 2 })).toEqual([[98, 106, 1]]);
  });

  it('span a single ordinary row', () => {
    expect(boundsOf([[90, 120]], sizes([100, 104, 3], [106, 109, 3]))).toEqual([[100, 109, 1]]);
  });

  it('are several if many ordinary rows lie between', () => {
    // Five odd rows weigh 5 · 3, the 35 ordinary ones between them −0.6 each but for three: more than that together.
    const parted = sizes([100, 104, 3], [140, 144, 3]);
    expect(boundsOf([[95, 150]], parted)).toEqual([
      [100, 104, 1],
      [140, 144, 1],
    ]);
  });

  it('exclude a stretch that weighs little beside the rest', () => {
    // One row against eleven: less than a tenth.
    expect(boundsOf([[95, 160]], sizes([100, 110, 3], [150, 150, 3]))).toEqual([[100, 110, 1]]);
  });

  it('exclude a stretch of the other sign that weighs less than a quarter, because the reconstruction is dragged there', () => {
    const sameSide = sizes([100, 109, 3], [150, 151, 3]);
    expect(boundsOf([[95, 160]], sameSide)).toEqual([
      [100, 109, 1],
      [150, 151, 1],
    ]);
    expect(boundsOf([[95, 160]], sizes([100, 109, 3], [150, 151, -3]))).toEqual([[100, 109, 1]]);
    expect(boundsOf([[95, 160]], sizes([100, 109, 3], [150, 152, -3]))).toEqual([
      [100, 109, 1],
      [150, 152, 1],
    ]);
  });

  it('include a stretch that weighs little but holds the greatest residual', () => {
    expect(boundsOf([[95, 160]], sizes([100, 110, 3], [150, 150, 5]))).toEqual([
      [100, 110, 1],
      [150, 150, 1],
    ]);
  });

  it('are not extended by slightly odd rows beside very odd ones', () => {
    // 0.15 is odd by itself, and ordinary within four rows of a residual of 3.
    const beside = sizes([100, 104, 3], [105, 108, 0.15]);
    expect(boundsOf([[95, 115]], beside)).toEqual([[100, 104, 1]]);
    expect(boundsOf([[95, 115]], sizes([100, 103, 0.15]))).toEqual([[100, 103, 1]]);
  });

  it('are the same if a quarter of a window is no whole number of rows', () => {
    const beside = sizes([100, 104, 3], [105, 108, 0.15]);
    expect(boundsOf([[95, 115]], beside, { within: 4.5 })).toEqual([[100, 104, 1]]);
  });

  it('never overlap, whatever lies between two incidents', () => {
    expect(
      boundsOf(
        [
          [100, 104],
          [111, 115],
        ],
        sizes([100, 115, 3])
      )
    ).toEqual([
      [100, 107, 1],
      [108, 115, 2],
    ]);
  });

  it('stay out of rows where nothing may be reported', () => {
    const unreportable = new Uint8Array(LENGTH).fill(1, 105, 110);
    expect(boundsOf([[100, 104]], sizes([97, 109, 3]), { unreportable })).toEqual([[97, 104, 1]]);
  });

  it('exclude rows whose residual is usual there', () => {
    // From 106 on recall is off by ten times as much as elsewhere.
    const usual = Float64Array.from(slots, (i) => (i >= 106 && i < 130 ? 1 : 0.1));
    const own = sizes([100, 105, 3], [106, 129, 0.8]);
    expect(boundsOf([[95, 135]], own, { usual })).toEqual([[100, 105, 1]]);
  });

  it('are found if recall is exact except for the incident', () => {
    const exact = new Float64Array(LENGTH).fill(1, 100, 105);
    expect(boundsOf([[95, 110]], exact)).toEqual([[100, 104, 1]]);
  });

  it('lie within one segment', () => {
    const times = Float64Array.from({ length: LENGTH }, (_, i) => (i < 105 ? i : i + 50));
    const parted = putOnGrid({ times, values: new Float64Array(LENGTH) }, 16);
    const [{ start, end }] = tightBounds(
      [{ start: 100, end: 104, score: 1 }],
      slots,
      parted,
      { signed: sizes([97, 109, 3]), usual: flat },
      { reach: 10, within: 4 }
    );
    expect([start, end]).toEqual([97, 104]);
  });
});
