import type { Detection, Outcome } from '../src/detector/detection';
import type { DetectorSettings } from '../src/detector/settings';
import { assess, orderOf } from '../src/detector/report/severity';
import { finiteOrNull, recordOf } from '../src/panel/export/anomalyRecord';
import { anomalySentence } from './anomalyLines';
import type { CsvSeries } from './csv';
import { jsonText } from './terminal.mjs';

/**
 * One line of JSON on a series: points of its windows, its rows, what the network drew, the errors, the threshold, the sequences over it with
 * all that weighs them, the points where one regime gives way to another, what marked false alarms kept from being
 * reported, and the marks that met the series.
 * Every array has a place for each row of the file, null where nothing was measured or computed. A series that was not
 * judged has nulls, no sequence, and says in `skipped` why not.
 */
export function jsonLine(
  file: string,
  series: CsvSeries,
  { span }: Pick<DetectorSettings, 'span'>,
  outcome: Outcome
): string {
  const nothing: null[] = Array.from(series.values, () => null);
  const detection = outcome.status === 'detected' ? outcome.detection : null;
  const computed = (values: Float64Array | undefined) => (values ? finite(values) : nothing);
  const line = JSON.stringify({
    file,
    series: series.name,
    window: windowIn(outcome),
    span,
    time: finite(series.times),
    value: finite(series.values),
    reconstruction: computed(detection?.reconstruction),
    error: computed(detection?.error),
    smoothedError: computed(detection?.smoothedError),
    threshold: computed(detection?.threshold),
    sequences: detection ? sequencesOf(series, detection) : [],
    changePoints: (detection?.changePoints ?? []).map(({ at, time, start, end }) => ({ at, time, start, end })),
    quieted: (detection?.quieted ?? []).map(({ start, end, startTime, endTime, id }) => ({
      start,
      end,
      startTime,
      endTime,
      mark: id,
    })),
    taught: detection?.taught ?? [],
    ...(outcome.status === 'skipped' && {
      skipped: { reason: outcome.reason, points: outcome.points, needed: outcome.needed },
    }),
  });
  return jsonText(line);
}

/** The size that was used or, for a series that was skipped, the one that it lacked points for. */
function windowIn(outcome: Outcome): number | null {
  switch (outcome.status) {
    case 'detected':
      return outcome.detection.windowSize;
    case 'skipped':
      return outcome.needed;
    case 'failed':
      return null;
  }
}

function sequencesOf(series: CsvSeries, detection: Detection) {
  const order = orderOf(series.times);
  return detection.sequences.map((sequence) => {
    const { start, end, startTime, endTime, score } = sequence;
    const assessment = assess(series, detection, sequence, order);
    const { severity, exceedance, direction, farthest, actual, expected, deviation } = assessment;
    return {
      start,
      end,
      startTime,
      endTime,
      score,
      severity,
      ratio: finiteOrNull(exceedance),
      direction,
      peakTime: finiteOrNull(series.times[farthest]),
      actual: finiteOrNull(actual),
      expected: finiteOrNull(expected),
      deviation: finiteOrNull(deviation),
      sentence: anomalySentence(recordOf(series.name, series, sequence, assessment)),
    };
  });
}

function finite(values: Float64Array): Array<number | null> {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}
