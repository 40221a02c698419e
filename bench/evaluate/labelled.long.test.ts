/** @jest-environment node */
import { cosineAutoencoder } from '../../tests/toyAutoencoder';
import { run } from '../../src/detector/pipeline';
import { detectionOf } from '../../src/detector/resultMapping';
import { learn } from '../../src/detector/memory/learn';
import { windowOf } from '../../src/detector/grid/windowChoice';
import type { Judge } from '../../headless/judge';
import type { LabelledSeries } from './labelledSeries';
import { withRecurring } from './recurring';
import { type FalseAlarmTally, tallyLabelled, type LabelledTally } from './labelled';
import { falseAlarmCells, falseAlarmSection, summariseLabelled, warmCells, warmSection } from './labelledReport';

/** A rhythm with one cycle flattened. */
function brokenRhythm(points: number): LabelledSeries {
  const values = Float64Array.from({ length: points }, (_, i) =>
    i >= 600 && i < 640 ? 0 : 10 * Math.sin((2 * Math.PI * i) / 40) + 0.4 * Math.sin(i * i)
  );
  const times = values.map((_, i) => i * 60_000);
  return { id: 'a', shape: 'sine', anomaly: 'stuck', events: [{ start: 600, end: 639 }], changes: [], times, values };
}

const study: Judge['study'] = async (series, settings, known) => {
  const judged = await run(series, cosineAutoencoder(windowOf(settings, series, known), 8), settings, known);
  return judged.status === 'judged'
    ? {
        outcome: { status: 'detected', detection: detectionOf(judged.state) },
        learnt: learn(judged.state),
        state: judged.state,
      }
    : { outcome: judged, learnt: null, state: null };
};

describe('what recurs', () => {
  test('comes several times, away from events and from itself, and changes nothing elsewhere', () => {
    const plain = brokenRhythm(1500);
    for (const timing of ['same hour', 'any hour'] as const) {
      const made = withRecurring(plain, timing, 7);
      expect(made?.recurrences.length).toBeGreaterThanOrEqual(2);
      made?.recurrences.forEach(({ start, end }, k) => {
        expect(end - start + 1).toBeGreaterThanOrEqual(12);
        expect(start > 639 + 80 || end < 600 - 80).toBe(true);
        expect(start).toBeGreaterThan((made.recurrences[k - 1]?.end ?? -65) + 64);
      });
      const changed = Array.from(plain.values.keys()).filter((i) => made?.values[i] !== plain.values[i]);
      expect(changed.every((i) => made?.recurrences.some(({ start, end }) => start <= i && i <= end))).toBe(true);
    }
  });

  test('is the same for the same seed, and comes at one hour of the rhythm where it should', () => {
    const made = withRecurring(brokenRhythm(1500), 'same hour', 7);
    expect(withRecurring(brokenRhythm(1500), 'same hour', 7)).toEqual(made);
    const hours = made!.recurrences.map(({ start }) => (start - made!.recurrences[0].start + 5) % 40);
    hours.forEach((hour) => expect(Math.abs(hour - 5)).toBeLessThanOrEqual(2));
  });

  test('has no place in a series that is too short', () => {
    expect(withRecurring({ ...brokenRhythm(300), events: [] }, 'any hour', 7)).toBeNull();
  });
});

test('a tally counts by the labels and by what was put in, with the detector as it ships', async () => {
  const { marks, warm } = await tallyLabelled(brokenRhythm(1500), 3, study);
  for (const mark of marks) {
    expect(mark).toMatchObject({ clean: false, events: 1 });
    expect(mark?.still).toBeLessThanOrEqual(mark?.again ?? -1);
  }
  expect([warm?.alone.points, warm?.warm.points]).toEqual([240, 240]);
  expect((await tallyLabelled(brokenRhythm(700), 3, study)).warm).toBeNull();
});

describe('the report', () => {
  const mark = (changes: Partial<FalseAlarmTally>): FalseAlarmTally => ({
    marked: true,
    clean: false,
    again: 4,
    still: 1,
    events: 2,
    foundBefore: 2,
    foundAfter: 1,
    falseAlarmsBefore: 3,
    falseAlarmsAfter: 0,
    ...changes,
  });
  const scored = (found: number, falseAlarms: number, averagePrecision: number) => ({
    points: 240,
    events: 1,
    found,
    falseAlarms,
    averagePrecision,
    volumeUnderSurface: NaN,
    changes: 0,
    changesFound: NaN,
    falseChanges: NaN,
  });
  const tallies: LabelledTally[] = [
    {
      marks: [mark({}), null],
      warm: { alone: scored(0, 0, 0.25), warm: scored(1, 1, 0.75) },
      excluded: [],
      leftOutItself: [],
    },
    {
      marks: [mark({ clean: true, events: 0, again: 2, still: 0, foundBefore: 0, foundAfter: 0 }), null],
      warm: null,
      excluded: [],
      leftOutItself: [],
    },
  ];
  const report = summariseLabelled('yardstick', tallies);

  test('sums up what a mark quiets and what it costs', () => {
    expect(falseAlarmCells([report])[1]).toEqual(['yardstick', 'same hour', '2', '5/6', '2/2', '1', '6', '0']);
    // Nothing was marked: there is no share of nothing.
    expect(falseAlarmCells([report])[2].slice(2)).toEqual(['0', '–', '–', '0', '0', '0']);
  });

  test('sets a young series by itself beside one with a memory', () => {
    expect(warmCells([report]).slice(1)).toEqual([
      ['yardstick', '1', 'own', '0.250', '0.000', '0.00'],
      ['yardstick', '1', 'learnt', '0.750', '0.667', '1.00'],
    ]);
  });

  test('is two sections, one for labels and one for memory', () => {
    expect(falseAlarmSection([report])).toContain('| yardstick | same hour | 2 | 5/6 | 2/2 | 1 | 6 | 0 |');
    expect(warmSection([report])).toContain('| yardstick | 1 | own | 0.250 |');
  });
});
