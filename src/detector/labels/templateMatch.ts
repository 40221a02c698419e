import { gather } from '../arithmetic/gather';
import { noiseVariance, moments } from '../arithmetic/moments';
import type { Grid } from '../grid/grid';
import { segmentOf, type Run } from '../grid/slot';
import type { JudgedResiduals } from '../threshold/threshold';
import { contextForecast } from './contextForecast';
import type { LabelledRun } from './labelMask';

/** A run matches a template from this correlation on (docs/detector.md, "Labels"). */
const LEAST_CORRELATION = 0.9;
/** Slots to each side that are compared too, because errors begin before the threshold is passed. */
const MARGIN = 8;
/** Longer runs are not compared: that would take long, and they are regimes rather than alarms. */
const LONGEST = 512;

/** A stretch compared with one forecast of it. */
interface Deviation {
  readonly residual: Float64Array;
  readonly isFlat: boolean;
}

/**
 * Matches runs with the labelled false alarms, by the correlation of their residuals. Residuals are taken from two forecasts,
 * the reconstruction and {@link contextForecast}. Each is sometimes far off, so a match by one of them is enough. A flat run
 * only matches a flat label.
 *
 * @param labels the false alarms
 * @param values scaled, one per slot
 * @param reconstruction scaled, one per slot
 * @returns a function that gives the best match of a run, or null if none matches
 */
export function templateMatcher(
  labels: readonly LabelledRun[],
  { verdict, slots }: Pick<JudgedResiduals, 'verdict' | 'slots'>,
  grid: Grid,
  values: Float64Array,
  reconstruction: Float64Array
): (run: Run) => LabelledRun | null {
  const comparable = labels.filter(isComparable);
  if (comparable.length === 0) {
    return () => null;
  }
  const residuals = values.map((value, slot) => (grid.observed[slot] ? value - reconstruction[slot] : 0));
  const noise = noiseVariance(gather(residuals, slots));
  const excepted = new Uint8Array(values.length);
  [...verdict.sequences, ...labels].forEach(({ first, last }) => excepted.fill(1, first, last + 1));

  const deviationsOf = (run: Run): Deviation[] => {
    const { first, last } = withMargin(run, grid);
    const within = values.subarray(first, last + 1);
    const forecasts = [
      reconstruction.subarray(first, last + 1),
      contextForecast(values, { first, last }, grid, excepted),
    ];
    return forecasts.flatMap((expected) =>
      expected === null
        ? []
        : {
            residual: within.map((value, i) => (grid.observed[first + i] ? value - expected[i] : 0)),
            isFlat: isFlat(within, expected),
          }
    );
  };
  const templates = comparable.map((label) => ({ label, deviations: deviationsOf(label) }));

  return (run) => {
    let best: LabelledRun | null = null;
    let most = LEAST_CORRELATION;
    const deviations = isComparable(run) ? deviationsOf(run) : [];
    for (const { label, deviations: template } of templates) {
      deviations.slice(0, template.length).forEach((one, i) => {
        const correlation =
          one.isFlat && !template[i].isFlat ? 0 : correlationOf(one.residual, template[i].residual, noise);
        if (correlation >= most) {
          [best, most] = [label, correlation];
        }
      });
    }
    return best;
  };
}

function isComparable({ first, last }: Run): boolean {
  return last - first + 1 <= LONGEST;
}

/** A run with a margin to each side, within its segment. */
function withMargin({ first, last }: Run, { segments }: Grid): Run {
  const { start, end } = segmentOf(segments, first);
  return { first: Math.max(start, first - MARGIN), last: Math.min(end - 1, last + MARGIN) };
}

/** A recurrence may be this many times as high, or as low, as what was labelled. */
const MOST_RATIO = 1.5;
/** The noise is subtracted from the energy of a stretch; at least this share of the energy stays. */
const LEAST_SIGNAL = 0.1;
/** Two stretches must overlap by at least this many slots. */
const LEAST_OVERLAP = 5;

/**
 * Greatest cross-correlation of two stretches of residuals over all shifts, corrected for the noise in both (Spearman 1904,
 * "attenuation"). Outside of its stretch a residual is zero, so parts that only one stretch has lower the correlation.
 *
 * @param one signed residuals
 * @param other signed residuals, of any length
 * @param noise variance of the residuals' noise
 * @returns 0 to 1; 0 if one is more than {@link MOST_RATIO} times as high as the other, or has the other sign
 */
export function correlationOf(one: Float64Array, other: Float64Array, noise: number): number {
  const [a, b] = [signalOf(one, noise), signalOf(other, noise)];
  const ratio = Math.sqrt(Math.max(a, b) / Math.min(a, b));
  // NaN if both are zero.
  if (!(ratio <= MOST_RATIO)) {
    return 0;
  }
  let most = 0;
  for (let shift = LEAST_OVERLAP - other.length; shift <= one.length - LEAST_OVERLAP; shift++) {
    let product = 0;
    for (let i = Math.max(0, shift); i < Math.min(one.length, shift + other.length); i++) {
      product += one[i] * other[i - shift];
    }
    most = Math.max(most, product);
  }
  // One root each, because the product of two small energies may be 0.
  return Math.min(1, most / (Math.sqrt(a) * Math.sqrt(b)));
}

/** Sum of squares, less the share of noise. */
function signalOf(residual: Float64Array, noise: number): number {
  const energy = residual.reduce((sum, value) => sum + value * value, 0);
  return Math.max(energy - noise * residual.length, LEAST_SIGNAL * energy);
}

/** A stretch is flat if its standard deviation is below this share of the expected one. */
const MOST_SPREAD = 0.3;
/** The core of a stretch: the absolute residual, averaged over this many slots, is at least this share of its maximum. */
const AVERAGED = 5;
const CORE_SHARE = 0.5;

/**
 * Whether values hardly move in the core of a stretch although a rhythm was expected, as in a missing cycle, a stuck gauge or
 * an outage. The residual of such a stretch is the rhythm upside down. It may match something that was added to a rhythm
 * elsewhere, but the values do not.
 *
 * @param values scaled, of a stretch
 * @param expected forecast of the same slots
 */
export function isFlat(values: Float64Array, expected: Float64Array): boolean {
  const averaged = values.map((_, i) => {
    const from = Math.max(0, i - (AVERAGED - 1) / 2);
    let sum = 0;
    for (let j = from; j < Math.min(values.length, i + (AVERAGED + 1) / 2); j++) {
      sum += Math.abs(values[j] - expected[j]);
    }
    return sum;
  });
  const least = CORE_SHARE * averaged.reduce((most, sum) => Math.max(most, sum), 0);
  const first = averaged.findIndex((sum) => sum >= least);
  const end = averaged.reduce((found, sum, i) => (sum >= least ? i + 1 : found), 0);
  return moments(values.subarray(first, end)).sd < MOST_SPREAD * moments(expected.subarray(first, end)).sd;
}
