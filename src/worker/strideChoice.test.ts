/** @jest-environment node */
import { DEFAULT_DETECTOR_SETTINGS } from '../detector/settings';
import { FAKE_ENGINE, namedSeries } from './fakeWorker.fixture';
import type { AnalysisRequest, EngineStatus } from './protocol';
import { type Resolved, resolved } from './seriesQuestion';
import { StrideChoice } from './strideChoice';

const request = (points: number, count = 1, changed: Partial<AnalysisRequest> = {}): Resolved =>
  resolved({
    series: Array.from({ length: count }, (_, name) => namedSeries(name, points)),
    settings: { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 64 },
    panel: 'a',
    ...changed,
  });
const engine = (pointsPerSecond: number): EngineStatus => ({ ...FAKE_ENGINE, pointsPerSecond });

/** Windows of 64 points that move by 4: 16 points a point, so that so many points take ten seconds. */
const FITS = 10 * 1024;
const SPEED = engine(16 * 1024);

it('leaves windows as they are where there is time', () => {
  expect(new StrideChoice().of(request(FITS), { ...SPEED, pointsPerSecond: 1e9 }, 1)).toEqual({ least: [4] });
});

it('moves windows twice as far where the usual takes too long, and so on, until two overlap', () => {
  const widened = [1.5, 3, 6, 100].map((times) => {
    const [least] = new StrideChoice().of(request(200, Math.round((times * FITS) / 200)), SPEED, 1).least;
    return least;
  });
  expect(widened).toEqual([8, 16, 32, 32]);
});

it('counts all series of the panel, and the workers that share them', () => {
  const twenty = request(1000, 20);
  expect(new StrideChoice().of(twenty, SPEED, 1).wider).toEqual({ stride: 8, usual: 4, budgetMs: 10_000 });
  expect(new StrideChoice().of(twenty, SPEED, 2).wider).toBeUndefined();
});

it('counts the slots of the grid, which the network is paid by, and not the rows', () => {
  // Four rows a second apart, then a pause of a minute: 63 slots for every four rows.
  const times = Float64Array.from({ length: 320 }, (_, row) => 1000 * (Math.floor(row / 4) * 63 + (row % 4)));
  const bursts = { times, values: Float64Array.from(times, (_, row) => row) };
  const panelOf = (count: number) => request(0, 0, { series: Array.from({ length: count }, () => bursts) });
  expect(new StrideChoice().of(panelOf(2), SPEED, 1)).toEqual({ least: [4, 4] });
  expect(new StrideChoice().of(panelOf(4), SPEED, 1)).toEqual({
    least: [8, 8, 8, 8],
    wider: { stride: 8, usual: 4, budgetMs: 10_000 },
  });
});

it('says nothing of long series, whose windows move far anyway', () => {
  const long = request(60_000);
  expect(new StrideChoice().of(long, engine(1_000), 1)).toEqual({ least: [4] });
});

it('keeps what a panel has while a few points come and go at the edge', () => {
  const choice = new StrideChoice();
  const ofSeries = (points: number) => choice.of(request(points, 52), SPEED, 1).least[0];
  expect(196 * 52).toBeLessThan(FITS);
  expect([196, 197, 196, 195, 197].map(ofSeries)).toEqual([4, 8, 8, 8, 8]);
});

it('goes back once there is much less to do', () => {
  const choice = new StrideChoice();
  expect(choice.of(request(200, 60), SPEED, 1).least[0]).toBe(8);
  expect(choice.of(request(200, 20), SPEED, 1).least[0]).toBe(4);
});

it('does not change for a worker that was measured somewhat faster or slower', () => {
  const choice = new StrideChoice();
  const near = request(200, 50);
  const first = choice.of(near, SPEED, 1).least[0];
  expect(choice.of(near, engine(10 * 1024), 1).least[0]).toBe(first);
  expect(choice.of(near, engine(30 * 1024), 1).least[0]).toBe(first);
  expect(choice.of(near, engine(1024), 1).least[0]).toBeGreaterThan(first);
});

it('moves windows of each size in proportion, and counts what each series takes with its own', () => {
  // Windows of 128 points that move by 8 take as long as those of 64 that move by 4.
  const large = { windowSize: 128 };
  const mixed = request(0.375 * FITS, 4, { overrides: [undefined, large, undefined, large] });
  expect(new StrideChoice().of(mixed, SPEED, 1)).toEqual({
    least: [8, 16, 8, 16],
    wider: { stride: 8, usual: 4, budgetMs: 10_000 },
  });
  expect(new StrideChoice().of(mixed, SPEED, 2)).toEqual({ least: [4, 8, 4, 8] });
});

it('goes by the window that suits a series where none is set', () => {
  const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 'auto' as const };
  // Too few points for eight windows of 64.
  expect(new StrideChoice().of(request(200, 1, { settings }), SPEED, 1)).toEqual({ least: [2] });
  // A level that only rises has no rhythm.
  expect(new StrideChoice().of(request(2000, 1, { settings }), SPEED, 1)).toEqual({ least: [4] });
});

it('keeps what a panel has for each time it is given', () => {
  const choice = new StrideChoice();
  const within = (budgetMs: number, points: number) => choice.of(request(points, 52, { budgetMs }), SPEED, 1).least[0];
  expect([within(10_000, 197), within(20_000, 197), within(10_000, 196)]).toEqual([8, 4, 8]);
});
