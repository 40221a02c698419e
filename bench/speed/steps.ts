import * as naive from '../../tests/naive';
import { addWindows, emptySums, meanOfWindows } from '../../src/detector/reconstruct/aggregate';
import { compareToEpsilon } from '../../src/detector/threshold/errorWindow';
import { findEpsilon } from '../../src/detector/threshold/epsilon';
import { noiseFloor } from '../../src/detector/threshold/noise';
import { moments, spreadOf, quantiles } from '../../src/detector/arithmetic/statistics';
import { judgeInPasses } from '../../src/detector/threshold/search';
import { DEFAULT_THRESHOLD, DETECTOR_BOUNDS } from '../../src/detector/settings';
import { smooth } from '../../src/detector/threshold/smooth';
import { layOutWindows } from '../../src/detector/grid/windows';
import { nanosecondsPerPoint } from './processorTime';
import { type Cell, type Findings, type Section, single } from './report';
import { seededRandom } from './seeded';

/** Points a series; the claim is that a point costs the same at 1e6 as at 1e4, within a factor of two. */
const SIZES = [1e3, 1e4, 1e5, 1e6];
const WINDOW = 64;
const SPAN = 10;
const ERROR_BUFFER = DETECTOR_BOUNDS.errorBuffer.default;
/** Points that a later pass takes for the slope of an earlier find. */
const SHOULDER = DETECTOR_BOUNDS.span.default + ERROR_BUFFER;
/**
 * Different points that each size is timed on. Over and over the same short series would be learnt by heart by the
 * processor's branch prediction and its cache, and short series would look cheaper than they are.
 */
const VARIETY = 300_000;
/** Most that a point may cost at 1e6, in units of what it costs at 1e4. */
const MOST_GROWTH = 2;

interface Step {
  readonly name: string;
  readonly run: (input: Input) => unknown;
  /** The same in the slowest way, timed at 1e3 points only. */
  readonly twin?: (input: Input) => unknown;
}

interface Input {
  readonly residuals: Float64Array;
  readonly errors: Float64Array;
  readonly smoothed: Float64Array;
  readonly positions: Float64Array;
  readonly windows: Float32Array;
  readonly layout: ReturnType<typeof layOutWindows>;
}

/** Seeded noise with a burst in every thousand points, so that the search has something to find. */
function inputOf(length: number, seed: number): Input {
  const random = seededRandom(20180519 + seed);
  const residuals = Float64Array.from({ length }, (_, i) => (random() - 0.5) * (i % 1000 < 990 ? 0.2 : 4));
  const errors = residuals.map(Math.abs);
  const layout = layOutWindows([{ start: 0, end: length, offset: 0 }], WINDOW);
  return {
    residuals,
    errors,
    smoothed: smooth(errors, whole(length), SPAN, 'two-sided'),
    positions: Float64Array.from(errors.keys()),
    windows: Float32Array.from({ length: layout.starts.length * WINDOW }, random),
    layout,
  };
}

const whole = (length: number) => [{ start: 0, end: length }];
const settings = {
  ...DEFAULT_THRESHOLD,
  maxSequences: Infinity,
  errorBuffer: ERROR_BUFFER,
  pruning: DETECTOR_BOUNDS.pruning.default,
};

const STEPS: Step[] = [
  {
    name: 'smooth, causal',
    run: ({ errors }) => smooth(errors, whole(errors.length), SPAN, 'causal'),
    twin: ({ errors }) => naive.ewma(Array.from(errors), [[0, errors.length]], SPAN),
  },
  {
    name: 'smooth, two-sided',
    run: ({ errors }) => smooth(errors, whole(errors.length), SPAN, 'two-sided'),
    twin: ({ errors }) => naive.twoSidedEwma(Array.from(errors), [[0, errors.length]], SPAN),
  },
  {
    name: 'aggregate windows',
    run: ({ errors, windows, layout }) => {
      const overlaps = emptySums(errors.length);
      addWindows(overlaps, windows, layout, { from: 0, to: layout.starts.length });
      return meanOfWindows(overlaps);
    },
    twin: ({ errors, windows, layout }) => {
      const rows = Array.from(layout.starts, (_, w) => Array.from(windows.subarray(w * WINDOW, (w + 1) * WINDOW)));
      return naive.meanOfWindows(rows, Array.from(layout.starts), errors.length);
    },
  },
  {
    name: 'quantiles',
    run: ({ errors }) => quantiles(errors, [0.05, 0.5, 0.95]),
    twin: ({ errors }) => [0.05, 0.5, 0.95].map((share) => naive.quantile(Array.from(errors), share)),
  },
  {
    name: 'find epsilon',
    run: ({ smoothed, positions }) =>
      findEpsilon(smoothed, positions, moments(smoothed), ERROR_BUFFER, settings.maxSequences),
    twin: ({ smoothed, positions }) => {
      const errors = Array.from(smoothed);
      const [mean, sd] = [naive.mean(errors), naive.deviation(errors)];
      return naive.candidates(errors, Array.from(positions), mean, sd, ERROR_BUFFER, settings.maxSequences);
    },
  },
  {
    name: 'compare and group',
    run: ({ smoothed, positions }) =>
      compareToEpsilon(smoothed, positions, {
        epsilon: 0.15,
        leastError: 0,
        errorBuffer: ERROR_BUFFER,
        first: 0,
        before: new Uint8Array(smoothed.length),
      }),
    twin: ({ smoothed, positions }) => {
      const errors = Array.from(smoothed);
      const over = Array.from(errors.keys()).filter((i) => errors[i] >= 0.15);
      const groups = naive.groupsOf(
        naive.widenedIndices(over, Array.from(positions), ERROR_BUFFER),
        Array.from(positions)
      );
      return naive.greatestNormal(errors, groups, []);
    },
  },
  {
    name: 'noise floor',
    run: ({ residuals }) =>
      noiseFloor(residuals, (surrogate) => smooth(surrogate, whole(surrogate.length), SPAN, 'two-sided')),
  },
  {
    name: 'threshold, one pass',
    run: ({ smoothed, residuals, positions }) =>
      judgeInPasses(smoothed, positions, {
        spread: spreadOf(residuals),
        passes: 1,
        shoulder: SHOULDER,
        settings,
        floor: 0,
      }),
  },
  {
    name: 'threshold, six passes',
    run: ({ smoothed, residuals, positions }) =>
      judgeInPasses(smoothed, positions, {
        spread: spreadOf(residuals),
        passes: 6,
        shoulder: SHOULDER,
        settings,
        floor: 0,
      }),
  },
];

/** Every step of the arithmetic alone, without the network. */
export const stepsSection: Section = {
  name: 'steps',
  title: "The detector's steps",
  async run(say, quick) {
    const figures = new Map<string, number[]>(STEPS.map(({ name }) => [name, []]));
    const overTwin = new Map<string, number>();
    for (const size of SIZES) {
      say(`${size.toLocaleString('en-US')} points`);
      const inputs = Array.from({ length: quick ? 1 : Math.ceil(VARIETY / size) }, (_, seed) => inputOf(size, seed));
      for (const { name, run, twin } of STEPS) {
        const own = nanosecondsPerPoint(run, inputs, size);
        figures.get(name)?.push(own);
        if (twin && size === SIZES[0]) {
          overTwin.set(name, nanosecondsPerPoint(twin, inputs.slice(0, 10), size) / own);
        }
      }
    }
    return findings(figures, overTwin);
  },
};

function findings(figures: ReadonlyMap<string, readonly number[]>, overTwin: ReadonlyMap<string, number>): Findings {
  const growths = [...figures].map(([name, figure]) => {
    const growth = figure[SIZES.indexOf(1e6)] / figure[SIZES.indexOf(1e4)];
    return { name, figure, growth };
  });
  const worst = growths.reduce((most, next) => (next.growth > most.growth ? next : most));
  return {
    tables: [
      {
        title: 'Nanoseconds of processor time a point, least of seven rounds',
        columns: [
          'step',
          ...SIZES.map((size) => size.toLocaleString('en-US')),
          '1e6 ÷ 1e4',
          'naive twin ÷ step, at 1e3',
        ],
        rows: growths.map(({ name, figure, growth }): Cell[] => [
          name,
          ...figure.map((ns) => single(ns, 'ns')),
          single(growth, 'times'),
          overTwin.has(name) ? single(overTwin.get(name) ?? NaN, 'times') : null,
        ]),
      },
    ],
    goals: [
      {
        claim: `a point at 1e6 against one at 1e4 (${worst.name})`,
        target: `≤ ${MOST_GROWTH}×`,
        found: single(worst.growth, 'times'),
        met: worst.growth <= MOST_GROWTH,
        enforced: true,
      },
    ],
  };
}
