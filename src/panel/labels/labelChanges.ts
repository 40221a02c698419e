import { useMemo } from 'react';
import { type PanelContext, usePanelContext } from '@grafana/ui';
import type { AnnotationCache } from '../../data/annotations/annotationCache';
import type { Action } from '../../data/annotations/action';
import { createAnnotation, deleteAnnotation, loadRefusals } from '../../data/annotations/annotationsApi';
import { t } from '../../shared/i18n';
import { type NewLabel, kindName, tagsOf } from './label';

/** Both resolve to an error in one sentence; null on success. */
export interface LabelChanges {
  readonly add: (label: NewLabel) => Promise<string | null>;
  readonly remove: (id: string) => Promise<string | null>;
}

interface Place {
  readonly dashboardUID: string;
  readonly panelId: number;
}

/** Changes through Grafana's panel context also update the annotations of other panels. */
type Context = Pick<
  PanelContext,
  'canAddAnnotations' | 'onAnnotationCreate' | 'canDeleteAnnotations' | 'onAnnotationDelete'
>;

/** Adds and removes labels: through Grafana's panel context if that allows it, otherwise through Grafana's API. */
export function useLabelChanges(cache: AnnotationCache | null, { dashboardUID, panelId }: Place): LabelChanges {
  const { canAddAnnotations, onAnnotationCreate, canDeleteAnnotations, onAnnotationDelete } = usePanelContext();
  return useMemo(() => {
    const context = { canAddAnnotations, onAnnotationCreate, canDeleteAnnotations, onAnnotationDelete };
    return {
      add: (label) => addLabel(label, { dashboardUID, panelId }, cache, context),
      remove: (id) => removeLabel(id, dashboardUID, cache, context),
    };
  }, [cache, dashboardUID, panelId, canAddAnnotations, onAnnotationCreate, canDeleteAnnotations, onAnnotationDelete]);
}

async function addLabel(
  { kind, series, from, to, text }: NewLabel,
  place: Place,
  cache: AnnotationCache | null,
  { canAddAnnotations, onAnnotationCreate }: Context
): Promise<string | null> {
  if (place.dashboardUID === '') {
    return t('marks.unsaved', 'Labels are saved with the dashboard. Save the dashboard first.');
  }
  const [description, tags] = [text.trim() || kindName(kind), tagsOf({ kind, series })];
  if (canAddAnnotations?.() && onAnnotationCreate) {
    const times = { from: Math.round(from), to: Math.round(to) };
    return settle(cache, 'write', async () => onAnnotationCreate({ ...times, tags, description }));
  }
  const answer = await createAnnotation({ from, to, text: description, tags, ...place });
  if ('refused' in answer) {
    return answer.refused;
  }
  cache?.add(answer.value);
  return null;
}

async function removeLabel(
  id: string,
  dashboardUID: string,
  cache: AnnotationCache | null,
  { canDeleteAnnotations, onAnnotationDelete }: Context
): Promise<string | null> {
  if (canDeleteAnnotations?.(dashboardUID) && onAnnotationDelete) {
    return settle(cache, 'delete', async () => onAnnotationDelete(id));
  }
  const answer = await deleteAnnotation(id);
  if ('refused' in answer) {
    return answer.refused;
  }
  cache?.remove(id);
  return null;
}

/** Runs a change through Grafana's panel context, which throws on failure, and reloads the cache. */
async function settle(cache: AnnotationCache | null, action: Action, change: () => Promise<void>) {
  try {
    await change();
  } catch (error) {
    return (await loadRefusals()).refusalOf(error, action);
  }
  await cache?.reload();
  return null;
}
