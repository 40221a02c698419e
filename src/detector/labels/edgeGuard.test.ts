/** @jest-environment node */
import { Beside } from './excluded';
import { edgeGuard } from './edgeGuard';

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
          anomalous: new Uint8Array(errors.length),
          sequences: [],
          scored: [],
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
