import type { Series } from '../../detector/series';
import { t } from '../../shared/i18n';
import { durationText } from './durationText';
import type { PanelSeries } from '../frames';
import { namesText } from './namesText';
import type { Merged } from '../lookback/cachedRange';
import type { NotRepeatable } from '../lookback/longerRequest';

/** Why there is no look-back. */
export type Obstacle = NotRepeatable | 'too-many-series';

export function obstacleText(obstacle: Obstacle): string {
  switch (obstacle) {
    case 'no-query':
      return t('lookback.no-query', 'There is no query here to run over a longer range.');
    case 'public':
      return t('lookback.public', 'A public dashboard answers for its own range alone.');
    case 'shared':
      return t('lookback.shared', "A query that takes another panel's answer cannot be run over a longer range.");
    case 'snapshot':
      return t('lookback.snapshot', 'A snapshot holds its own range alone.');
    case 'streaming':
      return t('lookback.streaming', 'A stream cannot be asked for a longer range.');
    case 'range-in-text':
      return t(
        'lookback.range-in-text',
        "The query speaks of the dashboard's range: over another it asks something else."
      );
    case 'too-many-series':
      return t('lookback.too-many-series', 'There are too many series to ask for all of them over a longer range.');
  }
}

type Difference = NonNullable<Merged['differences'][number]>;

/** One sentence per kind of difference between the longer answer and the visible rows. */
export function differenceTexts(differences: Merged['differences'], series: readonly PanelSeries[]): string[] {
  const kinds: readonly Difference[] = ['missing', 'other-times', 'other-values'];
  return kinds.flatMap((kind) => {
    const which = series.filter((_, index) => differences[index] === kind);
    return which.length === 0 ? [] : [differenceText(kind, namesText(which.map(({ name }) => name)))];
  });
}

function differenceText(kind: Difference, names: string): string {
  switch (kind) {
    case 'missing':
      return t('lookback.missing', '{{names}}: not in the answer over the longer range.', { names });
    case 'other-times':
      return t('lookback.other-times', '{{names}}: the longer range has other times, perhaps another step.', { names });
    case 'other-values':
      return t(
        'lookback.other-values',
        '{{names}}: the longer range has other values for the same times. A transformation, or a query whose answer depends on the range?',
        { names }
      );
  }
}

/** Says how far the longest context reaches. Empty if there is no context. */
export function lookedText(contexts: ReadonlyArray<Series | null>, { from }: { readonly from: number }): string[] {
  const before = contexts.map((context) =>
    context ? context.times.filter((time) => time < from) : new Float64Array()
  );
  const longest = before.reduce((most, times) => (times.length > most.length ? times : most), new Float64Array());
  if (longest.length === 0) {
    return contexts.some((context) => context !== null)
      ? [t('lookback.nothing-before', 'Looked back: there is nothing before the visible range')]
      : [];
  }
  const duration = durationText(from - longest[0], { isExact: true });
  return [
    t('lookback.looked', 'Looked back over {{points}} points ({{duration}})', {
      points: longest.length.toLocaleString(),
      duration,
    }),
  ];
}
