import { finish, step } from '../../shared/hash';
import { t } from '../../shared/i18n';
import type { StoredAnnotation } from '../../data/annotations/annotationsApi';

export type LabelKind = 'normal' | 'left-out' | 'false-alarm';

/** A user's statement about a time range, epoch milliseconds. */
export interface Label {
  readonly id: string;
  readonly kind: LabelKind;
  readonly from: number;
  readonly to: number;
  /** Name of the series; null for all series of the panel. */
  readonly series: string | null;
  readonly text: string;
  /** Whether the user can remove it here. True only for our own annotations. */
  readonly removable: boolean;
}

export type NewLabel = Pick<Label, 'kind' | 'from' | 'to' | 'series' | 'text'>;

/** On every annotation of ours. A second tag holds the kind. */
export const LABEL_TAG = 'residual';
export const LABEL_KINDS: readonly LabelKind[] = ['left-out', 'false-alarm', 'normal'];

const SERIES_PREFIX = `${LABEL_TAG}:series=`;
/** Longer names are cut and end in a hash, because databases keep about 100 characters of a tag. */
const MAX_NAME = 80;
const KEPT_CHARACTERS = 60;

export function kindName(kind: LabelKind): string {
  switch (kind) {
    case 'normal':
      return t('marks.kind-normal', 'Normal');
    case 'left-out':
      return t('marks.kind-left-out', 'Excluded');
    case 'false-alarm':
      return t('marks.kind-false-alarm', 'False alarm');
  }
}

export function tagsOf({ kind, series }: Pick<Label, 'kind' | 'series'>): string[] {
  return [LABEL_TAG, `${LABEL_TAG}:${kind}`, ...(series === null ? [] : [seriesTag(series)])];
}

/** Grafana cuts a tag at its second colon and trims it, so a name is encoded and trimmed. */
export function seriesTag(name: string): string {
  const plain = encoded(name.trim());
  const short = plain.length <= MAX_NAME ? plain : `${plain.slice(0, KEPT_CHARACTERS)}…${hashOf(name)}`;
  return SERIES_PREFIX + short.trim();
}

/**
 * Reads an annotation as a label. Null without a kind. If there are several kinds, the one that excludes most wins.
 *
 * @param names of the panel's series, to decode the series tag
 */
export function labelOf({ id, from, to, tags, text }: StoredAnnotation, names: readonly string[]): Label | null {
  const kind = LABEL_KINDS.find((one) => tags.includes(`${LABEL_TAG}:${one}`));
  if (!kind) {
    return null;
  }
  const tag = tags.find((one) => one.startsWith(SERIES_PREFIX));
  const series =
    tag === undefined ? null : (names.find((name) => seriesTag(name) === tag) ?? tag.slice(SERIES_PREFIX.length));
  return { id, kind, from, to, series, text, removable: true };
}

function encoded(name: string): string {
  return name.replaceAll('%', '%25').replaceAll(':', '%3A');
}

function hashOf(name: string): string {
  let hash = 0;
  for (let index = 0; index < name.length; index++) {
    hash = step(hash, name.charCodeAt(index));
  }
  return (finish(hash) >>> 0).toString(36);
}
