/** @jest-environment node */
import { METRICS } from './metrics.ts';
import { lifelikeMetrics, STORY_POINTS, tutorialStory } from './generator.ts';

const WEEK = 7 * 86_400_000;
const MONDAY = Date.UTC(2024, 5, 3);

describe('the tutorial’s story', () => {
  test('is the same for the same seed and differs for another seed', () => {
    expect(tutorialStory()).toEqual(tutorialStory({ seed: 1 }));
    expect(tutorialStory({ seed: 2 }).values).not.toEqual(tutorialStory().values);
  });

  test('stays within the amplitude of the sines except in the tangent', () => {
    const { times, values, incidents } = tutorialStory();
    const [{ start, end, kind }] = incidents;
    expect(incidents).toHaveLength(1);
    expect(kind).toBe('tangent');
    const outside = values.filter((_, i) => times[i] < start || times[i] > end);
    const inside = values.filter((_, i) => times[i] >= start && times[i] <= end);
    expect(outside.length + inside.length).toBe(STORY_POINTS);
    // The largest sine has amplitude 1.3; noise of 0.03 stays within five standard deviations.
    expect(Math.max(...outside.map(Math.abs))).toBeLessThan(1.3 + 0.15);
    expect(Math.max(...inside)).toBeGreaterThan(2.5);
    expect(Math.min(...inside)).toBeLessThan(-2.5);
  });

  test('has sines before and after the tangent, and they are much longer than it', () => {
    const { times, incidents } = tutorialStory();
    const first = times.indexOf(incidents[0].start);
    const last = times.indexOf(incidents[0].end);
    expect(last - first).toBeLessThan(200);
    expect(first).toBeGreaterThan(1000);
    expect(STORY_POINTS - last).toBeGreaterThan(500);
  });

  test('joins its pieces without a jump outside the tangent', () => {
    const { times, values, incidents } = tutorialStory({ noise: 0 });
    const steps = values
      .map((value, i) => ({ time: times[i], jump: i === 0 ? 0 : Math.abs(value - values[i - 1]) }))
      .filter(({ time }) => time < incidents[0].start || time > incidents[0].end);
    // A sine of amplitude 1.3 and period 80 moves by 2π · 1.3 / 80 = 0.102 a point at most, one of 0.9 and 50 by 0.113.
    expect(Math.max(...steps.map(({ jump }) => jump))).toBeLessThan(0.12);
  });

  test('uses the given start and step', () => {
    const { times, incidents } = tutorialStory({ start: MONDAY, stepMs: 1000 });
    expect(times.slice(0, 3)).toEqual([MONDAY, MONDAY + 1000, MONDAY + 2000]);
    expect(times).toContain(incidents[0].start);
    expect(times).toContain(incidents[0].end);
  });
});

describe('the life-like metrics', () => {
  test('agree wherever two ranges overlap', () => {
    const week = lifelikeMetrics({ from: MONDAY, to: MONDAY + WEEK });
    const later = lifelikeMetrics({ from: MONDAY + WEEK / 2, to: MONDAY + 2 * WEEK });
    week.forEach((series, k) => {
      const from = series.times.indexOf(later[k].times[0]);
      expect(from).toBeGreaterThan(0);
      expect(later[k].values.slice(0, series.values.length - from)).toEqual(series.values.slice(from));
    });
  });

  test('differ from seed to seed', () => {
    const [one, two] = [lifelikeMetrics({ seed: 1 }), lifelikeMetrics({ seed: 2 })];
    one.forEach((series, k) => expect(series.values).not.toEqual(two[k].values));
  });

  test('have at least 2,000 points, finite and not negative', () => {
    for (const { values, times } of lifelikeMetrics()) {
      expect(values.length).toBeGreaterThanOrEqual(2000);
      expect(times).toHaveLength(values.length);
      expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    }
  });

  test.each(METRICS.map(({ id }) => id))('%s has incidents that lie inside the range, on its samples', (id) => {
    const series = lifelikeMetrics().find((candidate) => candidate.id === id);
    expect(series?.incidents.length).toBeGreaterThan(0);
    for (const { start, end } of series?.incidents ?? []) {
      expect(series?.times).toContain(start);
      expect(series?.times).toContain(end);
      expect(start).toBeLessThanOrEqual(end);
    }
    const share = (series?.incidents ?? []).reduce((sum, { start, end }) => sum + end - start, 0) / (8 * 86_400_000);
    expect(share).toBeLessThan(0.1);
  });

  test('have units that Grafana knows', () => {
    expect(lifelikeMetrics().map(({ name, unit }) => `${name} [${unit}]`)).toEqual([
      'Web requests [reqps]',
      'CPU [percent]',
      'Queue depth [short]',
      'Latency p95 [ms]',
      'Failed requests [short]',
      'Heap in use [decbytes]',
      'Backup writes [Bps]',
    ]);
  });

  test('show the day: requests at 11 are more than double those at 4', () => {
    const { times, values, incidents } = lifelikeMetrics()[0];
    const meanAt = (hour: number) => {
      const picked = values.filter(
        (_, i) =>
          new Date(times[i]).getUTCHours() === hour &&
          !incidents.some(({ start, end }) => times[i] >= start && times[i] <= end)
      );
      return picked.reduce((sum, value) => sum + value, 0) / picked.length;
    };
    expect(meanAt(11)).toBeGreaterThan(2 * meanAt(4));
  });

  test('show the week: fewer requests on Saturday than on Wednesday at the same hour', () => {
    const { times, values } = lifelikeMetrics()[0];
    const noon = (date: number) => values[times.indexOf(Date.UTC(2024, 5, date, 11))];
    expect(noon(8)).toBeLessThan(0.8 * noon(5));
  });

  test('have a day within minutes if the clock is set so', () => {
    const fast = lifelikeMetrics({ from: 0, to: 2 * 1_200_000, dayMs: 1_200_000, stepMs: 5000 });
    expect(fast[0].values).toHaveLength(480);
    expect(Math.max(...fast[0].values)).toBeGreaterThan(2 * Math.min(...fast[0].values));
  });

  test('an empty range has no sample and no incident', () => {
    for (const series of lifelikeMetrics({ from: MONDAY, to: MONDAY })) {
      expect(series.times).toEqual([]);
      expect(series.incidents).toEqual([]);
    }
  });
});
