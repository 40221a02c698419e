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

/** This many points take ten seconds: with windows of 64 at stride 4, the network reads each point 16 times. */
const FITS = 10 * 1024;
const SPEED = engine(16 * 1024);

it('keeps the usual stride if there is time', () => {
  expect(new StrideChoice().of(request(FITS), { ...SPEED, pointsPerSecond: 1e9 }, 1)).toEqual({ least: [4] });
});

it('doubles the stride until the analysis fits, at most to half a window', () => {
  const strides = [1.5, 3, 6, 100].map((times) => {
    const [least] = new StrideChoice().of(request(200, Math.round((times * FITS) / 200)), SPEED, 1).least;
    return least;
  });
  expect(strides).toEqual([8, 16, 32, 32]);
});

it('counts all series of the panel and all workers', () => {
  const twenty = request(1000, 20);
  expect(new StrideChoice().of(twenty, SPEED, 1).wider).toEqual({ stride: 8, usual: 4, budgetMs: 10_000 });
  expect(new StrideChoice().of(twenty, SPEED, 2).wider).toBeUndefined();
});

it('counts the slots of the grid, because they determine the cost, and not the rows', () => {
  // Four rows a second apart, then a pause of a minute: 63 slots per four rows.
  const times = Float64Array.from({ length: 320 }, (_, row) => 1000 * (Math.floor(row / 4) * 63 + (row % 4)));
  const bursts = { times, values: Float64Array.from(times, (_, row) => row) };
  const panelOf = (count: number) => request(0, 0, { series: Array.from({ length: count }, () => bursts) });
  expect(new StrideChoice().of(panelOf(2), SPEED, 1)).toEqual({ least: [4, 4] });
  expect(new StrideChoice().of(panelOf(4), SPEED, 1)).toEqual({
    least: [8, 8, 8, 8],
    wider: { stride: 8, usual: 4, budgetMs: 10_000 },
  });
});

it('reports no wider stride for long series, whose usual stride is wide', () => {
  const long = request(60_000);
  expect(new StrideChoice().of(long, engine(1_000), 1)).toEqual({ least: [4] });
});

it('keeps a panel’s stride while a few points come and go near the budget', () => {
  const choice = new StrideChoice();
  const ofSeries = (points: number) => choice.of(request(points, 52), SPEED, 1).least[0];
  expect(196 * 52).toBeLessThan(FITS);
  expect([196, 197, 196, 195, 197].map(ofSeries)).toEqual([4, 8, 8, 8, 8]);
});

it('returns to the usual stride once there is much less to do', () => {
  const choice = new StrideChoice();
  expect(choice.of(request(200, 60), SPEED, 1).least[0]).toBe(8);
  expect(choice.of(request(200, 20), SPEED, 1).least[0]).toBe(4);
});

it('does not change with small differences in the measured speed', () => {
  const choice = new StrideChoice();
  const near = request(200, 50);
  const first = choice.of(near, SPEED, 1).least[0];
  expect(choice.of(near, engine(10 * 1024), 1).least[0]).toBe(first);
  expect(choice.of(near, engine(30 * 1024), 1).least[0]).toBe(first);
  expect(choice.of(near, engine(1024), 1).least[0]).toBeGreaterThan(first);
});

it('scales the stride with each window size, and counts each series with its own window', () => {
  // Windows of 128 points at stride 8 take as long as windows of 64 at stride 4.
  const large = { windowSize: 128 };
  const mixed = request(0.375 * FITS, 4, { overrides: [undefined, large, undefined, large] });
  expect(new StrideChoice().of(mixed, SPEED, 1)).toEqual({
    least: [8, 16, 8, 16],
    wider: { stride: 8, usual: 4, budgetMs: 10_000 },
  });
  expect(new StrideChoice().of(mixed, SPEED, 2)).toEqual({ least: [4, 8, 4, 8] });
});

it('uses the window that suits the series if none is set', () => {
  const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 'auto' as const };
  // Too few points for eight windows of 64.
  expect(new StrideChoice().of(request(200, 1, { settings }), SPEED, 1)).toEqual({ least: [2] });
  // A rising level has no period.
  expect(new StrideChoice().of(request(2000, 1, { settings }), SPEED, 1)).toEqual({ least: [4] });
});

it('keeps a panel’s stride for each budget', () => {
  const choice = new StrideChoice();
  const within = (budgetMs: number, points: number) => choice.of(request(points, 52, { budgetMs }), SPEED, 1).least[0];
  expect([within(10_000, 197), within(20_000, 197), within(10_000, 196)]).toEqual([8, 4, 8]);
});
