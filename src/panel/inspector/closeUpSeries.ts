import type { ChartSeries } from '../../chart/plot/plotModel';
import { type AnomalousSequence, Certainty, type Detection, type HeldBack } from '../../detector/detection';
import type { InspectedRows } from '../../detector/explain/inspection';
import type { Series } from '../../detector/series';
import type { Answer } from './useInspection';

/** Converts the rows of an inspection to a chart series, with the sequence that they show and those around it. */
export function closeUpSeries({ inspection, request }: Answer, series: ChartSeries): ChartSeries {
  const { rows, verdict, windowSize } = inspection;
  const { sequences = [], heldBack = [] } = series.detection ?? {};
  const own = verdict.sequence ? inRows(rows, verdict.sequence, request.series) : [];
  const nearby = sequences
    .filter((other) => !own.some((one) => other.startTime <= one.endTime && other.endTime >= one.startTime))
    .flatMap((other) => inRows(rows, other, series.series));
  return {
    ...series,
    frameRows: null,
    series: { times: rows.times, values: rows.values },
    detection: { ...detectionOf(rows, [...own, ...nearby], heldBack), windowSize },
  };
}

function detectionOf(
  rows: InspectedRows,
  sequences: readonly AnomalousSequence[],
  heldBack: readonly HeldBack[]
): Omit<Detection, 'windowSize'> {
  const { values, reconstruction, smoothedError, threshold } = rows;
  return {
    reconstruction,
    error: values.map((value, row) => Math.abs(value - reconstruction[row])),
    smoothedError,
    threshold,
    certainty: Uint8Array.from(smoothedError, (error) =>
      Number.isFinite(error) ? Certainty.certain : Certainty.notJudged
    ),
    sequences,
    changePoints: [],
    suppressed: [],
    heldBack: heldBack.flatMap((one) => {
      const isShaded = sequences.some(({ startTime, endTime }) => one.startTime <= endTime && one.endTime >= startTime);
      const within = isShaded ? null : rowsWithin(rows, one);
      return within ? [{ ...one, ...within }] : [];
    }),
    usedLabels: [],
  };
}

/** Maps a sequence to the rows and clips it to their range. Empty if the two do not overlap. */
function inRows(rows: InspectedRows, sequence: AnomalousSequence, { times }: Series): AnomalousSequence[] {
  const within = rowsWithin(rows, sequence);
  if (within === null) {
    return [];
  }
  const { start, end } = within;
  const peak = rows.times.indexOf(times[sequence.peak]);
  return [{ ...sequence, ...within, peak: peak >= start && peak <= end ? peak : start }];
}

type Interval = Pick<HeldBack, 'start' | 'end' | 'startTime' | 'endTime'>;

function rowsWithin({ times }: InspectedRows, { startTime, endTime }: Interval): Interval | null {
  const start = times.findIndex((time) => time >= startTime);
  const end = times.filter((time) => time <= endTime).length - 1;
  return start < 0 || end < start ? null : { start, end, startTime: times[start], endTime: times[end] };
}
