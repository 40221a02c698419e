import { countWhile } from '../series';

declare const space: unique symbol;

/** An index into the grid. The compiler tells it from a {@link Point} and a {@link Rank}; a plain number fits all three. */
export type Slot = number & { readonly [space]?: 'slot' };
/** An index into the series. */
export type Point = number & { readonly [space]?: 'point' };
/** An index into the observed slots. Dilation, margins and bounds count only those. It never leaves the file that counts. */
export type Rank = number & { readonly [space]?: 'rank' };

/** Slots, ascending. */
export type Slots = Int32Array & { readonly [rank: Rank]: Slot };

/** Slots [start, end) of a grid without a gap longer than a window. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  /** Steps from the epoch to the segment's first slot. It anchors windows, and gives the distance of two segments. */
  readonly offset: number;
}

/** Consecutive slots, both ends included. */
export interface Run {
  readonly first: Slot;
  readonly last: Slot;
}

/** A run of anomalous slots. */
export interface Sequence extends Run {
  readonly score: number;
}

/** Whether two runs share a slot. */
export function overlaps(a: Run, b: Run): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** The rank of an observed slot. */
export function rankOf(observed: Slots, slot: Slot): Rank {
  return countWhile(observed, (other) => other < slot);
}

/** The observed slots of a run. */
export function slotsIn(observed: Slots, { first, last }: Run): Slots {
  return observed.subarray(rankOf(observed, first), rankOf(observed, last) + 1);
}

/** The segment that holds a slot. */
export function segmentOf(segments: readonly Segment[], slot: Slot): Segment {
  const segment = segments.find(({ end }) => slot < end);
  if (!segment) {
    throw new RangeError(`No segment holds slot ${slot}.`);
  }
  return segment;
}
