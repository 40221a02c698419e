/** @jest-environment node */
import type { Studied } from '../../headless/judge';
import { cosineAutoencoder } from '../../tests/toyAutoencoder';
import { examine } from '../../src/detector/detect';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import type { LabelledSeries } from './labelledSeries';
import { leftOutBefore, type LeftOutTally, tallyLeftOut, WAYS } from './leftOutNear';
import { leftOutCells, leftOutSection } from './leftOutReport';

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
const long = { start: 1000, end: 1149 };
const ask: Parameters<typeof tallyLeftOut>[2] = async (series, known): Promise<Pick<Studied, 'findings'>> => {
  const { windowSize } = DEFAULT_DETECTOR_SETTINGS;
  const examination = await examine(series, cosineAutoencoder(windowSize, 8), DEFAULT_DETECTOR_SETTINGS, known);
  return { findings: examination.status === 'examined' ? examination.findings : null };
};

test('one to three windows are left out, 5 to 60 points before each event that has room', () => {
  for (let seed = 0; seed < 50; seed++) {
    const places = leftOutBefore(jumping(short, long), seed);
    expect(places.map(([, event]) => event)).toEqual([short, long]);
    for (const [{ start, end }, event] of places) {
      expect(end - start + 1).toBeGreaterThanOrEqual(64);
      expect(end - start + 1).toBeLessThanOrEqual(192);
      expect(event.start - end - 1).toBeGreaterThanOrEqual(5);
      expect(event.start - end - 1).toBeLessThanOrEqual(60);
    }
  }
  // No room at the series' start, nor where another event lies in between.
  expect(leftOutBefore(jumping({ start: 40, end: 50 }), 1)).toEqual([]);
  expect(leftOutBefore(jumping({ start: 560, end: 594 }, short), 1).map(([, { start }]) => start)).toEqual([560]);
});

test('a short event beside what was left out is lost by the rule alone, one that is great or long never', async () => {
  const [first, second] = await tallyLeftOut(jumping({ ...short, by: 10 }, long), 2, ask);
  expect(WAYS).toEqual(['whole', 'withoutRule', 'withRule']);
  expect(first).toMatchObject({ isShort: true, found: [true, true, false] });
  expect(second).toMatchObject({ isShort: false, found: [true, true, true] });
  const [great] = await tallyLeftOut(jumping(short, long), 2, ask);
  expect(great).toMatchObject({ isShort: true, found: [true, true, true] });
  expect(await tallyLeftOut(jumping(), 2, ask)).toEqual([]);
});

test('the table counts short events and others apart', () => {
  const tally = (isShort: boolean, found: boolean[], falseAlarms: number[]): LeftOutTally => ({
    isShort,
    found,
    falseAlarms,
  });
  const leftOut = [
    tally(true, [true, true, false], [0, 2, 0]),
    tally(true, [true, false, false], [1, 1, 1]),
    tally(false, [true, true, true], [0, 3, 1]),
  ];
  const reports = [
    { set: 'yardstick', leftOut },
    { set: 'clean', leftOut: [] },
  ];
  expect(leftOutCells(reports).slice(1)).toEqual([
    ['yardstick', 'over within a window', '2', '2', '1', '0', '1', '3', '1'],
    ['yardstick', 'longer', '1', '1', '1', '1', '0', '3', '1'],
  ]);
  expect(leftOutSection(reports)).toContain('| yardstick | over within a window | 2 | 2 | 1 | 0 | 1 | 3 | 1 |');
});
