import { detect } from '../../src/detector/pipeline';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import { createAutoencoder } from '../../src/model/autoencoder';
import { startEngine } from '../../src/model/engine';
import { bundledModel } from './bundledModel';
import { inTurn } from './inTurn';
import { type Cell, type Goal, type Section, quantity, single } from './report';
import { seededSeries } from './seeded';
import { spreadOf } from './spread';

const ROUNDS = { least: 3, most: 9, budgetMs: 12_000 };
const ONE_ROUND = { least: 1, most: 1, budgetMs: 0 };
const SERIES = [2, 4, 8, 16];
/** Beyond about 6,000 points of default windows, windows lie farther apart and a point costs less. */
const POINTS = [500, 1_000, 2_000, 4_000, 8_000];
const WINDOWS = [32, 64, 128, 256];
/** A doubling may cost a fifth more than twice as much. */
const MOST_PER_DOUBLING = 2.4;

interface Size {
  readonly series: number;
  readonly points: number;
  readonly windowSize: number;
}

const usual: Size = { series: 4, points: 1_000, windowSize: 64 };

/** The whole detector with the fused kernels, one thread of Node: how its cost grows. */
export const growthSection: Section = {
  name: 'growth',
  title: 'How cost grows',
  async run(say, quick) {
    const loaded = await bundledModel();
    const engine = await startEngine(loaded, { preference: 'wasm' });
    const rows: Cell[][] = [];
    const growths = new Map<string, number>();
    const ways: Array<[string, Size[], (size: Size) => number]> = [
      ['series', SERIES.map((series) => ({ ...usual, series })), ({ series }) => series],
      ['points', POINTS.map((points) => ({ ...usual, series: 1, points })), ({ points }) => points],
      ['window', WINDOWS.map((windowSize) => ({ ...usual, windowSize })), ({ windowSize }) => windowSize],
    ];
    for (const [what, allSizes, extent] of ways) {
      const sizes = quick ? allSizes.slice(0, 2) : allSizes;
      say(what);
      const timings = await inTurn(
        sizes.map((size) => ({ name: String(extent(size)), run: () => detectAll(engine, size) })),
        quick ? ONE_ROUND : ROUNDS
      );
      const medians = sizes.map((size) => spreadOf(timings.get(String(extent(size))) ?? []).median);
      const growth = ratioPerDoubling(sizes.map(extent), medians);
      growths.set(what, growth);
      sizes.forEach((size, i) =>
        rows.push([
          i === 0 ? what : '',
          `${size.series} × ${size.points.toLocaleString('en-US')}, windows of ${size.windowSize}`,
          quantity(timings.get(String(extent(size))) ?? [], 'ms'),
          i === sizes.length - 1 ? single(growth, 'times') : '',
        ])
      );
    }
    engine.dispose();
    return {
      tables: [
        {
          title: 'Whole detection in one thread of Node, median (quartiles)',
          columns: ['grows with', 'series × points', 'time', 'a doubling costs'],
          rows,
          notes: ['The last column is fitted to all sizes (least squares of the logarithms).'],
        },
      ],
      goals: ['series', 'points'].map((what): Goal => {
        const growth = growths.get(what) ?? NaN;
        return {
          claim: `twice the ${what} cost twice, within 20 %`,
          target: `≤ ${MOST_PER_DOUBLING}×`,
          found: single(growth, 'times'),
          met: growth <= MOST_PER_DOUBLING,
        };
      }),
    };
  },
};

async function detectAll(engine: Awaited<ReturnType<typeof startEngine>>, { series, points, windowSize }: Size) {
  const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize };
  const autoencoder = createAutoencoder(engine, windowSize);
  for (let one = 0; one < series; one++) {
    const outcome = await detect(seededSeries(points, one), autoencoder, settings);
    if (outcome.status !== 'detected') {
      throw new Error(`a series of ${points} points was ${outcome.status}`);
    }
  }
}

/** 2 to the power of the slope between the logarithms. */
export function ratioPerDoubling(sizes: readonly number[], costs: readonly number[]): number {
  const x = sizes.map(Math.log2);
  const y = costs.map(Math.log2);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, value, i) => sum + (value - middleX) * (y[i] - middleY), 0);
  const variance = x.reduce((sum, value) => sum + (value - middleX) ** 2, 0);
  return 2 ** (covariance / variance);
}
