import { gather } from '../arithmetic/gather';
import { noiseVariance, moments } from '../arithmetic/statistics';
import type { Grid } from '../grid/grid';
import { segmentOf, type Run } from '../grid/slot';
import type { JudgedResiduals } from '../threshold/threshold';
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

/** Slots to each side of a run that the forecast is made from: a window of the default size. */
const FLANK = 64;
/** Most places whose median is the forecast. */
const PLACES = 16;

/** A place where the series resembles the context of a run. */
interface Place {
  /** The slot that the run's first slot is compared with. */
  readonly at: number;
  /** Sum of squared differences of the context's slots. */
  readonly distance: number;
}

/**
 * Forecasts a run from its context alone: the median of the places where the series is most similar before and after. The
 * reconstruction comes from windows similar to the run itself, so it already shows part of the event. This forecast does
 * not.
 *
 * @param values scaled, one per slot
 * @param excepted 1 for a slot of an event, which is no example
 * @returns one value per slot of the run; null if its context is too short, or no other place has as much
 */
export function contextForecast(
  values: Float64Array,
  { first, last }: Run,
  { segments }: Pick<Grid, 'segments'>,
  excepted: Uint8Array
): Float64Array | null {
  const segment = segments.find(({ start, end }) => start <= first && last < end);
  const context: number[] = [];
  for (let slot = first - FLANK; slot <= last + FLANK; slot++) {
    if ((slot < first || slot > last) && segment && slot >= segment.start && slot < segment.end && !excepted[slot]) {
      context.push(slot - first);
    }
  }
  const length = last - first + 1;
  const nearest: Place[] = [];
  for (const { start, end } of context.length >= FLANK / 2 ? segments : []) {
    const earliest = start - Math.min(0, context[0]);
    const latest = end - 1 - Math.max(length - 1, context[context.length - 1]);
    for (let at = earliest; at <= latest; at++) {
      const lastEvent = excepted.subarray(at, at + length).lastIndexOf(1);
      if (lastEvent >= 0) {
        at += lastEvent;
      } else if (Math.abs(at - first) >= length) {
        enter(nearest, { at, distance: distanceOf(values, first, at, context, worstOf(nearest)) });
      }
    }
  }
  return nearest.length === 0 ? null : mediansAt(values, nearest, length);
}

function worstOf(nearest: readonly Place[]): number {
  return nearest.length < PLACES ? Infinity : nearest[PLACES - 1].distance;
}

/** The sum stops once it reaches `most`. */
function distanceOf(values: Float64Array, first: number, at: number, context: readonly number[], most: number): number {
  let distance = 0;
  for (let k = 0; k < context.length && distance < most; k++) {
    distance += (values[first + context[k]] - values[at + context[k]]) ** 2;
  }
  return distance;
}

/** Enters a place among the nearest, in order. Of equally near ones the earlier stays. */
function enter(nearest: Place[], place: Place) {
  if (place.distance < worstOf(nearest)) {
    const behind = nearest.findIndex(({ distance }) => distance > place.distance);
    nearest.splice(behind < 0 ? nearest.length : behind, 0, place);
    nearest.length = Math.min(nearest.length, PLACES);
  }
}

function mediansAt(values: Float64Array, places: readonly Place[], length: number): Float64Array {
  const half = places.length / 2;
  return Float64Array.from({ length }, (_, i) => {
    const there = Float64Array.from(places, ({ at }) => values[at + i]).sort();
    return (there[Math.ceil(half) - 1] + there[Math.floor(half)]) / 2;
  });
}
