import type { View } from '../view';

/** Why a source does not answer farther back. */
export type Limit =
  /** In another step than the visible rows. */
  | { readonly kind: 'other-step' | 'too-many-series' }
  | {
      readonly kind: 'refused' | 'late' | 'too-many-values';
      /** One sentence, for a source that does not answer shorter ranges either. */
      readonly message: string;
      /** The source's own words. */
      readonly words?: string;
    };

/** A range that failed. */
interface Failure {
  /** From its start to the time of the request, milliseconds. */
  readonly ageMs: number;
  readonly lengthMs: number;
  readonly limit: Limit;
}

interface KnownReach {
  /** The newest first. */
  readonly failures: readonly Failure[];
  /** Time of the last failure, epoch milliseconds. */
  readonly failedAt: number;
  /** Whether the shortest range failed too. */
  readonly isSpent: boolean;
}

/** Time until a source is asked farther back again, milliseconds. */
export const FARTHER_MS = 15 * 60_000;
/** Failures that are remembered per query, the newest ones. */
const MAX_FAILURES = 32;
/** Queries whose reach is remembered. */
const MAX_QUERIES = 500;

const UNKNOWN: KnownReach = { failures: [], failedAt: -Infinity, isSpent: false };

/**
 * Remembers how far back each query is answered. A source may limit the age of its rows (retentions) or the length of a
 * range (points), so a range is known to fail if it is as old and as long as one that did.
 */
export class ReachMemory {
  /** By query and step, the one that changed last at the end. */
  private readonly known = new Map<string, KnownReach>();

  /**
   * The first of a view's levels that is known or may be asked for.
   *
   * @param isCovered whether the rows of a level are known
   * @returns the number of levels if none of them is worth a query
   */
  levelOf(levels: readonly View[], isCovered: (view: View) => boolean): number {
    const { failures, failedAt, isSpent } = this.of(levels[0]);
    const isDue = levels[0].askedAt - failedAt > FARTHER_MS;
    const mayAsk = (view: View) => !isSpent && !failures.some((one) => fails(view, one));
    const found = levels.findIndex((view, level) => (level === 0 && isDue) || isCovered(view) || mayAsk(view));
    return found < 0 ? levels.length : found;
  }

  /** Why a level is not the first one. Null for the first. */
  limitOf(levels: readonly View[], level: number): Limit | null {
    const farther = levels[level - 1];
    return (farther && this.of(farther).failures.find((one) => fails(farther, one))?.limit) ?? null;
  }

  /**
   * @param from the latest start that is likely to fail too
   * @param isLast whether there is no shorter level
   */
  fail(view: View, limit: Limit, from?: number, isLast = false): void {
    const before = this.of(view);
    // A source that answered nothing may have been down. It is tried anew, with each level.
    const isAnew = before.isSpent && Date.now() - before.failedAt > FARTHER_MS;
    this.put(view, {
      failures: [{ ...measuresOf(view, from), limit }, ...(isAnew ? [] : before.failures)].slice(0, MAX_FAILURES),
      failedAt: Date.now(),
      isSpent: isLast || (before.isSpent && !isAnew),
    });
  }

  succeed(view: View): void {
    const before = this.of(view);
    if (before === UNKNOWN) {
      return;
    }
    const { ageMs, lengthMs } = measuresOf(view);
    const failures = before.failures.filter((one) => one.ageMs > ageMs || one.lengthMs > lengthMs);
    this.put(view, { ...before, failures, isSpent: false });
  }

  private put(view: View, reach: KnownReach): void {
    const key = keyOf(view);
    this.known.delete(key);
    this.known.set(key, reach);
    for (const oldest of Array.from(this.known.keys()).slice(0, -MAX_QUERIES)) {
      this.known.delete(oldest);
    }
  }

  private of(view: View): KnownReach {
    return this.known.get(keyOf(view)) ?? UNKNOWN;
  }
}

/** A query's reach depends on its step, because a coarser one may come from another store. */
function keyOf({ question, stepMs }: View): string {
  return `${stepMs} ${question}`;
}

function fails(view: View, failure: Failure): boolean {
  const { ageMs, lengthMs } = measuresOf(view);
  return ageMs >= failure.ageMs && lengthMs >= failure.lengthMs;
}

function measuresOf({ asked, askedAt }: View, from = asked.from): Pick<Failure, 'ageMs' | 'lengthMs'> {
  return { ageMs: askedAt - from, lengthMs: asked.to - from };
}
