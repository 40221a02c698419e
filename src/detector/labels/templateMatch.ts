import { contextForecast } from './contextForecast';
import { gather } from '../arithmetic/gather';
import type { Grid } from '../grid/grid';
import type { MarkedRun, SlotRun } from './labelMask';
import { correlationOf, noiseVariance } from './correlation';
import { standsStill } from './stillness';
import type { JudgedResiduals } from '../threshold/threshold';

/** A run is like a mark when they are at least so like (docs/detector.md, "Labels"). */
const LEAST_LIKENESS = 0.9;
/** Slots beside a run and a mark that are compared too: errors begin before the threshold is passed. */
const MARGIN = 8;
/** Longer runs and marks are compared with nothing: it would take long, and what lasts is a regime and no alarm. */
const LONGEST = 512;

/** A stretch held against what was due there. */
interface Departure {
  readonly residual: Float64Array;
  readonly isStill: boolean;
}

/**
 * Finds the marked false alarm that a run is likest to. What was due is told twice, by the reconstruction and by what lies
 * beside; each is sometimes far off, and the run need be like the mark by one of them.
 *
 * @param values scaled, one a slot
 * @param reconstruction scaled, one a slot
 * @returns null for a run that is like none
 */
export function templateMatcher(
  marks: readonly MarkedRun[],
  { verdict, slots }: Pick<JudgedResiduals, 'verdict' | 'slots'>,
  grid: Grid,
  values: Float64Array,
  reconstruction: Float64Array
): (run: SlotRun) => MarkedRun | null {
  const comparable = marks.filter(isComparable);
  if (comparable.length === 0) {
    return () => null;
  }
  const residuals = values.map((value, slot) => (grid.observed[slot] ? value - reconstruction[slot] : 0));
  const noise = noiseVariance(gather(residuals, slots));
  const happened = new Uint8Array(values.length);
  verdict.sequences.forEach(({ start, end }) => happened.fill(1, slots[start], slots[end] + 1));
  marks.forEach(({ first, last }) => happened.fill(1, first, last + 1));

  const departuresOf = (run: SlotRun): Departure[] => {
    const { first, last } = widened(run, grid);
    const within = values.subarray(first, last + 1);
    const due = [reconstruction.subarray(first, last + 1), contextForecast(values, { first, last }, grid, happened)];
    return due.flatMap((expected) =>
      expected === null
        ? []
        : {
            residual: within.map((value, i) => (grid.observed[first + i] ? value - expected[i] : 0)),
            isStill: standsStill(within, expected),
          }
    );
  };
  const known = comparable.map((mark) => ({ mark, departures: departuresOf(mark) }));

  return (run) => {
    let likest: MarkedRun | null = null;
    let most = LEAST_LIKENESS;
    const departures = isComparable(run) ? departuresOf(run) : [];
    for (const { mark, departures: marked } of known) {
      departures.slice(0, marked.length).forEach(({ residual, isStill }, i) => {
        const likeness = isStill && !marked[i].isStill ? 0 : correlationOf(residual, marked[i].residual, noise);
        if (likeness >= most) {
          [likest, most] = [mark, likeness];
        }
      });
    }
    return likest;
  };
}

function isComparable({ first, last }: SlotRun): boolean {
  return last - first + 1 <= LONGEST;
}

/** A run and a little beside it, within its segment. */
function widened({ first, last }: SlotRun, { segments, values }: Grid): SlotRun {
  const { start, end } = segments.find((segment) => first < segment.end) ?? { start: 0, end: values.length };
  return { first: Math.max(start, first - MARGIN), last: Math.min(end - 1, last + MARGIN) };
}
