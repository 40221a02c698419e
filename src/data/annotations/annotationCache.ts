import { type Answer, type AnnotationQuery, type StoredAnnotation, findAnnotations } from './annotationsApi';

/** The cached answer to an annotation query. */
export interface CachedAnnotations {
  readonly annotations: readonly StoredAnnotation[];
  /** Why the last request failed; null if it succeeded. Earlier annotations stay. */
  readonly refused: string | null;
  /** Whether a request has finished, successfully or not. */
  readonly isLoaded: boolean;
}

/** The cache does not repeat a request within this time, milliseconds. */
export const FRESH_MS = 30_000;

type Change = (all: readonly StoredAnnotation[]) => readonly StoredAnnotation[];

const UNREAD: CachedAnnotations = { annotations: [], refused: null, isLoaded: false };

/** The annotations of one query, shared by all panels that need them. */
export class AnnotationCache {
  private state = UNREAD;
  private readAt = -Infinity;
  private reading = Promise.resolve();
  /** Local changes since the last request started. Its answer may not contain them. */
  private changes: Change[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly query: AnnotationQuery,
    private readonly find: (query: AnnotationQuery) => Promise<Answer<StoredAnnotation[]>> = findAnnotations
  ) {}

  /** Returns the same object until the annotations change. */
  readonly current = (): CachedAnnotations => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get isUsed(): boolean {
    return this.listeners.size > 0;
  }

  /** Requests the annotations unless the last request is fresh. Never rejects. */
  refresh(): Promise<void> {
    return Date.now() - this.readAt < FRESH_MS ? this.reading : this.reload();
  }

  /** Requests the annotations after the request in flight, if any. Never rejects. */
  reload(): Promise<void> {
    this.readAt = Date.now();
    this.reading = this.reading
      .then(() => {
        this.changes = [];
        return this.find(this.query);
      })
      .then((answer) =>
        this.set(
          'value' in answer
            ? settled(this.changes.reduce<readonly StoredAnnotation[]>((all, change) => change(all), answer.value))
            : { ...this.state, refused: answer.refused, isLoaded: true }
        )
      );
    return this.reading;
  }

  /** Adds an annotation that was just written, before the next request returns it. */
  add(annotation: StoredAnnotation): void {
    this.change((all) => [annotation, ...all.filter(({ id }) => id !== annotation.id)]);
  }

  remove(id: string): void {
    this.change((all) => all.filter((one) => one.id !== id));
  }

  private change(change: Change): void {
    this.changes.push(change);
    this.set({ ...this.state, annotations: change(this.state.annotations) });
  }

  private set(state: CachedAnnotations): void {
    if (JSON.stringify(state) !== JSON.stringify(this.state)) {
      this.state = state;
      this.listeners.forEach((listener) => listener());
    }
  }
}

function settled(annotations: readonly StoredAnnotation[]): CachedAnnotations {
  return { annotations, refused: null, isLoaded: true };
}

const caches = new Map<string, AnnotationCache>();
/** Unused caches are kept up to this number, for panels that scroll back into view. */
const MAX_CACHES = 20;

/** Returns the cache of a query, shared by all panels of the page. */
export function annotationCache(query: AnnotationQuery): AnnotationCache {
  const key = JSON.stringify([query.tags, query.dashboardUID, query.range]);
  const cache = caches.get(key) ?? new AnnotationCache(query);
  caches.delete(key);
  for (const [old, { isUsed }] of caches) {
    if (caches.size < MAX_CACHES) {
      break;
    }
    if (!isUsed) {
      caches.delete(old);
    }
  }
  caches.set(key, cache);
  return cache;
}
