/** @jest-environment node */
import { DEFAULT_DETECTOR_SETTINGS } from '../detector/settings';
import { namedSeries } from './fakeWorker.fixture';
import type { AnalysisRequest } from './protocol';
import { type Resolved, resolved } from './seriesQuestion';
import { strideOf } from './strideChoice';

const request = (points: number, count = 1, changed: Partial<AnalysisRequest> = {}): Resolved =>
  resolved({
    series: Array.from({ length: count }, (_, name) => namedSeries(name, points)),
    settings: { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 64 },
    panel: 'a',
    ...changed,
  });
/** This many points fit in a second: with windows of 64 at stride 4 the network reads each 16 times. */
const FITS = 6_250;

it('keeps the usual stride if there is time', () => {
  expect(strideOf(request(1000, 62), 'wasm', 1)).toEqual({ least: Array(62).fill(4) });
  expect(strideOf(request(1000, 62), 'webgl', 1)).toEqual({ least: Array(62).fill(4) });
});

it('doubles the stride until the analysis fits, at most to half a window', () => {
  const strides = [1.5, 3, 6, 100].map((times) => {
    const panel = request(200, Math.round((times * FITS) / 200), { budgetMs: 1000 });
    return strideOf(panel, 'wasm', 1).least[0];
  });
  expect(strides).toEqual([8, 16, 32, 32]);
});

it('counts all series of the panel and all workers', () => {
  const hundred = request(1000, 100);
  expect(strideOf(hundred, 'wasm', 1).wider).toEqual({ stride: 8, usual: 4, budgetMs: 10_000 });
  expect(strideOf(hundred, 'wasm', 2).wider).toBeUndefined();
});

it('depends on the backend, because plain JavaScript is much slower', () => {
  expect(strideOf(request(1000, 20), 'wasm', 2).wider).toBeUndefined();
  expect(strideOf(request(1000, 20), 'cpu', 2).wider).toMatchObject({ stride: 32 });
});

it('fits a longer budget with a smaller stride', () => {
  const long = request(1000, 100);
  expect(strideOf({ ...long, budgetMs: 120_000 }, 'wasm', 1).wider).toBeUndefined();
});

it('counts the slots of the grid, because they determine the cost, and not the rows', () => {
  // Four rows a second apart, then a pause of a minute: 63 slots per four rows.
  const times = Float64Array.from({ length: 320 }, (_, row) => 1000 * (Math.floor(row / 4) * 63 + (row % 4)));
  const bursts = { times, values: Float64Array.from(times, (_, row) => row) };
  const panelOf = (count: number) => request(0, 0, { series: Array.from({ length: count }, () => bursts) });
  expect(strideOf(panelOf(12), 'wasm', 1)).toEqual({ least: Array(12).fill(4) });
  expect(strideOf(panelOf(24), 'wasm', 1)).toEqual({
    least: Array(24).fill(8),
    wider: { stride: 8, usual: 4, budgetMs: 10_000 },
  });
});

it('reports no wider stride for long series, whose usual stride is wide', () => {
  expect(strideOf(request(60_000), 'cpu', 1)).toEqual({ least: [4] });
});

it('scales the stride with each window size, and counts each series with its own window', () => {
  // Windows of 128 points at stride 8 take as long as windows of 64 at stride 4.
  const large = { windowSize: 128 };
  const mixed = request(1000, 80, { overrides: Array.from({ length: 80 }, (_, i) => (i % 2 ? large : undefined)) });
  expect(strideOf(mixed, 'wasm', 1).least.slice(0, 4)).toEqual([8, 16, 8, 16]);
  expect(strideOf(mixed, 'wasm', 1).wider).toEqual({ stride: 8, usual: 4, budgetMs: 10_000 });
  expect(strideOf(mixed, 'wasm', 2).least.slice(0, 4)).toEqual([4, 8, 4, 8]);
});

it('uses the window that suits the series if none is set', () => {
  const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: 'auto' as const };
  // Too few points for eight windows of 64.
  expect(strideOf(request(200, 1, { settings }), 'wasm', 1)).toEqual({ least: [2] });
  // A rising level has no period.
  expect(strideOf(request(2000, 1, { settings }), 'wasm', 1)).toEqual({ least: [4] });
});
