import type { ChartSeries } from '../../chart/plot/plotModel';
import { Certainty, type Detection } from '../../detector/detection';
import type { InspectedRows } from '../../detector/explain/inspection';
import { cropTo, holds, overlaps } from '../../detector/interval';
import type { Answer } from './useInspection';

/** Converts the rows of an inspection to a chart series, with the sequence that they show and those around it. */
export function closeUpSeries({ inspection }: Answer, series: ChartSeries): ChartSeries {
  const { rows, verdict, windowSize } = inspection;
  const others = series.detection ?? { sequences: [], heldBack: [] };
  const crop = cropTo(rows.times);
  const own = verdict.sequence ? crop(verdict.sequence) : [];
  const nearby = others.sequences.filter((other) => !own.some((one) => overlaps(one, other))).flatMap(crop);
  const sequences = [...own, ...nearby].map((one) => ({ ...one, peak: holds(one, one.peak) ? one.peak : one.from }));
  const heldBack = others.heldBack?.filter((one) => !sequences.some((shaded) => overlaps(shaded, one))).flatMap(crop);
  return {
    ...series,
    rows: null,
    series: { times: rows.times, values: rows.values },
    detection: { ...detectionOf(rows), windowSize, sequences, heldBack },
  };
}

function detectionOf({
  values,
  reconstruction,
  smoothedError,
  score,
  threshold,
}: InspectedRows): Omit<Detection, 'windowSize' | 'sequences' | 'heldBack'> {
  return {
    reconstruction,
    error: values.map((value, row) => Math.abs(value - reconstruction[row])),
    smoothedError,
    score,
    threshold,
    certainty: Uint8Array.from(smoothedError, (error) =>
      Number.isFinite(error) ? Certainty.certain : Certainty.notJudged
    ),
    changePoints: [],
    suppressed: [],
    usedLabels: [],
  };
}
