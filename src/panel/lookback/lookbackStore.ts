import type { DataQueryRequest } from '@grafana/data';
import type { Subscription } from 'rxjs';
import { t } from '../../shared/i18n';
import { readFrames } from '../frames';
import type { TimeSpan } from '../../chart/plot/timeSpan';
import { type CachedRange, cachedRangeOf, extendedBy } from './cachedRange';
import { requestOver } from './longerRequest';
import { type RunLonger, runLonger } from './runLonger';

/** The state of one query. Immutable. */
interface CacheEntry {
  readonly cached: CachedRange | null;
  /** A request is running. */
  readonly isPending: boolean;
  /** Why the last request failed, in one sentence; null if it succeeded. */
  readonly failure: string | null;
  /** Epoch milliseconds. */
  readonly failedAt: number;
  /** Number of finished requests. */
  readonly answers: number;
}

interface LookbackQuery {
  readonly request: DataQueryRequest;
  readonly span: TimeSpan;
  /** Whether to discard the cached rows. */
  readonly afresh: boolean;
  /** Limit of values in the answer. A source that ignores the step could return millions. */
  readonly maxValues: number;
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

const NOTHING: CacheEntry = { cached: null, isPending: false, failure: null, failedAt: -Infinity, answers: 0 };

/**
 * Caches the answers to longer queries for all panels of the page. Runs one request per query at a time, and cancels it
 * if no panel needs it any more. Evicts the least recently used entries that no panel shows. If an answer exceeds the
 * memory limit even then, the request fails.
 */
export class LookbackStore {
  private readonly entries = new Map<string, CacheEntry>();
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly leases = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private readonly run: RunLonger;
  private readonly maxBytes: number;

  constructor({ run = runLonger, maxBytes = MAX_BYTES }: LookbackStoreOptions = {}) {
    this.run = run;
    this.maxBytes = maxBytes;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  entry(key: string): CacheEntry {
    return this.entries.get(key) ?? NOTHING;
  }

  /** Stores a panel's merged rows if they fit. Does not notify, because other panels merge their own rows. */
  keep(key: string, cached: CachedRange): void {
    const entry = { ...this.entry(key), cached };
    if (this.hasRoom(key, entry)) {
      this.put(key, entry);
    }
  }

  /** Registers a panel that shows this query. The returned function unregisters it. */
  lease(key: string): () => void {
    this.leases.set(key, (this.leases.get(key) ?? 0) + 1);
    return () => {
      const left = (this.leases.get(key) ?? 1) - 1;
      this.leases.set(key, left);
      if (left === 0) {
        this.leases.delete(key);
        this.withdraw(key);
      }
    };
  }

  /** Starts a request, unless one is running or failed recently. */
  ask(key: string, query: LookbackQuery): void {
    if (this.subscriptions.has(key) || Date.now() - this.entry(key).failedAt < RETRY_MS) {
      return;
    }
    this.put(key, { ...this.entry(key), isPending: true });
    const settle = (change: Partial<CacheEntry>) => {
      this.subscriptions.delete(key);
      const before = this.entry(key);
      this.put(key, {
        ...before,
        failure: null,
        failedAt: -Infinity,
        ...change,
        isPending: false,
        answers: before.answers + 1,
      });
      this.tell();
    };
    const fail = (failure: string) => settle({ failure, failedAt: Date.now() });
    const flight = this.run(requestOver(query.request, query.span)).subscribe({
      next: (frames) => {
        const values = frames.reduce((sum, { length, fields }) => sum + length * Math.max(0, fields.length - 1), 0);
        if (values > query.maxValues) {
          return fail(tooMany(values, query.maxValues));
        }
        const further = cachedRangeOf(readFrames(frames), query.span, Date.now());
        const before = this.entry(key);
        const adjacent = before.cached && !query.afresh && isBeside(before.cached, further) ? before.cached : null;
        const cached = adjacent ? extendedBy(adjacent, further) : further;
        return this.hasRoom(key, { ...before, cached }) ? settle({ cached }) : fail(noRoom(this.maxBytes));
      },
      error: (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
    });
    // The source may have answered synchronously.
    if (this.entry(key).isPending) {
      this.subscriptions.set(key, flight);
      this.tell();
    }
  }

  private withdraw(key: string): void {
    this.subscriptions.get(key)?.unsubscribe();
    if (this.subscriptions.delete(key)) {
      this.put(key, { ...this.entry(key), isPending: false });
    }
  }

  private hasRoom(key: string, entry: CacheEntry): boolean {
    const besides = [...this.entries].filter(([other]) => other !== key && this.isInUse(other));
    return besides.reduce((sum, [other, one]) => sum + bytesOf(other, one), bytesOf(key, entry)) <= this.maxBytes;
  }

  private put(key: string, entry: CacheEntry): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    let bytes = [...this.entries].reduce((sum, [other, one]) => sum + bytesOf(other, one), 0);
    for (const [other, one] of this.entries) {
      if (bytes <= this.maxBytes) {
        break;
      }
      if (other !== key && !this.isInUse(other)) {
        bytes -= bytesOf(other, one);
        this.entries.delete(other);
      }
    }
  }

  private isInUse(key: string): boolean {
    return this.leases.has(key) || this.subscriptions.has(key);
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}

function isBeside({ covered: a }: CachedRange, { covered: b }: CachedRange): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** Counts the key too, because queries may be long. */
function bytesOf(key: string, { cached, failure }: CacheEntry): number {
  const texts = BYTES_PER_CHARACTER * (key.length + (failure?.length ?? 0));
  return (cached?.series ?? []).reduce(
    (sum, { identity: { plain, full }, rows }) =>
      sum + BYTES_PER_ROW * rows.times.length + BYTES_PER_CHARACTER * (plain.length + full.length),
    texts
  );
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
