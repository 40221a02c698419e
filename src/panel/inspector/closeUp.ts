import type { ChartSeries } from '../../chart/drawing';
import { type AnomalousSequence, Certainty, type Detection } from '../../detector/detection';
import type { InspectedRows, Inspection } from '../../detector/inspection';
import type { Series } from '../../detector/series';
import type { PanelSeries } from '../frames';

/**
 * The rows of an inspection as a series that the chart draws, with the sequence that they are about.
 *
 * @param others sequences of the same series that are reported too, with the series that they point into
 */
export function closeUpSeries(
  { rows, verdict, windowSize }: Inspection,
  series: PanelSeries,
  judged: Series,
  others: { readonly sequences: readonly AnomalousSequence[]; readonly series: Series } = { sequences: [], series: judged }
): ChartSeries {
  const own = verdict.sequence ? inRows(rows, verdict.sequence, judged) : [];
  const nearby = others.sequences
    .filter((other) => !own.some((one) => other.startTime <= one.endTime && other.endTime >= one.startTime))
    .flatMap((other) => inRows(rows, other, others.series));
  return {
    name: series.name,
    field: series.field,
    frameIndex: series.frameIndex,
    fieldIndex: series.fieldIndex,
    frameRows: null,
    series: { times: rows.times, values: rows.values },
    detection: { ...detectionOf(rows, [...own, ...nearby]), windowSize },
  };
}

function detectionOf(
  rows: InspectedRows,
  sequences: readonly AnomalousSequence[]
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
    quieted: [],
    taught: [],
  };
}

/** The same sequence as an interval of the rows, cut where they end; nothing where none of them lies in it. */
function inRows(rows: InspectedRows, sequence: AnomalousSequence, { times }: Series): AnomalousSequence[] {
  const start = rows.times.findIndex((time) => time >= sequence.startTime);
  const end = rows.times.filter((time) => time <= sequence.endTime).length - 1;
  if (start < 0 || end < start) {
    return [];
  }
  const peak = rows.times.indexOf(times[sequence.peak]);
  return [
    {
      ...sequence,
      start,
      end,
      startTime: rows.times[start],
      endTime: rows.times[end],
      peak: peak >= start && peak <= end ? peak : start,
    },
  ];
}
