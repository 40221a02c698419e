/** @jest-environment node */
import type { Outcome } from '../../src/detector/detection';
import type { Series } from '../../src/detector/series';
import { drawFrom } from '../suite/draw';
import type { LabelledSeries } from './labelledSeries';
import { agreementOf, drawVisible, extentOf, tallyZooms } from './zooms';

const POINTS = 3000;
const series: LabelledSeries = {
  id: 'a',
  shape: 'sine',
  anomaly: 'spike',
  events: [{ start: 1000, end: 1009 }],
  changes: [],
  times: Float64Array.from({ length: POINTS }, (_, i) => 60_000 * i),
  values: Float64Array.from({ length: POINTS }, (_, i) => i),
};

/** Reports the points whose value a rule names, whatever else it is shown. */
const judgeBy =
  (isReported: (value: number, series: Series) => boolean) =>
  async (shown: Series): Promise<Outcome> => {
    const zeros = new Float64Array(shown.values.length);
    const rows = Array.from(shown.values.keys()).filter((row) => isReported(shown.values[row], shown));
    const [from, to] = [rows[0], rows[rows.length - 1]].map((row) => shown.times[row]);
    const found = {
      from,
      to,
      peak: from,
      score: 1,
      pass: 1,
      decidedBy: 'epsilon' as const,
    };
    return {
      status: 'detected',
      detection: {
        windowSize: 64,
        reconstruction: zeros,
        error: zeros,
        smoothedError: zeros,
        score: zeros,
        threshold: zeros,
        certainty: new Uint8Array(zeros.length).fill(2),
        sequences: rows.length === 0 ? [] : [found],
        changePoints: [],
        suppressed: [],
        usedLabels: [],
      },
    };
  };

test('agreement is the share of the points reported by either that both report, inside the range', () => {
  const within = { start: 100, end: 199 };
  expect(agreementOf([{ start: 110, end: 119 }], [{ start: 115, end: 124 }], within)).toBe(5 / 15);
  expect(agreementOf([{ start: 90, end: 109 }], [{ start: 100, end: 109 }], within)).toBe(1);
  expect(agreementOf([{ start: 190, end: 210 }], [], within)).toBe(0);
  expect(agreementOf([{ start: 90, end: 99 }], [{ start: 200, end: 210 }], within)).toBeNaN();
});

test('ranges and zooms lie within what has been measured, half of the ranges end there, and zooms are a window long', () => {
  const ranges = drawVisible(POINTS, 200, drawFrom(1));
  expect(ranges.filter(({ end, now }) => end === now).length).toBeGreaterThanOrEqual(100);
  for (const { start, end, now, zooms } of ranges) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(now);
    expect(now + 20).toBeLessThan(POINTS);
    expect(end - start + 1).toBeGreaterThanOrEqual(300);
    zooms.forEach((zoom) => {
      expect(zoom.start).toBeGreaterThanOrEqual(start);
      expect(zoom.end).toBeLessThanOrEqual(end);
      expect(zoom.end - zoom.start + 1).toBeGreaterThanOrEqual(64);
    });
  }
});

const visible = [{ start: 900, end: 1299, now: 1299, zooms: [{ start: 950, end: 1049 }] }];

test('a verdict by the value alone agrees everywhere, and is held against the labels', async () => {
  const judge = judgeBy((value) => value >= 1005 && value <= 1014);
  const tally = await tallyZooms(series, visible, extentOf(1000), judge);
  expect(tally).toMatchObject({ agreements: [1], later: [1], events: 1, found: 1, falseAlarms: 0 });
});

test('a verdict that depends on what is shown first does not agree without a look-back', async () => {
  const judge = judgeBy((value, { values }) => value >= 1000 && value < 1010 && values[0] < 920);
  const tally = await tallyZooms(series, visible, null, judge);
  // The range starts at 900 and the one later at 920, the zoom at 950.
  expect(tally).toMatchObject({ agreements: [0], later: [0], known: [400] });
});

test('with a look-back, so many points at most are known, and none that is yet to come', async () => {
  const shown: Series[] = [];
  const judge = judgeBy(() => false);
  const tally = await tallyZooms(series, visible, extentOf(1000), async (one) => {
    shown.push(one);
    return judge(one);
  });
  expect(tally.known[0]).toBeGreaterThan(400);
  shown.forEach(({ times, values }) => {
    expect(values.length).toBeLessThanOrEqual(1001);
    expect(Math.max(...times)).toBeLessThanOrEqual(60_000 * 1319);
  });
  expect(extentOf(0)).toBeNull();
});
