/** @jest-environment node */
import { cosineAutoencoder } from '../../tests/toyAutoencoder';
import { detect } from '../../src/detector/pipeline';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import { windowOf } from '../../src/detector/grid/windowChoice';
import { CONTENDERS } from './contender';
import type { LabelledSeries } from './labelledSeries';
import { score } from './score';

/** A rhythm with one cycle flattened, and a value missing. */
function brokenRhythm(): LabelledSeries {
  const values = Float64Array.from({ length: 900 }, (_, i) =>
    i >= 500 && i < 530 ? 0 : Math.sin((2 * Math.PI * i) / 30) + 0.05 * Math.sin(i * i)
  );
  values[100] = NaN;
  return {
    id: 'rhythm',
    shape: 'sine',
    anomaly: 'stuck',
    events: [{ start: 500, end: 529 }],
    changes: [],
    times: values.map((_, i) => i * 60_000),
    values,
  };
}

/** The shipped pipeline with a toy for the network. */
const judge = {
  passedOver: [],
  judge: (series: LabelledSeries, settings = DEFAULT_DETECTOR_SETTINGS) =>
    detect(series, cosineAutoencoder(windowOf(settings, series), 8), settings),
};

describe('every row', () => {
  test.each(CONTENDERS.map((one) => [one.id, one] as const))('%s has a say on each point', async (_, contender) => {
    const series = brokenRhythm();
    const judgement = await contender.judge(series, judge);
    expect(judgement.scores).toHaveLength(series.values.length);
    const scored = score(series, judgement);
    expect(scored.points).toBe(899);
    expect(scored.averagePrecision).toBeGreaterThan(0);
    expect(scored.averagePrecision).toBeLessThanOrEqual(1);
    judgement.reported.forEach(({ start, end }) => {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBeLessThan(series.values.length);
    });
  });

  test.each(['pca-latents', 'pca-error', 'matrix-profile'])(
    '%s finds a missing cycle, which needs memory of the others',
    async (id) => {
      const series = brokenRhythm();
      const contender = CONTENDERS.find((one) => one.id === id);
      const { found, falseAlarms } = score(series, await contender!.judge(series, judge));
      expect({ found, falseAlarms }).toEqual({ found: 1, falseAlarms: 0 });
    }
  );

  test('one that is skipped has no score and no report, and costs no false alarm', async () => {
    const series = { ...brokenRhythm(), values: new Float64Array(900).fill(3) };
    const judgement = await CONTENDERS[0].judge(series, judge);
    expect(judgement.reported).toEqual([]);
    // All points rank last, in their order: labelled ones at ranks 501 to 530.
    const expected = Array.from({ length: 30 }, (_, hit) => (hit + 1) / (501 + hit)).reduce((a, b) => a + b) / 30;
    expect(score(series, judgement).averagePrecision).toBeCloseTo(expected, 12);
  });
});
