/** @jest-environment node */
import type { Studied } from '../../headless/judge';
import { cosineAutoencoder } from '../../tests/toyAutoencoder';
import { run } from '../../src/detector/pipeline';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import type { LabelledSeries } from './labelledSeries';
import { summariseItself, tallyExcludedItself } from './excludedItself';
import { excludedBefore, type ExcludedTally, tallyExcluded } from './excludedNear';
import { excludedCells, excludedItselfCells, excludedSection } from './excludedReport';
import { type Ask, RULES, WINDOW } from './excludedRules';

/** A rhythm that jumps. */
function jumping(...events: ReadonlyArray<{ start: number; end: number; by?: number }>): LabelledSeries {
  const values = Float64Array.from({ length: 1500 }, (_, i) => {
    const jump = events.find(({ start, end }) => i >= start && i <= end);
    return 10 * Math.sin((2 * Math.PI * i) / 40) + 0.4 * Math.sin(i * i) + (jump ? (jump.by ?? 60) : 0);
  });
  const times = values.map((_, i) => i * 60_000);
  return { id: 'a', shape: 'sine', anomaly: 'level', events, changes: [], times, values };
}

const short = { start: 600, end: 607 };
const long = { start: 1000, end: 1099 };
const ask: Ask = async (series, known): Promise<Pick<Studied, 'state'>> => {
  const judged = await run(series, cosineAutoencoder(WINDOW, 8), DEFAULT_DETECTOR_SETTINGS, known);
  return { state: judged.status === 'judged' ? judged.state : null };
};

test('one to three windows are left out, 5 to 60 points before each event that has room', () => {
  for (let seed = 0; seed < 50; seed++) {
    const places = excludedBefore(jumping(short, long), seed);
    expect(places.map(([, event]) => event)).toEqual([short, long]);
    for (const [{ start, end }, event] of places) {
      expect(end - start + 1).toBeGreaterThanOrEqual(64);
      expect(end - start + 1).toBeLessThanOrEqual(192);
      expect(event.start - end - 1).toBeGreaterThanOrEqual(5);
      expect(event.start - end - 1).toBeLessThanOrEqual(60);
    }
  }
  // No room at the series' start, nor where another event lies in between.
  expect(excludedBefore(jumping({ start: 40, end: 50 }), 1)).toEqual([]);
  expect(excludedBefore(jumping({ start: 560, end: 594 }, short), 1).map(([, { start }]) => start)).toEqual([560]);
});

test('a short event beside what was left out is lost by twice alone, one that is slight by the rule too', async () => {
  expect(RULES).toEqual(['no guard', 'twice', 'guard']);
  const [first, second] = await tallyExcluded(jumping({ ...short, by: 10 }, long), 2, ask);
  expect(first).toMatchObject({ isShort: true, found: [true, true, false, true] });
  expect(second).toMatchObject({ isShort: false, found: [true, true, true, true] });
  const [slight] = await tallyExcluded(jumping({ ...short, by: 6 }, long), 2, ask);
  expect(slight).toMatchObject({ isShort: true, found: [true, true, false, false] });
  const [great] = await tallyExcluded(jumping(short, long), 2, ask);
  expect(great).toMatchObject({ isShort: true, found: [true, true, true, true] });
  expect(await tallyExcluded(jumping(), 2, ask)).toEqual([]);
});

describe('what was left out for itself', () => {
  test('is each event, and each report of one; plain time twice over where there is no event', async () => {
    const kinds = async (series: LabelledSeries) => (await tallyExcludedItself(series, 3, ask)).map(({ kind }) => kind);
    expect(await kinds(jumping(short))).toEqual(['each event', 'each event as reported']);
    expect(await kinds(jumping())).toEqual([20, 20, 50, 50, 100, 100].map((points) => `twice ${points} points`));
  });

  test('leaves remains where the mark is too short', async () => {
    // Labelled for eight points of a hundred, so that most of what is wrong lies beside.
    const series = { ...jumping({ start: 600, end: 699 }), events: [{ start: 600, end: 607 }] };
    const [event] = await tallyExcludedItself(series, 1, ask);
    expect(event).toEqual({ kind: 'each event', fresh: [0, 0, 0], remains: [1, 1, 1] });
    // What is there is another event's.
    const several = { ...series, events: [...series.events, { start: 640, end: 660 }] };
    const [first] = await tallyExcludedItself(several, 1, ask);
    expect(first).toEqual({ kind: 'each event', fresh: [0, 0, 0], remains: [0, 0, 0] });
  });
});

test('the tables count short events and others apart, and each kind of what was left out for itself', () => {
  const tally = (isShort: boolean, found: boolean[], falseAlarms: number[]): ExcludedTally => ({
    isShort,
    found,
    falseAlarms,
  });
  const excluded = [
    tally(true, [true, true, false, true], [0, 2, 0, 1]),
    tally(true, [true, false, false, false], [1, 1, 1, 1]),
    tally(false, [true, true, true, true], [0, 3, 1, 2]),
  ];
  const leftOutItself = [
    { kind: 'twice 50 points', fresh: [2, 1, 0], remains: [0, 0, 0] },
    { kind: 'each event', fresh: [1, 0, 0], remains: [1, 1, 0] },
    { kind: 'twice 50 points', fresh: [3, 0, 1], remains: [0, 0, 0] },
  ];
  const reports = [
    { set: 'yardstick', excluded, leftOutItself },
    { set: 'clean', excluded: [], leftOutItself: [] },
  ];
  expect(excludedCells(reports).slice(1)).toEqual([
    ['yardstick', 'short', '2', '2', '1', '0', '1', '1', '3', '1', '2'],
    ['yardstick', 'longer', '1', '1', '1', '1', '1', '0', '3', '1', '2'],
  ]);
  expect(summariseItself(leftOutItself)[1]).toMatchObject({ verdicts: 2, fresh: [5, 1, 1] });
  expect(excludedItselfCells(reports).slice(1)).toEqual([
    ['yardstick', 'each event', '1', '1', '0', '0', '1', '1', '0'],
    ['yardstick', 'twice 50 points', '2', '5', '1', '1', '0', '0', '0'],
  ]);
  expect(excludedSection(reports)).toContain('| yardstick | short | 2 | 2 | 1 | 1 | 1 | 3 | 2 |');
});
