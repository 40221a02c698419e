import type { Subscription } from 'rxjs';
import { overlaps } from '../../detector/interval';
import { t } from '../../shared/i18n';
import { readFrames } from '../../series/frames';
import { type CachedRange, covers } from './cachedRange';
import { identitiesOf } from './identity';
import { requestOver } from './longerRequest';
import { type RunLonger, runLonger } from './runLonger';
import type { View } from './view';

/** What is known about one block of time of one query. Immutable. */
interface CacheEntry {
  readonly cached: CachedRange | null;
  /** Why the last request failed, in one sentence; null if it succeeded. */
  readonly failure: string | null;
  /** Epoch milliseconds. */
  readonly failedAt: number;
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
  private readonly run: RunLonger;
  private readonly maxBytes: number;

  constructor({ run = runLonger, maxBytes = MAX_BYTES }: LookbackStoreOptions = {}) {
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

  /** The entry of a view; another one of the same query if that has all rows, or if it is all there is as yet. */
  find(view: View): CacheEntry {
    const own = this.entries.get(view.key);
    if (own?.cached && covers(own.cached, view)) {
      return own;
    }
    const others = Array.from(this.entries.values()).filter(({ cached }) => cached?.question === view.question);
    return (
      others.find(({ cached }) => cached && covers(cached, view)) ??
      own ??
      others.find(({ cached }) => cached && overlaps(cached, view.visible)) ??
      NOTHING
    );
  }

  /** Stores a panel's merged rows if they fit. Does not notify, because other panels merge their own rows. */
  keep(key: string, cached: CachedRange): void {
    const entry = { ...(this.entries.get(key) ?? NOTHING), cached };
    if (this.hasRoom(key, entry)) {
      this.put(key, entry);
    }
  }

  /**
   * Starts a request, unless one is running or failed recently.
   *
   * @param maxValues limit of values in the answer, because a source that ignores the step could return millions
   */
  ask(query: View, maxValues: number): void {
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
      this.panels.get(key)?.forEach((listener) => listener());
    };
    // The rows of another block stay, because the failed one has none.
    const fail = (failure: string) => settle({ failure, failedAt: Date.now(), cached: this.find(query).cached });
    const request = this.run(requestOver(query.request, query.asked)).subscribe({
      next: (frames) => {
        const values = frames.reduce((sum, { length, fields }) => sum + length * Math.max(0, fields.length - 1), 0);
        if (values > maxValues) {
          return fail(tooMany(values, maxValues));
        }
        const reading = readFrames(frames);
        const identities = identitiesOf(reading);
        const series = reading.series.map((one, index) => ({ identity: identities[index], rows: one.series }));
        const { question, asked } = query;
        const cached = { ...asked, question, series, answeredTo: asked.to, since: Date.now() };
        return this.hasRoom(key, { ...NOTHING, cached }) ? settle({ cached }) : fail(noRoom(this.maxBytes));
      },
      error: (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
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
