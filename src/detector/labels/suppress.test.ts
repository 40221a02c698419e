/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { putOnGrid } from '../grid/grid';
import { Beside } from './excluded';
import { suppress } from './suppress';
import type { JudgedResiduals } from '../threshold/threshold';

const LENGTH = 400;
const humpAt = (start: number, height: number) => (i: number) =>
  i >= start && i < start + 20 ? height * Math.sin((Math.PI * (i - start + 0.5)) / 20) : 0;
const spikeAt = (at: number) => (i: number) => (i === at ? 9 : 0);

const random = seeded(5);
const noise = Float64Array.from({ length: LENGTH }, () => 0.6 * (random() - 0.5));
const values = noise.map(
  (value, i) =>
    value + [humpAt(60, 3), humpAt(151, 3.6), humpAt(240, -3), spikeAt(330)].reduce((sum, f) => sum + f(i), 0)
);
const grid = putOnGrid({ times: values.map((_, i) => i), values }, 16);
const zeros = new Float64Array(LENGTH);

/** A verdict over these runs, with the values themselves for smoothed errors and a threshold of 1. */
function judgedOver(...runs: Array<[start: number, end: number]>): JudgedResiduals {
  return judgedAt(1, runs);
}

function judgedAt(threshold: number, runs: ReadonlyArray<[start: number, end: number]>): JudgedResiduals {
  return {
    smoothed: values.map(Math.abs),
    counted: values.map(Math.abs),
    slots: Int32Array.from(values.keys()),
    unsettled: new Uint8Array(LENGTH),
    overlaps: [],
    residuals: { signed: values, usual: new Float64Array(LENGTH) },
    verdict: {
      anomalous: new Uint8Array(LENGTH),
      sequences: runs.map(([start, end]) => ({ start, end, score: 2 })),
      scored: [],
      threshold: new Float64Array(LENGTH).fill(threshold),
      windows: [],
    },
  };
}

const found = judgedOver([62, 82], [153, 169], [242, 258], [324, 336]);
const nothing = new Uint8Array(LENGTH);

describe('a verdict with a labelled false alarm', () => {
  const labels = { normal: nothing, besideExcluded: nothing, falseAlarms: [{ first: 62, last: 78, ids: ['backup'] }] };
  const { sequences, suppressed } = suppress(found, labels, grid, values, zeros);

  it('suppresses the label and a somewhat higher recurrence, and names the label', () => {
    expect(suppressed).toEqual([
      { first: 62, last: 82, ids: ['backup'] },
      { first: 153, last: 169, ids: ['backup'] },
    ]);
  });

  it('still reports the other sign, and another shape', () => {
    expect(sequences.map(({ start, end }) => [start, end])).toEqual([
      [242, 258],
      [324, 336],
    ]);
  });

  it('stays the same if a label holds nothing that was reported', () => {
    const elsewhere = { normal: nothing, besideExcluded: nothing, falseAlarms: [{ first: 300, last: 310, ids: [] }] };
    expect(suppress(found, elsewhere, grid, values, zeros)).toEqual({
      sequences: found.verdict.sequences,
      suppressed: [],
    });
  });
});

describe('a sequence that extends beyond normal time', () => {
  const normalFrom = (first: number, last: number) => nothing.map((_, i) => (i >= first && i <= last ? 1 : 0));
  const judge = (normal: Uint8Array) =>
    suppress(found, { normal, besideExcluded: nothing, falseAlarms: [] }, grid, values, zeros)
      .sequences.slice(0, 2)
      .map(({ start, end }) => [start, end]);

  it('keeps the part outside if that passes the threshold by itself', () => {
    expect(judge(normalFrom(50, 69))).toEqual([
      [70, 82],
      [153, 169],
    ]);
  });

  it('is dropped if only its dilated edge lies outside', () => {
    expect(judge(normalFrom(50, 78))[0]).toEqual([153, 169]);
  });

  it('is cut in two by normal time in the middle', () => {
    expect(judge(normalFrom(68, 71))).toEqual([
      [62, 67],
      [72, 82],
    ]);
  });
});

describe('a sequence beside excluded time', () => {
  /** Points first to last lie after what was left out, and those of a second pair before it. */
  const judge = ([first, last]: [number, number], over: JudgedResiduals, [from, to]: [number, number] = [-1, -1]) => {
    const besideExcluded = nothing.map((_, i) =>
      i >= first && i <= last ? Beside.after : i >= from && i <= to ? Beside.before : 0
    );
    return suppress(over, { normal: nothing, falseAlarms: [], besideExcluded }, grid, values, zeros).sequences;
  };
  // The first hump is 3 high at 69 and 70, between next to nothing at 55 and at 85.
  const runs: Array<[number, number]> = [
    [62, 82],
    [153, 169],
  ];
  const [hump, other] = judgedAt(1, runs).verdict.sequences;

  it('is dropped if it continues from the edge and reaches less than three times the threshold', () => {
    const rest: Array<[number, number]> = [
      [69, 82],
      [153, 169],
    ];
    expect(judge([69, 82], judgedAt(1.2, rest))).toEqual([other]);
    expect(judge([69, 82], judgedAt(0.8, rest))).toEqual([{ ...hump, start: 69 }, other]);
  });

  it('is whole if it is apart and passes the threshold by a quarter', () => {
    expect(judge([55, 82], judgedAt(2.1, runs))).toEqual([hump, other]);
    expect(judge([55, 82], judgedAt(2.8, runs))).toEqual([other]);
  });

  it('is whole if it passes the threshold farther away', () => {
    expect(judge([65, 68], judgedAt(1.8, runs))).toEqual([hump, other]);
  });

  it('is cut at excluded time in the middle, and each side is judged by itself', () => {
    // Left out after the point 72, so that the hump goes on from the edge on both sides; 65 is farther away.
    expect(judge([73, 90], judgedAt(1.2, runs), [66, 72])).toEqual([{ ...hump, end: 72 }, other]);
    expect(judge([73, 90], judgedAt(1.2, runs), [50, 72])).toEqual([other]);
  });

  it('stays the same elsewhere, even if its own errors are below the threshold', () => {
    const short = judgedOver([100, 110]);
    expect(judge([55, 70], short)).toEqual(short.verdict.sequences);
  });
});
