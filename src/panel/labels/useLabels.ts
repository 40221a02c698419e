import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { PanelData } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { usePanelContext } from '@grafana/ui';
import type { Labels } from '../../detector/labels/labels';
import { t } from '../../shared/i18n';
import { type AnnotationCache, type KnownAnnotations, annotationCache } from '../annotations/annotationCache';
import {
  type AnnotationQuery,
  MOST_ANNOTATIONS,
  createAnnotation,
  deleteAnnotation,
  refusalOf,
} from '../annotations/annotationsApi';
import { annotationsIn } from './annotationFrames';
import { type Mark, MARK_TAG, type NewMark, kindName, tagsOf } from './label';
import { MOST_OCCURRENCES, occurrencesIn, parseRecurring } from './recurring';
import { taughtBy, labelsFor } from './labelled';
import type { TeachingOptions } from '../options/labelOptions';

/** All marks that concern this panel, and what can be done with them. */
export interface Marks {
  readonly marks: readonly Mark[];
  /** For the series of this name; undefined where nobody said anything. */
  readonly teachingOf: (series: string) => Labels | undefined;
  /** One sentence each for the status. */
  readonly notes: readonly string[];
  /** Answers with one sentence where it could not be kept, null where it was. */
  readonly add: (mark: NewMark) => Promise<string | null>;
  readonly remove: (id: string) => Promise<string | null>;
}

export interface MarksQuestion {
  readonly data: PanelData;
  readonly panelId: number;
  /** Names of the panel's series. */
  readonly names: readonly string[];
  /** What is judged, look-back included, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: TimeZone;
  readonly options: TeachingOptions;
}

/**
 * Reads marks from the dashboard's annotations and from the panel's options. Nothing waits for them: a verdict is given
 * with what is known, and given again when more is.
 */
export function useMarks({ data, panelId, names, from, to, timeZone, options }: MarksQuestion): Marks {
  const dashboardUID = data.request?.dashboardUID ?? '';
  const ours = useAnnotations(
    options.useMarks && dashboardUID !== '' ? { tags: [MARK_TAG], dashboardUID } : null,
    data
  );
  const tags = useMemo(() => tagsIn(options.leaveOutTags), [options.leaveOutTags]);
  const tagged = useAnnotations(tags.length > 0 ? { tags, range: roundedOutward(from, to) } : null, data);
  useRereadOnNews(ours.cache, data, dashboardUID);

  const recurring = useMemo(
    () => occurrencesIn(parseRecurring(options.recurring).windows, { from, to }, timeZone),
    [options.recurring, from, to, timeZone]
  );
  const taught = useMemo(() => {
    const handed = annotationsIn(data.annotations).filter((one) => one.tags.some((tag) => tags.includes(tag)));
    const ids = new Set(tagged.known.annotations.map(({ id }) => id));
    return taughtBy(
      {
        ours: ours.known.annotations,
        tagged: [...tagged.known.annotations, ...handed.filter(({ id }) => !ids.has(id))],
        recurring: recurring.occurrences,
      },
      { panelId, names, range: { from, to } }
    );
  }, [data.annotations, tags, ours.known, tagged.known, recurring, panelId, names, from, to]);

  const { cache } = ours;
  const { canAddAnnotations, onAnnotationCreate, canDeleteAnnotations, onAnnotationDelete } = usePanelContext();
  const add = useCallback(
    async ({ kind, series, from, to, text }: NewMark) => {
      if (dashboardUID === '') {
        return t('marks.unsaved', 'Marks are kept with the dashboard: save the dashboard first.');
      }
      const annotation = { from, to, text: text.trim() || kindName(kind), tags: tagsOf({ kind, series }) };
      if (canAddAnnotations?.() && onAnnotationCreate) {
        // Grafana's own way also brings the annotation to the panels beside this one.
        const { text: description, ...rest } = annotation;
        return settle(cache, 'write', async () =>
          onAnnotationCreate({ ...rest, from: Math.round(from), to: Math.round(to), description })
        );
      }
      const answer = await createAnnotation({ ...annotation, panelId, dashboardUID });
      if ('refused' in answer) {
        return answer.refused;
      }
      cache?.add(answer.value);
      return null;
    },
    [cache, dashboardUID, panelId, canAddAnnotations, onAnnotationCreate]
  );
  const remove = useCallback(
    async (id: string) => {
      if (canDeleteAnnotations?.(dashboardUID) && onAnnotationDelete) {
        return settle(cache, 'delete', async () => onAnnotationDelete(id));
      }
      const answer = await deleteAnnotation(id);
      if ('refused' in answer) {
        return answer.refused;
      }
      cache?.remove(id);
      return null;
    },
    [cache, dashboardUID, canDeleteAnnotations, onAnnotationDelete]
  );

  return useMemo(() => {
    const teachings = new Map(names.map((name) => [name, labelsFor(name, taught.marks)]));
    return {
      marks: taught.marks,
      teachingOf: (series) => teachings.get(series),
      notes: [...readingNotes(ours.known), ...readingNotes(tagged.known), ...taught.notes, ...cappedNote(recurring)],
      add,
      remove,
    };
  }, [names, taught, ours.known, tagged.known, recurring, add, remove]);
}

const NOTHING: KnownAnnotations = { annotations: [], refused: null, isRead: true };
const nobody = () => () => undefined;

/** Annotations of a query, asked for again as the panel's data is refreshed, but not more often than the cache lets. */
function useAnnotations(
  query: AnnotationQuery | null,
  data: PanelData
): { readonly cache: AnnotationCache | null; readonly known: KnownAnnotations } {
  const key = query && JSON.stringify(query);
  const cache = useMemo(() => (key === null ? null : annotationCache(JSON.parse(key))), [key]);
  const known = useSyncExternalStore(cache?.subscribe ?? nobody, cache?.current ?? (() => NOTHING));
  useEffect(() => {
    void cache?.refresh();
  }, [cache, data]);
  return { cache, known };
}

/** A mark made in Grafana's own editor arrives with the dashboard's annotations: then ours are read again at once. */
function useRereadOnNews(cache: AnnotationCache | null, { annotations }: PanelData, dashboardUID: string): void {
  useEffect(() => {
    if (!cache?.current().isRead) {
      return;
    }
    const known = new Set(cache.current().annotations.map(({ id }) => id));
    const news = annotationsIn(annotations).some(
      (one) => one.tags.includes(MARK_TAG) && one.dashboardUID === dashboardUID && !known.has(one.id)
    );
    if (news) {
      void cache.reread();
    }
  }, [cache, annotations, dashboardUID]);
}

/** Does something in Grafana's way, which throws where it is refused, and reads what came of it. */
async function settle(
  cache: AnnotationCache | null,
  action: 'write' | 'delete',
  change: () => Promise<void>
): Promise<string | null> {
  try {
    await change();
  } catch (error) {
    return refusalOf(error, action);
  }
  await cache?.reread();
  return null;
}

function readingNotes({ refused, annotations }: KnownAnnotations): string[] {
  return [
    ...(refused === null ? [] : [t('marks.not-read', 'Marks could not be read. {{reason}}', { reason: refused })]),
    ...(annotations.length < MOST_ANNOTATIONS
      ? []
      : [t('marks.too-many', 'Only the newest {{count}} annotations take part.', { count: MOST_ANNOTATIONS })]),
  ];
}

function cappedNote({ isCapped }: { readonly isCapped: boolean }): string[] {
  return isCapped
    ? [
        t('marks.too-often', 'Only the latest {{count}} occurrences of the recurring windows take part.', {
          count: MOST_OCCURRENCES,
        }),
      ]
    : [];
}

function tagsIn(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '').sort();
}

/** A range that stays the same while "now" moves on, so that its answer can be kept. */
function roundedOutward(from: number, to: number): { from: number; to: number } {
  const block = 2 ** Math.ceil(Math.log2(Math.max(60_000, to - from)));
  return { from: Math.floor(from / block) * block, to: Math.ceil(to / block) * block };
}
