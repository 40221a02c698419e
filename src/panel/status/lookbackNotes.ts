import type { Series } from '../../detector/series';
import { t } from '../../shared/i18n';
import type { PanelSeries } from '../../series/frames';
import { durationText } from '../timeTexts';
import { namesText } from './namesText';
import type { Difference } from '../../data/lookback/cachedRange';
import type { Limit } from '../../data/lookback/reach/reach';
import type { Lookback, Obstacle } from '../../data/lookback/useLookback';

export interface LookbackNotes {
  /** The length of the look-back in one sentence; empty if there is none. */
  readonly looked: readonly string[];
  /** Why there is no look-back, or not for all series. */
  readonly refused: readonly string[];
}

/** @param from start of the visible range, epoch milliseconds */
export function lookbackNotes(lookback: Lookback, series: readonly PanelSeries[], from: number): LookbackNotes {
  const { contexts, differences, isLoading, obstacle, limit, failure } = lookback;
  return {
    looked: [
      ...lookedText(contexts, from, limit),
      ...(isLoading ? [t('lookback.under-way', 'Looking back; the verdict may still change')] : []),
    ],
    refused: [
      ...(obstacle === null ? [] : [obstacleText(obstacle)]),
      ...(failure === null ? [] : [failure]),
      ...differenceTexts(differences, series),
    ],
  };
}

function obstacleText(obstacle: Obstacle): string {
  switch (obstacle) {
    case 'no-query':
      return t('lookback.no-query', 'This panel has no query to run over a longer range.');
    case 'public':
      return t('lookback.public', 'A public dashboard provides data only for its own range.');
    case 'shared':
      return t('lookback.shared', "A query that uses another panel's result cannot run over a longer range.");
    case 'snapshot':
      return t('lookback.snapshot', 'A snapshot contains only its own range.');
    case 'streaming':
      return t('lookback.streaming', 'A stream cannot be queried over a longer range.');
    case 'range-in-text':
      return t(
        'lookback.range-in-text',
        "The query refers to the dashboard's range, so it would differ over another range."
      );
    case 'too-many-series':
      return t('lookback.too-many-series', 'There are too many series to query all of them over a longer range.');
  }
}

/** One sentence per kind of difference between the longer answer and the visible rows. */
function differenceTexts(differences: Lookback['differences'], series: readonly PanelSeries[]): string[] {
  const kinds: readonly Difference[] = ['missing', 'other-times', 'other-values'];
  return kinds.flatMap((kind) => {
    const which = series.filter((_, index) => differences[index] === kind);
    return which.length === 0 ? [] : [differenceText(kind, namesText(which.map(({ name }) => name)))];
  });
}

function differenceText(kind: Difference, names: string): string {
  switch (kind) {
    case 'missing':
      return t('lookback.missing', '{{names}}: not in the result over the longer range.', { names });
    case 'other-times':
      return t('lookback.other-times', '{{names}}: the longer range has different times, perhaps a different step.', {
        names,
      });
    case 'other-values':
      return t(
        'lookback.other-values',
        '{{names}}: the longer range has different values for the same times. Is there a transformation, or does the query result depend on the range?',
        { names }
      );
  }
}

/** Says how far the longest context reaches, and why not farther. Empty if there is no context. */
function lookedText(contexts: ReadonlyArray<Series | null>, from: number, limit: Limit | null): string[] {
  const before = contexts.map((context) =>
    context ? context.times.filter((time) => time < from) : new Float64Array()
  );
  const longest = before.reduce((most, times) => (times.length > most.length ? times : most), new Float64Array());
  if (longest.length === 0) {
    return contexts.some((context) => context !== null)
      ? [t('lookback.nothing-before', 'Looked back: there is no data before the visible range')]
      : [];
  }
  const looked = t('lookback.looked', 'Looked back over {{points}} points ({{duration}})', {
    points: longest.length.toLocaleString(),
    duration: durationText(from - longest[0]),
  });
  return [
    limit === null
      ? looked
      : t('lookback.looked-not-farther', '{{looked}}; {{limit}}', { looked, limit: limitText(limit) }),
  ];
}

function limitText(limit: Limit): string {
  switch (limit.kind) {
    case 'other-step':
      return t('lookback.limit-other-step', 'before that, the source answers in another step');
    case 'refused':
      return t('lookback.limit-refused', 'the source refused a longer range: {{message}}', { message: limit.words });
    case 'late':
      return t('lookback.limit-late', 'the source takes too long over a longer range');
    case 'too-many-values':
    case 'too-many-series':
      return t('lookback.limit-too-many', 'a longer range has too many values');
  }
}
