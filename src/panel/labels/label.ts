import { finish, step } from '../../shared/hash';
import { t } from '../../shared/i18n';
import type { StoredAnnotation } from '../../data/annotations/annotationsApi';

export type MarkKind = 'normal' | 'left-out' | 'false-alarm';

/** A user's statement about a time range, epoch milliseconds. */
export interface Mark {
  readonly id: string;
  readonly kind: MarkKind;
  readonly from: number;
  readonly to: number;
  /** Name of the series; null for all series of the panel. */
  readonly series: string | null;
  readonly text: string;
  /** Whether the user can remove it here. True only for our own annotations. */
  readonly removable: boolean;
}

export type NewMark = Pick<Mark, 'kind' | 'from' | 'to' | 'series' | 'text'>;

/** On every annotation of ours. A second tag holds the kind. */
export const MARK_TAG = 'residual';
export const MARK_KINDS: readonly MarkKind[] = ['left-out', 'false-alarm', 'normal'];

const SERIES_PREFIX = `${MARK_TAG}:series=`;
/** Longer names are cut and end in a hash, because databases keep about 100 characters of a tag. */
const MAX_NAME = 80;
const KEPT_CHARACTERS = 60;

export function kindName(kind: MarkKind): string {
  switch (kind) {
    case 'normal':
      return t('marks.kind-normal', 'Normal');
    case 'left-out':
      return t('marks.kind-left-out', 'Excluded');
    case 'false-alarm':
      return t('marks.kind-false-alarm', 'False alarm');
  }
}

export function tagsOf({ kind, series }: Pick<Mark, 'kind' | 'series'>): string[] {
  return [MARK_TAG, `${MARK_TAG}:${kind}`, ...(series === null ? [] : [seriesTag(series)])];
}

/** Grafana cuts a tag at its second colon and trims it, so a name is encoded and trimmed. */
export function seriesTag(name: string): string {
  const plain = encoded(name.trim());
  const short = plain.length <= MAX_NAME ? plain : `${plain.slice(0, KEPT_CHARACTERS)}…${hashOf(name)}`;
  return SERIES_PREFIX + short.trim();
}

/**
 * Reads an annotation as a mark. Null without a kind. If there are several kinds, the one that excludes most wins.
 *
 * @param names of the panel's series, to decode the series tag
 */
export function markOf({ id, from, to, tags, text }: StoredAnnotation, names: readonly string[]): Mark | null {
  const kind = MARK_KINDS.find((one) => tags.includes(`${MARK_TAG}:${one}`));
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
