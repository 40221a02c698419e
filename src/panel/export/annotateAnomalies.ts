import { t } from '../../shared/i18n';
import {
  MAX_ANNOTATIONS,
  type NewAnnotation,
  type StoredAnnotation,
  createAnnotation,
  findAnnotations,
} from '../../data/annotations/annotationsApi';
import { LABEL_TAG, seriesTag } from '../labels/label';

/** Labels an annotation as an anomaly, in addition to the tag of all our annotations. */
const ANOMALY_TAG = `${LABEL_TAG}:anomaly`;

/** An anomaly to write as an annotation. */
export interface AnomalyNote {
  readonly series: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface AnnotationPlace {
  readonly dashboardUID: string;
  readonly panelId: number;
}

export interface Annotated {
  readonly added: number;
  /** Anomalies that already had an annotation. */
  readonly present: number;
  /** Why the remaining anomalies were not written, in one sentence; null if all were. */
  readonly refused: string | null;
}

/**
 * Writes anomalies as Grafana annotations, one after another. Skips anomalies that overlap an annotation of the same
 * series and panel. Stops at the first failure, so that another run continues with the missing ones.
 *
 * @param onProgress receives the number of anomalies done
 */
export async function annotateAnomalies(
  notes: readonly AnomalyNote[],
  { dashboardUID, panelId }: AnnotationPlace,
  onProgress: (done: number) => void
): Promise<Annotated> {
  if (dashboardUID === '') {
    return failed(t('export.unsaved', 'Annotations are saved with the dashboard. Save the dashboard first.'));
  }
  const range = {
    from: notes.reduce((least, { from }) => Math.min(least, from), Infinity),
    to: notes.reduce((greatest, { to }) => Math.max(greatest, to), -Infinity),
  };
  const found = await findAnnotations({ tags: [ANOMALY_TAG], dashboardUID, range });
  if ('refused' in found) {
    return failed(found.refused);
  }
  if (found.value.length >= MAX_ANNOTATIONS) {
    return failed(
      t(
        'export.too-many-annotations',
        'This range has {{count}} or more annotations of anomalies. Choose a shorter range.',
        {
          count: MAX_ANNOTATIONS,
        }
      )
    );
  }
  const stored = found.value.filter((one) => one.panelId === panelId || one.panelId === 0);
  const missing = notes.filter((note) => !stored.some((one) => isOf(note, one)));
  const present = notes.length - missing.length;
  let added = 0;
  for (const note of missing) {
    onProgress(present + added);
    const answer = await createAnnotation(annotationOf(note, { dashboardUID, panelId }));
    if ('refused' in answer) {
      return { added, present, refused: answer.refused };
    }
    added++;
  }
  onProgress(notes.length);
  return { added, present, refused: null };
}

function failed(refused: string): Annotated {
  return { added: 0, present: 0, refused };
}

function isOf({ series, from, to }: AnomalyNote, { tags, ...kept }: StoredAnnotation): boolean {
  return tags.includes(seriesTag(series)) && kept.from <= Math.round(to) && Math.round(from) <= kept.to;
}

function annotationOf({ series, from, to, text }: AnomalyNote, place: AnnotationPlace): NewAnnotation {
  return { ...place, from, to, text, tags: [LABEL_TAG, ANOMALY_TAG, seriesTag(series)] };
}
