import { type Answer, type AnnotationQuery, type StoredAnnotation, findAnnotations } from './annotationsApi';

/** What is known of the annotations that a query finds. */
export interface KnownAnnotations {
  readonly annotations: readonly StoredAnnotation[];
  /** Why the last reading failed; what earlier ones found stays. */
  readonly refused: string | null;
  /** Whether an answer has come, of either kind. */
  readonly isRead: boolean;
}

/** Found annotations are not asked for again within this, however often panels refresh, milliseconds. */
export const FRESH_MS = 30_000;

type Change = (all: readonly StoredAnnotation[]) => readonly StoredAnnotation[];

const UNREAD: KnownAnnotations = { annotations: [], refused: null, isRead: false };

/** The annotations of one query, read once for all panels that want them. */
export class AnnotationCache {
  private known = UNREAD;
  private readAt = -Infinity;
  private reading = Promise.resolve();
  /** Made here since the last reading began, which may have missed them. */
  private changes: Change[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly query: AnnotationQuery,
    private readonly find: (query: AnnotationQuery) => Promise<Answer<StoredAnnotation[]>> = findAnnotations
  ) {}

  /** The same object until something changes. */
  readonly current = (): KnownAnnotations => this.known;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get isUsed(): boolean {
    return this.listeners.size > 0;
  }

  /** Asks Grafana unless it was asked a moment ago; never rejects. */
  refresh(): Promise<void> {
    return Date.now() - this.readAt < FRESH_MS ? this.reading : this.reread();
  }

  /** Asks Grafana, after a question that is under way. */
  reread(): Promise<void> {
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
            : { ...this.known, refused: answer.refused, isRead: true }
        )
      );
    return this.reading;
  }

  /** Puts in what was just written, so that it shows before Grafana is asked again. */
  add(annotation: StoredAnnotation): void {
    this.change((all) => [annotation, ...all.filter(({ id }) => id !== annotation.id)]);
  }

  remove(id: string): void {
    this.change((all) => all.filter((one) => one.id !== id));
  }

  private change(change: Change): void {
    this.changes.push(change);
    this.set({ ...this.known, annotations: change(this.known.annotations) });
  }

  private set(known: KnownAnnotations): void {
    if (JSON.stringify(known) !== JSON.stringify(this.known)) {
      this.known = known;
      this.listeners.forEach((listener) => listener());
    }
  }
}

function settled(annotations: readonly StoredAnnotation[]): KnownAnnotations {
  return { annotations, refused: null, isRead: true };
}

const caches = new Map<string, AnnotationCache>();
/** Caches that nobody listens to are kept up to this number, for panels that come back into view. */
const MOST_CACHES = 20;

/** The cache of this query, the same for all panels of the page. */
export function annotationCache(query: AnnotationQuery): AnnotationCache {
  const key = JSON.stringify([query.tags, query.dashboardUID, query.range]);
  const cache = caches.get(key) ?? new AnnotationCache(query);
  caches.delete(key);
  for (const [old, { isUsed }] of caches) {
    if (caches.size < MOST_CACHES) {
      break;
    }
    if (!isUsed) {
      caches.delete(old);
    }
  }
  caches.set(key, cache);
  return cache;
}
