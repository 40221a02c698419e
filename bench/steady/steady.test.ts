/** @jest-environment node */
import { Certainty, type Detection, type Outcome } from '../../src/detector/detection';
import type { Series } from '../../src/detector/series';
import { changeBetween, SERIES, steadyOf, tallySteady } from './steady';

describe('the series', () => {
  const halves = { choose: steadyOf('choose'), report: steadyOf('report') };

  test.each(Object.entries(halves))('to %s are twelve, with 25 rows after each of three places', (_, half) => {
    expect(half).toHaveLength(SERIES);
    expect(new Set(half.map(({ id }) => id)).size).toBe(SERIES);
    for (const { times, values, places } of half) {
      expect(times).toHaveLength(values.length);
      expect(values.length).toBeLessThanOrEqual(1600);
      expect(places).toHaveLength(3);
      expect(places[0]).toBeGreaterThan(values.length / 2);
      expect(places[2]).toBe(values.length - 25);
    }
  });

  test('are the same each time', () => {
    expect(steadyOf('choose', 2).map(({ places }) => places)).toEqual([0, 6].map((k) => halves.choose[k].places));
  });
});

describe('what one more row changes', () => {
  const [early, late] = [
    { start: 100, end: 120, peak: 2 },
    { start: 850, end: 870, peak: 3 },
  ];
  // The newest row is 999; with two windows of 64 rows, what ends at row 870 or before is old.
  const NEWEST = 999;

  test.each([
    ['nothing', [early, late], {}],
    ['a verdict that goes', [late], { gone: 1 }],
    ['a verdict that comes', [early, { start: 400, end: 410, peak: 1 }, late], { appeared: 1 }],
    ['an end that moves', [{ ...early, end: 121 }, late], { moved: 1 }],
    ['a peak that moves by a sixth', [{ ...early, peak: 2.34 }, late], { peakChanged: 1 }],
    ['a peak that moves by an eighth', [{ ...early, peak: 2.25 }, late], {}],
    ['everything', [{ ...late, start: 851 }], { gone: 1, moved: 1 }],
  ])('%s', (_, after, changed) => {
    expect(changeBetween([early, late], after, NEWEST)).toEqual({
      verdicts: 2,
      gone: 0,
      appeared: 0,
      moved: 0,
      peakChanged: 0,
      ...changed,
    });
  });

  test('of a verdict that is not old does not count', () => {
    expect(changeBetween([{ ...late, end: 871 }], [], NEWEST)).toMatchObject({ verdicts: 0, gone: 0 });
    expect(changeBetween([], [{ ...late, end: 871 }], NEWEST)).toMatchObject({ appeared: 0 });
  });
});

describe('rows added one at a time', () => {
  const series = {
    times: Float64Array.from({ length: 500 }, (_, row) => row),
    values: new Float64Array(500),
    places: [300, 400],
  };

  /** Reports rows 50 to 60 until there are more than 402 rows, with a peak of twice its threshold. */
  async function forgetful({ values: { length } }: Series): Promise<Outcome> {
    const filled = (value: number) => new Float64Array(length).fill(value);
    const sequence = {
      from: 50,
      to: 60,
      score: 1,
      peak: 55,
      pass: 1,
      decidedBy: 'floor',
    };
    const detection = {
      reconstruction: filled(0),
      score: filled(2),
      threshold: filled(1),
      certainty: new Uint8Array(length).fill(Certainty.certain),
      sequences: length > 402 ? [] : [sequence],
    };
    return { status: 'detected', detection: detection as unknown as Detection };
  }

  test('each step is one judging, and counts what it changed', async () => {
    let judged = 0;
    const tally = await tallySteady(series, (rows) => (judged++, forgetful(rows)), 4);
    expect(judged).toBe(2 * 5);
    // The verdict stands before all four steps of the first place and three of the second, and goes at the third.
    expect(tally).toEqual({ steps: 8, kept: 7, verdicts: 7, gone: 1, appeared: 0, moved: 0, peakChanged: 0 });
  });
});
