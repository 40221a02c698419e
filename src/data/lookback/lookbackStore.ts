import type { Subscription } from 'rxjs';
import { overlaps } from '../../detector/interval';
import { stepOf } from '../../detector/series';
import { t } from '../../shared/i18n';
import { type FramesReading, readFrames } from '../../series/frames';
import { type CachedRange, covers, mergeVisible } from './cachedRange';
import { identitiesOf } from './identity';
import { LongerQueryError, type RunLonger } from './longerQuery';
import { runWhenLoaded } from './runWhenLoaded';
import { requestOver } from './longerRequest';
import { type Limit, ReachMemory } from './reach/reach';

import type { View } from './view';

/** What is known about one block of time of one query. Immutable. */
interface CacheEntry {
  readonly cached: CachedRange | null;
  /** Why the last request failed, in one sentence; null if it succeeded. */
  readonly failure: string | null;
  /** Epoch milliseconds. */
  readonly failedAt: number;
}

/** What a request is for. */
export interface Demand {
  /** The visible rows. An answer in a coarser step fails. */
  readonly reading?: FramesReading;
  /** Limit of values in the answer, because a source that ignores the step could return millions. */
  readonly maxValues: number;
  /** Whether there is no shorter look-back to ask for. */
  readonly isLast?: boolean;
}

interface LookbackStoreOptions {
  readonly run?: RunLonger;
  /** Memory limit for all queries, bytes. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 32 * 2 ** 20;
const BYTES_PER_ROW = 16;
const BYTES_PER_CHARACTER = 2;
/** Time until a failed source is tried again, milliseconds. */
const RETRY_MS = 5 * 60_000;

/** A step that is coarser by this factor is another one. */
const COARSER = 1.25;

const NOTHING: CacheEntry = { cached: null, failure: null, failedAt: -Infinity };

/**
 * Caches the answers to longer queries by query and block of time, for all panels of the page. Cancels a request that no
 * panel needs any more. Evicts the least recently used entries that no panel shows. If an answer exceeds the memory limit
 * even then, the request fails.
 */
export class LookbackStore {
  private readonly entries = new Map<string, CacheEntry>();
  private readonly requests = new Map<string, Subscription>();
  /** The listeners of the panels that show an entry. */
  private readonly panels = new Map<string, Set<() => void>>();
  /** Changes whenever a request is answered. */
  revision = 0;
  private readonly reach = new ReachMemory();
  private readonly run: RunLonger;
  private readonly maxBytes: number;

  constructor({ run = runWhenLoaded, maxBytes = MAX_BYTES }: LookbackStoreOptions = {}) {
    this.run = run;
    this.maxBytes = maxBytes;
  }

  /** Registers a panel that shows this entry. The returned function unregisters it. */
  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.panels.get(key) ?? new Set();
    this.panels.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) {
        this.panels.delete(key);
        this.requests.get(key)?.unsubscribe();
        this.requests.delete(key);
      }
    };
  }

  /** The rows of a view; those of another one of the same query if that has all, or if it is all there is as yet. */
  find(view: View): CachedRange | null {
    const own = this.entries.get(view.key)?.cached;
    if (own && covers(own, view)) {
      return own;
    }
    const others = Array.from(this.entries.values()).flatMap(({ cached }) =>
      cached?.question === view.question ? [cached] : []
    );
    return (
      others.find((cached) => covers(cached, view)) ?? own ?? others.find((one) => overlaps(one, view.visible)) ?? null
    );
  }

  /** Why the last request for a view failed, in one sentence; null if it did not, or if a shorter one may do. */
  failureOf({ key }: View): string | null {
    return this.entries.get(key)?.failure ?? null;
  }

  /** The first of a view's levels that is known or may be asked for; their number if there is none. */
  levelOf(levels: readonly View[]): number {
    return this.reach.levelOf(levels, (view) => {
      const cached = this.find(view);
      return cached !== null && covers(cached, view);
    });
  }

  /** Why a level is not the first one; null for the first. */
  limitOf(levels: readonly View[], level: number): Limit | null {
    return this.reach.limitOf(levels, level);
  }

  /** Stores a panel's merged rows if they fit. Does not notify, because other panels merge their own rows. */
  keep(key: string, cached: CachedRange): void {
    const entry = { ...(this.entries.get(key) ?? NOTHING), cached };
    if (this.hasRoom(key, entry)) {
      this.put(key, entry);
    }
  }

  /** Starts a request, unless one is running or failed recently. */
  ask(query: View, { reading, maxValues, isLast }: Demand): void {
    const { key } = query;
    const before = this.entries.get(key) ?? NOTHING;
    if (this.requests.has(key) || Date.now() - before.failedAt < RETRY_MS) {
      return;
    }
    let isDone = false;
    const settle = (change: Partial<CacheEntry>) => {
      isDone = true;
      this.requests.delete(key);
      this.put(key, { ...(this.entries.get(key) ?? NOTHING), failure: null, failedAt: -Infinity, ...change });
      this.revision++;
      this.panels.get(key)?.forEach((listener) => listener());
    };
    // The rows of another block stay, because the failed one has none.
    const fail = (failure: string) => settle({ failure, failedAt: Date.now(), cached: this.find(query) });
    const failHere = (limit: Limit, from?: number, cached = before.cached) => {
      this.reach.fail(query, limit, from, isLast);
      settle({ cached });
    };
    const request = this.run(requestOver(query.request, query.asked)).subscribe({
      next: (frames) => {
        const values = frames.reduce((sum, { length, fields }) => sum + length * Math.max(0, fields.length - 1), 0);
        if (values > maxValues) {
          const { from, to } = query.asked;
          const limit: Limit = { kind: 'too-many-values', message: tooMany(values, maxValues) };
          return failHere(limit, to - ((to - from) * maxValues) / values);
        }
        const cached = rangeOf(readFrames(frames), query);
        if (reading && isCoarser(cached, query, reading)) {
          return failHere({ kind: 'other-step' }, undefined, isLast ? cached : undefined);
        }
        if (!this.hasRoom(key, { ...NOTHING, cached })) {
          return fail(noRoom(this.maxBytes));
        }
        this.reach.succeed(query);
        return settle({ cached });
      },
      error: (error: unknown) => {
        const limit = error instanceof LongerQueryError ? error.limit : null;
        if (limit === null) {
          return fail(error instanceof Error ? error.message : String(error));
        }
        // Half as long a range would be late too.
        const half = (query.asked.from + query.visible.from) / 2;
        return failHere(limit, limit.kind === 'late' ? half : undefined);
      },
    });
    // The source may have answered synchronously.
    if (!isDone) {
      this.requests.set(key, request);
    }
  }

  private hasRoom(key: string, entry: CacheEntry): boolean {
    const besides = Array.from(this.entries).filter(([other]) => other !== key && this.isInUse(other));
    return bytesOf(besides) + bytesOf([[key, entry]]) <= this.maxBytes;
  }

  private put(key: string, entry: CacheEntry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    const evictable = Array.from(this.entries.keys()).filter((other) => other !== key && !this.isInUse(other));
    for (const other of evictable) {
      if (bytesOf(this.entries) <= this.maxBytes) {
        break;
      }
      this.entries.delete(other);
    }
  }

  private isInUse(key: string): boolean {
    return this.panels.has(key) || this.requests.has(key);
  }
}

function rangeOf(reading: FramesReading, { question, asked }: View): CachedRange {
  const identities = identitiesOf(reading);
  const series = reading.series.map((one, index) => ({ identity: identities[index], rows: one.series }));
  return { ...asked, question, series, answeredTo: asked.to, since: Date.now() };
}

/** Whether no visible series is in the answer at its own step, and some are at a coarser one. */
function isCoarser(cached: CachedRange, view: View, reading: FramesReading): boolean {
  const { differences } = mergeVisible(cached, view, reading);
  const steps = cached.series.map(({ rows }) => stepOf(rows)).filter(Number.isFinite);
  return (
    differences.includes('other-times') &&
    !differences.includes(null) &&
    steps.length > 0 &&
    Math.min(...steps) > COARSER * view.stepMs
  );
}

/** Counts the keys too, because queries may be long. */
function bytesOf(entries: Iterable<[string, CacheEntry]>): number {
  let [rows, characters] = [0, 0];
  for (const [key, { cached, failure }] of entries) {
    characters += key.length + (failure?.length ?? 0);
    for (const {
      identity,
      rows: { times },
    } of cached?.series ?? []) {
      rows += times.length;
      characters += identity.plain.length + identity.full.length;
    }
  }
  return BYTES_PER_ROW * rows + BYTES_PER_CHARACTER * characters;
}

function noRoom(maxBytes: number): string {
  return t(
    'lookback.no-room',
    'The panels of this page use all {{megabytes}} MB that look-back may use. Reduce the number of series or the look-back duration.',
    { megabytes: Math.round(maxBytes / 2 ** 20) }
  );
}

function tooMany(values: number, most: number): string {
  return t(
    'lookback.too-many-values',
    'The data source returned {{values}} values for the longer range; at most {{most}} were expected.',
    { values: values.toLocaleString(), most: most.toLocaleString() }
  );
}
