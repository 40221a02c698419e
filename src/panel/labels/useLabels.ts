import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { PanelData } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import type { Interval } from '../../detector/interval';
import type { Labels } from '../../detector/labels/labels';
import { t } from '../../shared/i18n';
import { type AnnotationCache, type CachedAnnotations, annotationCache } from '../../data/annotations/annotationCache';
import { type AnnotationQuery, MAX_ANNOTATIONS } from '../../data/annotations/annotationsApi';
import { annotationsIn } from './annotationFrames';
import { type Label, LABEL_TAG } from './label';
import { MAX_OCCURRENCES, occurrencesIn, parseRecurring } from './recurring';
import { selectLabels, labelsFor } from './labelled';
import type { LabelOptions } from '../options/options';
import { type LabelChanges, useLabelChanges } from './labelChanges';

/** The labels of a panel and the actions on them. */
export interface PanelLabels extends LabelChanges {
  readonly labels: readonly Label[];
  /** The detector's labels for a series by its name; undefined if there are none. */
  readonly labelsOf: (series: string) => Labels | undefined;
  /** One sentence each, for the status. */
  readonly notes: readonly string[];
}

export interface LabelsQuestion {
  readonly data: PanelData;
  readonly panelId: number;
  readonly names: readonly string[];
  /** The judged range with look-back, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly timeZone: TimeZone;
  readonly options: LabelOptions;
}

/**
 * Reads labels from the dashboard's annotations and from the panel's options. The detection does not wait for them: it
 * runs again when they arrive.
 */
export function useLabels({ data, panelId, names, from, to, timeZone, options }: LabelsQuestion): PanelLabels {
  const dashboardUID = data.request?.dashboardUID ?? '';
  const ours = useAnnotations(
    options.useMarks && dashboardUID !== '' ? { tags: [LABEL_TAG], dashboardUID } : null,
    data
  );
  const tags = useMemo(() => tagsIn(options.leaveOutTags), [options.leaveOutTags]);
  const tagged = useAnnotations(tags.length > 0 ? { tags, range: roundedOutward(from, to) } : null, data);
  useReloadOnNewLabel(ours.cache, data, dashboardUID);

  const recurring = useMemo(
    () => occurrencesIn(parseRecurring(options.recurring).windows, { from, to }, timeZone),
    [options.recurring, from, to, timeZone]
  );
  const found = useMemo(() => {
    const fromFrames = annotationsIn(data.annotations).filter((one) => one.tags.some((tag) => tags.includes(tag)));
    const ids = new Set(tagged.cached.annotations.map(({ id }) => id));
    return selectLabels(
      {
        ours: ours.cached.annotations,
        tagged: [...tagged.cached.annotations, ...fromFrames.filter(({ id }) => !ids.has(id))],
        recurring: recurring.occurrences,
      },
      { panelId, names, range: { from, to } }
    );
  }, [data.annotations, tags, ours.cached, tagged.cached, recurring, panelId, names, from, to]);

  const { add, remove } = useLabelChanges(ours.cache, { dashboardUID, panelId });
  return useMemo(() => {
    const teachings = new Map(names.map((name) => [name, labelsFor(name, found.labels)]));
    return {
      labels: found.labels,
      labelsOf: (series) => teachings.get(series),
      notes: [...readingNotes(ours.cached), ...readingNotes(tagged.cached), ...found.notes, ...cappedNote(recurring)],
      add,
      remove,
    };
  }, [names, found, ours.cached, tagged.cached, recurring, add, remove]);
}

const NOTHING: CachedAnnotations = { annotations: [], refused: null, isLoaded: true };
const noSubscription = () => () => undefined;

/** Reads the annotations of a query, and again when the panel's data is refreshed, unless the cache is fresh. */
function useAnnotations(
  query: AnnotationQuery | null,
  data: PanelData
): { readonly cache: AnnotationCache | null; readonly cached: CachedAnnotations } {
  const key = query && JSON.stringify(query);
  const cache = useMemo(() => (key === null ? null : annotationCache(JSON.parse(key))), [key]);
  const cached = useSyncExternalStore(cache?.subscribe ?? noSubscription, cache?.current ?? (() => NOTHING));
  useEffect(() => {
    void cache?.refresh();
  }, [cache, data]);
  return { cache, cached };
}

/** Reloads our annotations when a label that Grafana's own editor created arrives with the data. */
function useReloadOnNewLabel(cache: AnnotationCache | null, { annotations }: PanelData, dashboardUID: string): void {
  useEffect(() => {
    if (!cache?.current().isLoaded) {
      return;
    }
    const cached = new Set(cache.current().annotations.map(({ id }) => id));
    const hasNewLabel = annotationsIn(annotations).some(
      (one) => one.tags.includes(LABEL_TAG) && one.dashboardUID === dashboardUID && !cached.has(one.id)
    );
    if (hasNewLabel) {
      void cache.reload();
    }
  }, [cache, annotations, dashboardUID]);
}

function readingNotes({ refused, annotations }: CachedAnnotations): string[] {
  return [
    ...(refused === null ? [] : [t('marks.not-read', 'Labels could not be read. {{reason}}', { reason: refused })]),
    ...(annotations.length < MAX_ANNOTATIONS
      ? []
      : [t('marks.too-many', 'The panel uses only the newest {{count}} annotations.', { count: MAX_ANNOTATIONS })]),
  ];
}

function cappedNote({ isCapped }: { readonly isCapped: boolean }): string[] {
  return isCapped
    ? [
        t('marks.too-often', 'The panel uses only the latest {{count}} occurrences of the recurring windows.', {
          count: MAX_OCCURRENCES,
        }),
      ]
    : [];
}

function tagsIn(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '').sort();
}

/** Rounds a range so that it stays the same, and cacheable, while "now" advances. */
function roundedOutward(from: number, to: number): Interval {
  const block = 2 ** Math.ceil(Math.log2(Math.max(60_000, to - from)));
  return { from: Math.floor(from / block) * block, to: Math.ceil(to / block) * block };
}
