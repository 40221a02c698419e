/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { putOnGrid } from '../grid/grid';
import type { JudgedResiduals } from '../threshold/threshold';
import { edgeGuard, suppress } from './suppress';
import { Beside } from './labelMask';

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
    boundaries: [],
    residuals: { signed: values, usual: new Float64Array(LENGTH) },
    verdict: {
      sequences: runs.map(([first, last]) => ({ first, last, score: 2 })),
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
    expect(sequences.map(({ first, last }) => [first, last])).toEqual([
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
      .map(({ first, last }) => [first, last]);

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
    expect(judge([69, 82], judgedAt(0.8, rest))).toEqual([{ ...hump, first: 69 }, other]);
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
    expect(judge([73, 90], judgedAt(1.2, runs), [66, 72])).toEqual([{ ...hump, last: 72 }, other]);
    expect(judge([73, 90], judgedAt(1.2, runs), [50, 72])).toEqual([other]);
  });

  it('stays the same elsewhere, even if its own errors are below the threshold', () => {
    const short = judgedOver([100, 110]);
    expect(judge([55, 70], short)).toEqual(short.verdict.sequences);
  });
});

/** Errors in a row, with a threshold of 2; `b` lies before what was left out, `a` after it. */
function leastOf(sides: string, errors: readonly number[], threshold = 2): number[] {
  const side: Record<string, number> = { a: Beside.after, b: Beside.before };
  return Array.from(
    edgeGuard(
      {
        smoothed: Float64Array.from(errors),
        slots: Int32Array.from(errors.keys()),
        verdict: {
          threshold: new Float64Array(errors.length).fill(threshold),
          sequences: [],
          windows: [],
        },
      },
      Uint8Array.from(sides, (one) => side[one] ?? 0)
    )
  );
}

describe('how many times the threshold errors beside excluded time must reach', () => {
  it('is one if nothing is excluded', () => {
    expect(leastOf('....', [1, 5, 9, 5])).toEqual([1, 1, 1, 1]);
  });

  it('is three while the error continues from the edge, and one and a quarter once it fell below half', () => {
    //                    from 6 down to 2 and up again: 4 is twice 2 and not more, 5 is.
    expect(leastOf('aaaaaa..', [6, 4, 2, 4, 5, 3, 9, 9])).toEqual([3, 3, 3, 3, 1.25, 3, 1, 1]);
  });

  it('is counted from the other end before excluded time', () => {
    expect(leastOf('..bbbbbb', [9, 9, 3, 5, 4, 2, 4, 6])).toEqual([1, 1, 3, 1.25, 3, 3, 3, 3]);
  });

  it('restarts on the other side and beside the next excluded time', () => {
    expect(leastOf('bbaa.bb', [5, 2, 5, 5, 1, 5, 5])).toEqual([1.25, 3, 3, 3, 1, 3, 3]);
  });

  it('counts in thresholds, which may differ from point to point, and ignores exact reconstructions', () => {
    expect(leastOf('aa', [0, 0], 0)).toEqual([3, 3]);
    expect(leastOf('aa', [0, 1], 0)).toEqual([3, 1.25]);
  });
});
