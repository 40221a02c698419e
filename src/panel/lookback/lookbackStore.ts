import type { DataQueryRequest } from '@grafana/data';
import type { Subscription } from 'rxjs';
import { t } from '../../shared/i18n';
import { readFrames } from '../frames';
import { type CachedRange, answered, extended } from './cachedRange';
import { requestOver } from './longerRequest';
import type { Span } from './rows';
import { type RunLonger, runLonger } from './runLonger';

/** What the page knows about one question. Never changed, only replaced. */
export interface CacheEntry {
  readonly known: CachedRange | null;
  /** A query is under way. */
  readonly isPending: boolean;
  /** Why the last query brought nothing, in one sentence; null where it did, or there was none. */
  readonly failure: string | null;
  /** When that was, epoch milliseconds. */
  readonly failedAt: number;
  /** Queries that have ended. */
  readonly answers: number;
}

/** What to ask for. */
export interface LookbackQuery {
  readonly request: DataQueryRequest;
  readonly span: Span;
  /** Whether what is known so far is to be forgotten. */
  readonly afresh: boolean;
  /** Values that the answer may hold, at most: a source that keeps no step could bring millions. */
  readonly mostValues: number;
}

export interface LookbackStoreOptions {
  readonly run?: RunLonger;
  /** Bytes kept for all questions. */
  readonly mostBytes?: number;
}

const MOST_BYTES = 32 * 2 ** 20;
const BYTES_PER_ROW = 16;
const BYTES_PER_CHARACTER = 2;
/** A source that failed is asked again after this. */
const RETRY_MS = 5 * 60_000;

const NOTHING: CacheEntry = { known: null, isPending: false, failure: null, failedAt: -Infinity, answers: 0 };

/**
 * What longer queries brought, for all panels of the page by what they ask. One query at a time a question. A question that
 * no panel asks any more is withdrawn. Of what no panel shows, what was used longest ago is forgotten first; what a panel
 * shows is not, for it would be asked for again at once: an answer that has no room beside it is told to be too much.
 */
export class LookbackStore {
  private readonly holdings = new Map<string, CacheEntry>();
  private readonly flights = new Map<string, Subscription>();
  private readonly leases = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private readonly run: RunLonger;
  private readonly mostBytes: number;

  constructor({ run = runLonger, mostBytes = MOST_BYTES }: LookbackStoreOptions = {}) {
    this.run = run;
    this.mostBytes = mostBytes;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  holding(key: string): CacheEntry {
    return this.holdings.get(key) ?? NOTHING;
  }

  /** Keeps what a panel could add, where there is room. Tells nobody: other panels have rows of their own. */
  keep(key: string, known: CachedRange): void {
    const holding = { ...this.holding(key), known };
    if (this.hasRoom(key, holding)) {
      this.put(key, holding);
    }
  }

  /** Says that a panel shows this question; the returned function says that it no longer does. */
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

  /** Runs a query, unless one is under way or failed a short while ago. */
  ask(key: string, inquiry: LookbackQuery): void {
    if (this.flights.has(key) || Date.now() - this.holding(key).failedAt < RETRY_MS) {
      return;
    }
    this.put(key, { ...this.holding(key), isPending: true });
    const settle = (change: Partial<CacheEntry>) => {
      this.flights.delete(key);
      const before = this.holding(key);
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
    const flight = this.run(requestOver(inquiry.request, inquiry.span)).subscribe({
      next: (frames) => {
        const values = frames.reduce((sum, { length, fields }) => sum + length * Math.max(0, fields.length - 1), 0);
        if (values > inquiry.mostValues) {
          return fail(tooMany(values, inquiry.mostValues));
        }
        const further = answered(readFrames(frames), inquiry.span, Date.now());
        const before = this.holding(key);
        const joins = before.known && !inquiry.afresh && isBeside(before.known, further) ? before.known : null;
        const known = joins ? extended(joins, further) : further;
        return this.hasRoom(key, { ...before, known }) ? settle({ known }) : fail(noRoom(this.mostBytes));
      },
      error: (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
    });
    // A source may have answered at once.
    if (this.holding(key).isPending) {
      this.flights.set(key, flight);
      this.tell();
    }
  }

  private withdraw(key: string): void {
    this.flights.get(key)?.unsubscribe();
    if (this.flights.delete(key)) {
      this.put(key, { ...this.holding(key), isPending: false });
    }
  }

  private hasRoom(key: string, holding: CacheEntry): boolean {
    const besides = [...this.holdings].filter(([other]) => other !== key && this.isInUse(other));
    return besides.reduce((sum, [other, one]) => sum + bytesOf(other, one), bytesOf(key, holding)) <= this.mostBytes;
  }

  private put(key: string, holding: CacheEntry): void {
    this.holdings.delete(key);
    this.holdings.set(key, holding);
    let bytes = [...this.holdings].reduce((sum, [other, one]) => sum + bytesOf(other, one), 0);
    for (const [other, one] of this.holdings) {
      if (bytes <= this.mostBytes) {
        break;
      }
      if (other !== key && !this.isInUse(other)) {
        bytes -= bytesOf(other, one);
        this.holdings.delete(other);
      }
    }
  }

  private isInUse(key: string): boolean {
    return this.leases.has(key) || this.flights.has(key);
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}

function isBeside({ covered: a }: CachedRange, { covered: b }: CachedRange): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** A question without an answer takes room, too: it may be as long as its queries are. */
function bytesOf(key: string, { known, failure }: CacheEntry): number {
  const texts = BYTES_PER_CHARACTER * (key.length + (failure?.length ?? 0));
  return (known?.series ?? []).reduce(
    (sum, { identity: { plain, full }, rows }) =>
      sum + BYTES_PER_ROW * rows.times.length + BYTES_PER_CHARACTER * (plain.length + full.length),
    texts
  );
}

function noRoom(mostBytes: number): string {
  return t(
    'lookback.no-room',
    'The panels of this page look back over as much as there is room for, {{megabytes}} MB. Fewer series or a shorter look-back make room.',
    { megabytes: Math.round(mostBytes / 2 ** 20) }
  );
}

function tooMany(values: number, most: number): string {
  return t(
    'lookback.too-many-values',
    'The source answered over the longer range with {{values}} values; {{most}} at most were to be expected.',
    { values: values.toLocaleString(), most: most.toLocaleString() }
  );
}
