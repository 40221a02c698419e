import { finish, step } from '../../shared/hash';
import { t } from '../../shared/i18n';
import type { StoredAnnotation } from '../annotations/annotationsApi';

export type MarkKind = 'normal' | 'left-out' | 'false-alarm';

/** One thing that a person has said about a stretch of time, epoch milliseconds. */
export interface Mark {
  readonly id: string;
  readonly kind: MarkKind;
  readonly from: number;
  readonly to: number;
  /** The series it is about; null for all of the panel. */
  readonly series: string | null;
  readonly text: string;
  /** Whether it can be taken back here: an annotation of ours, not an option or another's annotation. */
  readonly removable: boolean;
}

/** What a person says of a stretch; the rest follows. */
export type NewMark = Pick<Mark, 'kind' | 'from' | 'to' | 'series' | 'text'>;

/** Every mark carries it; what it says stands in a second tag. */
export const MARK_TAG = 'residual';
export const MARK_KINDS: readonly MarkKind[] = ['left-out', 'false-alarm', 'normal'];

const SERIES_PREFIX = `${MARK_TAG}:series=`;
/** Longer names are cut and told apart by a hash: databases keep a hundred characters of a tag. */
const LONGEST_NAME = 80;
const KEPT_OF_NAME = 60;

/** The kind in words, for people. */
export function kindName(kind: MarkKind): string {
  switch (kind) {
    case 'normal':
      return t('marks.kind-normal', 'Normal');
    case 'left-out':
      return t('marks.kind-left-out', 'Left out');
    case 'false-alarm':
      return t('marks.kind-false-alarm', 'False alarm');
  }
}

export function tagsOf({ kind, series }: Pick<Mark, 'kind' | 'series'>): string[] {
  return [MARK_TAG, `${MARK_TAG}:${kind}`, ...(series === null ? [] : [seriesTag(series)])];
}

/** Grafana cuts a tag at its second colon and its blanks off, so neither may stand in a name. */
export function seriesTag(name: string): string {
  const plain = encoded(name.trim());
  const short = plain.length <= LONGEST_NAME ? plain : `${plain.slice(0, KEPT_OF_NAME)}…${hashOf(name)}`;
  return SERIES_PREFIX + short.trim();
}

/**
 * Reads an annotation as a mark. An annotation of ours without a kind says nothing: null. Where several kinds stand
 * beside each other, the one that takes most out of the verdict counts.
 *
 * @param names of the panel's series, from which one is known again by its tag
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
