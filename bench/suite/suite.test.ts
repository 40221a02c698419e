/** @jest-environment node */
import { ANOMALIES } from './anomalies';
import { SHAPES } from './shapes';
import { suiteOf } from './suite';

const halves = { choose: suiteOf('choose'), report: suiteOf('report') };
const all = [...halves.choose, ...halves.report];

describe('the suite', () => {
  test('is the same each time', () => {
    suiteOf('report').forEach((again, i) => {
      const { id, anomaly, events, values } = halves.report[i];
      expect(Buffer.from(again.values.buffer).equals(Buffer.from(values.buffer))).toBe(true);
      expect([again.id, again.anomaly, again.events]).toEqual([id, anomaly, events]);
    });
  });

  test('has no series in both halves', () => {
    const content = ({ values }: (typeof all)[number]) => Array.from(values.subarray(0, 50)).join();
    const chosen = new Set(halves.choose.map(content));
    expect(halves.report.filter((one) => chosen.has(content(one)))).toEqual([]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test('has each shape and each anomaly, in each half', () => {
    for (const half of Object.values(halves)) {
      expect(new Set(half.map(({ shape }) => shape)).size).toBe(SHAPES.length);
      const kinds = new Set(half.map(({ anomaly }) => anomaly));
      expect(ANOMALIES.map(({ name }) => name).filter((name) => !kinds.has(name))).toEqual([]);
    }
  });

  test('series are finite, evenly spaced, 300 to 4,000 points long', () => {
    for (const { times, values } of all) {
      expect(values.length).toBeGreaterThanOrEqual(300);
      expect(values.length).toBeLessThanOrEqual(4000);
      expect(values.every(Number.isFinite)).toBe(true);
      const step = times[1] - times[0];
      expect(times.every((time, i) => time === times[0] + i * step)).toBe(true);
    }
  });

  test('events are in order, apart and inside; clean series and those that change regime have none', () => {
    for (const { anomaly, events, changes, values } of all) {
      const calm = anomaly === 'clean' || anomaly === 'regime change';
      expect(events.length > 0).toBe(!calm);
      expect(changes).toHaveLength(anomaly === 'regime change' ? 1 : 0);
      events.forEach(({ start, end }, i) => {
        expect(start).toBeGreaterThan(i > 0 ? events[i - 1].end + 64 : 0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThan(values.length);
      });
      changes.forEach((change) => {
        expect(change).toBeGreaterThan(0.3 * values.length);
        expect(change).toBeLessThan(0.7 * values.length);
      });
    }
  });

  test('what a shape cannot measure never occurs: counts are whole and not negative', () => {
    for (const { values } of all.filter(({ shape }) => shape === 'sparse-counts')) {
      expect(values.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
    }
  });
});
