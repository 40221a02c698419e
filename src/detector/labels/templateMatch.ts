import { gather } from '../arithmetic/gather';
import { noiseVariance } from '../arithmetic/spread';
import type { Grid } from '../grid/grid';
import type { JudgedResiduals } from '../threshold/threshold';
import { contextForecast } from './contextForecast';
import { correlationOf } from './correlation';
import { isFlat } from './flatStretch';
import type { LabelledRun, SlotRun } from './labelMask';

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
): (run: SlotRun) => LabelledRun | null {
  const comparable = labels.filter(isComparable);
  if (comparable.length === 0) {
    return () => null;
  }
  const residuals = values.map((value, slot) => (grid.observed[slot] ? value - reconstruction[slot] : 0));
  const noise = noiseVariance(gather(residuals, slots));
  const excepted = new Uint8Array(values.length);
  verdict.sequences.forEach(({ start, end }) => excepted.fill(1, slots[start], slots[end] + 1));
  labels.forEach(({ first, last }) => excepted.fill(1, first, last + 1));

  const deviationsOf = (run: SlotRun): Deviation[] => {
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

function isComparable({ first, last }: SlotRun): boolean {
  return last - first + 1 <= LONGEST;
}

/** A run with a margin to each side, within its segment. */
function withMargin({ first, last }: SlotRun, { segments, values }: Grid): SlotRun {
  const { start, end } = segments.find((segment) => first < segment.end) ?? { start: 0, end: values.length };
  return { first: Math.max(start, first - MARGIN), last: Math.min(end - 1, last + MARGIN) };
}
