import { lowerMedian } from '../arithmetic/statistics';
import { rankOf, type Run, type Sequence, type Slot, type Slots } from '../grid/slot';
import type { WindowLayout } from '../grid/windows';
import { squaredDistance, type Latents } from '../memory/nearestNeighbours';

/** Windows' lengths to each side that are compared. */
const REACH = 3;
/** A window is foreign to a side if its nearest window there is this many times as far as the nearest on its own side. */
const FOREIGN = 2;
const VERY_FOREIGN = 3;
/** Both sides are foreign to each other if this share of their windows is. */
const MUTUAL_SHARE = 0.7;
/** One side alone decides if this share of its windows is very foreign. */
const ONE_SIDED_SHARE = 0.9;
/** There must be this share of the windows that fit into the reach. */
const LEAST_SHARE = 0.8;

/**
 * Whether a sequence is a change point between two regimes. The windows after it resemble each other but no window before
 * it, or the windows before it none after it, and both regimes last for some windows. The later regime is the new normal.
 *
 * @returns false if either side is too short, as at the live edge
 */
export function isChangePoint(
  { first, last }: Run,
  { values, layout, latents }: Pick<Regimes, 'values' | 'layout' | 'latents'>
): boolean {
  const { starts, size } = layout;
  // A sequence longer than a window is a regime of its own.
  if (last - first >= size || cameBack(values, { first, last }, size)) {
    return false;
  }
  const windows = Array.from(starts.keys());
  const before = windows.filter((w) => starts[w] + size <= first);
  const after = windows.filter((w) => starts[w] > last);
  const left = foreignness(
    before.filter((w) => starts[w] >= first - REACH * size),
    before,
    after,
    layout,
    latents
  );
  const right = foreignness(
    after.filter((w) => starts[w] <= last + (REACH - 1) * size),
    after,
    before,
    layout,
    latents
  );
  if (left === null || right === null) {
    return false;
  }
  const mutual = left.foreign >= MUTUAL_SHARE && right.foreign >= MUTUAL_SHARE;
  return mutual || Math.max(left.veryForeign, right.veryForeign) >= ONE_SIDED_SHARE;
}

/** Whether the level departs and comes back: a bump, and no change point. */
function cameBack(values: Float64Array, { first, last }: Run, size: number): boolean {
  const before = values.slice(Math.max(0, first - size), first);
  const after = values.slice(last + 1, last + 1 + size);
  const [levelBefore, levelAfter, inside] = [before, after, values.slice(first, last + 1)].map(lowerMedian);
  const spread = (around: Float64Array, level: number) => lowerMedian(around.map((value) => Math.abs(value - level)));
  const excursion = Math.abs(inside - (levelBefore + levelAfter) / 2);
  return (
    excursion >
    Math.abs(levelAfter - levelBefore) / 2 + 2 * Math.max(spread(before, levelBefore), spread(after, levelAfter))
  );
}

/** The series in which change points are searched for. */
interface Regimes {
  /** Scaled values without any trend, one per slot. */
  readonly values: Float64Array;
  readonly layout: WindowLayout;
  readonly latents: Latents;
  /** Slots at which the trend steps. */
  readonly steps: readonly Slot[];
  /** Runs in which windows of two regimes may overlap, in order, disjoint. */
  readonly boundaries: readonly Run[];
}

/**
 * Separates sequences into anomalies and change points, each in order. Steps of the trend, and boundaries apart from any
 * sequence, are change points too.
 *
 * @param slots the observed slots, ascending
 */
export function separateChangePoints(
  sequences: readonly Sequence[],
  slots: Slots,
  regimes: Regimes
): { anomalies: Sequence[]; changePoints: Sequence[] } {
  const { layout, steps, boundaries } = regimes;
  const holdsStep = ({ first, last }: Run) =>
    last - first < layout.size && steps.some((slot) => slot >= first && slot <= last);
  const atSteps = steps.map((step): Sequence => {
    const rank = Math.max(1, rankOf(slots, step));
    return { first: slots[rank - 1], last: slots[rank], score: 0 };
  });
  const distance = (a: Run, b: Run) => rankOf(slots, a.first) - rankOf(slots, b.last);
  const isApart = (run: Run, others: readonly Run[]) =>
    others.every((other) => distance(run, other) > layout.size || distance(other, run) > layout.size);
  const found = sequences.filter((sequence) => !holdsStep(sequence) && isChangePoint(sequence, regimes));
  const anomalies = sequences.filter((sequence) => !holdsStep(sequence) && !found.includes(sequence));
  const unreported = boundaries
    .filter((run) => isApart(run, [...sequences, ...atSteps]) && isChangePoint(run, regimes))
    .map((run) => ({ ...run, score: 0 }));
  return { anomalies, changePoints: [...atSteps, ...found, ...unreported].sort((a, b) => a.first - b.first) };
}

/** Shares of a block's windows that are foreign to the other side; null if too few windows can be compared. */
function foreignness(
  block: readonly number[],
  own: readonly number[],
  other: readonly number[],
  layout: WindowLayout,
  latents: Latents
): { foreign: number; veryForeign: number } | null {
  let compared = 0;
  let foreign = 0;
  let veryForeign = 0;
  for (const w of block) {
    const nearestOwn = nearest(w, own, layout, latents);
    const nearestOther = nearest(w, other, layout, latents);
    if (nearestOwn === Infinity || nearestOther === Infinity) {
      continue;
    }
    compared++;
    foreign += nearestOther > FOREIGN ** 2 * nearestOwn ? 1 : 0;
    veryForeign += nearestOther > VERY_FOREIGN ** 2 * nearestOwn ? 1 : 0;
  }
  const room = ((REACH - 1) * layout.size) / layout.stride;
  return compared < LEAST_SHARE * room ? null : { foreign: foreign / compared, veryForeign: veryForeign / compared };
}

/** Squared distance to the nearest of the windows `among` that share no slot with `w`; Infinity if there is none. */
function nearest(w: number, among: readonly number[], { offsets, size }: WindowLayout, latents: Latents): number {
  let least = Infinity;
  for (const other of among) {
    if (Math.abs(offsets[other] - offsets[w]) >= size) {
      least = Math.min(least, squaredDistance(latents, w, other, least));
    }
  }
  return least;
}
