import type { ChartSeries } from '../../chart/plot/plotModel';
import { Certainty } from '../../detector/detection';
import { t } from '../../shared/i18n';
import { durationText } from '../timeTexts';

const SECOND = 1000;

/** What is not final in the shown series, one sentence each. */
export function newestNotes(series: readonly ChartSeries[]): string[] {
  const detections = series.flatMap(({ detection, series: { times } }) => (detection ? [{ ...detection, times }] : []));
  const incomplete = detections.map(({ certainty, score }) => {
    const rows = Array.from(certainty.keys()).filter((row) => certainty[row] === Certainty.incomplete);
    return {
      left: rows.filter((row) => Number.isNaN(score[row])).length,
      full: rows.filter((row) => score[row] >= 0).length,
    };
  });
  const [left, full] = (['left', 'full'] as const).map((key) => Math.max(0, ...incomplete.map((one) => one[key])));
  const changing = Math.max(
    0,
    ...detections.map(({ times, settledTo = Infinity }) => times[times.length - 1] - settledTo)
  );
  const waiting = waitingAnomalies(series);
  return [
    ...(left > 0
      ? [
          t('newest.incomplete', '{{count}} rows at the ends are not complete yet and not judged.', {
            count: left,
            defaultValue_one: 'One row at an end is not complete yet and not judged.',
          }),
        ]
      : []),
    ...(full > 0
      ? [
          t(
            'newest.full-value',
            'The range cuts off the first row. It is judged by its full value, which look-back provides.'
          ),
        ]
      : []),
    ...(changing > 0
      ? [
          t('newest.changing', 'The source still changes values of the last {{duration}}. They are less certain.', {
            duration: durationText(changing > SECOND ? Math.ceil(changing / SECOND) * SECOND : changing),
          }),
        ]
      : []),
    ...(waiting > 0
      ? [
          t('newest.waiting', '{{count}} anomalies rest on such values alone and wait until these are settled.', {
            count: waiting,
            defaultValue_one: 'One anomaly rests on such values alone and waits until these are settled.',
          }),
        ]
      : []),
  ];
}

/** The number of anomalies that are not reported until their values are settled. */
export function waitingAnomalies(series: readonly ChartSeries[]): number {
  const held = series.flatMap(({ detection }) => detection?.heldBack ?? []);
  return held.filter(({ reason }) => reason === 'not-settled').length;
}
