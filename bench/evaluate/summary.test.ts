/** @jest-environment node */
import { countChanges, countEvents } from './countEvents';
import type { Scored } from './score';
import { summarise } from './summary';

const at = (start: number, end: number) => ({ start, end });

describe('events', () => {
  test('an event is found when an interval shares one point with it', () => {
    expect(countEvents([at(10, 20)], [at(20, 30)])).toEqual({ events: 1, found: 1, falseAlarms: 0 });
    expect(countEvents([at(10, 20)], [at(21, 30)])).toEqual({ events: 1, found: 0, falseAlarms: 1 });
  });

  test('several intervals over one event are one find and no false alarm', () => {
    expect(countEvents([at(10, 20)], [at(9, 11), at(13, 14), at(19, 25)])).toEqual({
      events: 1,
      found: 1,
      falseAlarms: 0,
    });
  });

  test('one interval over two events finds both', () => {
    expect(countEvents([at(10, 12), at(20, 22), at(40, 41)], [at(5, 30)])).toEqual({
      events: 3,
      found: 2,
      falseAlarms: 0,
    });
  });

  test('on a clean series every interval is a false alarm', () => {
    expect(countEvents([], [at(0, 1), at(5, 6)])).toEqual({ events: 0, found: 0, falseAlarms: 2 });
  });
});

describe('changes of regime', () => {
  test('a change is found by a change point within a window of it', () => {
    expect(countChanges([500], [at(400, 436)])).toEqual({ changes: 1, changesFound: 1, falseChanges: 0 });
    expect(countChanges([500], [at(400, 435)])).toEqual({ changes: 1, changesFound: 0, falseChanges: 1 });
    expect(countChanges([500], [at(564, 600), at(10, 20)])).toEqual({ changes: 1, changesFound: 1, falseChanges: 1 });
  });

  test('nothing is said of a detector that knows no changes', () => {
    expect(countChanges([500], null)).toEqual({ changes: 1, changesFound: NaN, falseChanges: NaN });
  });
});

describe('the summary', () => {
  const scored = (part: Partial<Scored>): Scored => ({
    points: 1000,
    changes: 0,
    changesFound: 0,
    falseChanges: 0,
    events: 0,
    found: 0,
    falseAlarms: 0,
    averagePrecision: NaN,
    volumeUnderSurface: NaN,
    ...part,
  });

  test('pools events over all series, and takes the mean of what is measured on each', () => {
    const summary = summarise([
      scored({ events: 4, found: 3, falseAlarms: 0, averagePrecision: 0.5, volumeUnderSurface: 0.4 }),
      scored({ events: 1, found: 0, falseAlarms: 1, averagePrecision: 0.1, volumeUnderSurface: 0.2 }),
      scored({ falseAlarms: 2 }),
      scored({ points: 500 }),
      scored({ points: 500, changes: 2, changesFound: 1, falseChanges: 1, falseAlarms: 3 }),
    ]);
    // Found 3 of 5 with 6 false alarms: precision 3/9, recall 3/5, F1 6 / (6 + 6 + 2).
    expect(summary).toMatchObject({ series: 5, events: 5, precision: 1 / 3, recall: 0.6 });
    expect(summary.f1).toBeCloseTo(6 / 14, 12);
    expect(summary.averagePrecision).toBeCloseTo(0.3, 12);
    expect(summary.volumeUnderSurface).toBeCloseTo(0.3, 12);
    expect(summary.falseAlarmsPerCleanSeries).toBe(1);
    expect(summary.falseAlarmsPerRegimeChange).toBe(3);
    expect(summary.changesFound).toBe(0.5);
    expect(summary.falseChangesPerSeries).toBe(0.2);
    expect(summary.falseAlarmsPerSeries).toBe(1.2);
    expect(summary.falseAlarmsPerThousandPoints).toBeCloseTo(6 / 4, 12);
  });

  test('says nothing of precision where nothing was reported, and nothing of clean series where there is none', () => {
    const summary = summarise([scored({ events: 2, averagePrecision: 0.2, volumeUnderSurface: 0.2 })]);
    expect(summary.precision).toBeNaN();
    expect(summary.recall).toBe(0);
    expect(summary.f1).toBe(0);
    expect(summary.falseAlarmsPerCleanSeries).toBeNaN();
  });
});
