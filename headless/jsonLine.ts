import type { AnomalousSequence, Detection, Outcome } from '../src/detector/detection';
import { type Interval, pointAt } from '../src/detector/interval';
import type { DetectorSettings } from '../src/detector/settings';
import { assess } from '../src/detector/report/severity';
import { finiteOrNull, recordOf } from '../src/panel/export/anomalyRecord';
import type { AscendingSeries } from '../src/series/ascending';
import { anomalySentence } from './anomalyLines';
import type { CsvSeries } from './csv';
import { jsonText } from './terminal.mjs';

/** Approximate number of characters per piece. */
const PIECE = 1 << 16;
/** Numbers per string concatenation. */
const NUMBERS = 1024;

/**
 * One line of JSON for a series: its window, rows, reconstruction, errors, score, threshold, anomalies, change points, suppressed
 * intervals and used labels. Arrays have one entry per row of the file; null if nothing was computed. For a series that was
 * not judged, `skipped` gives the reason.
 *
 * @param series as the file has it
 * @param judged the points that the outcome is about
 * @returns the line in pieces: as one text that of a million rows takes more memory than judging them
 */
export function jsonLine(
  file: string,
  series: CsvSeries,
  judged: AscendingSeries,
  settings: Pick<DetectorSettings, 'span'>,
  outcome: Outcome
): Iterable<string> {
  return inPieces(partsOf(file, series, judged, settings, outcome));
}

function* partsOf(
  file: string,
  series: CsvSeries,
  judged: AscendingSeries,
  { span }: Pick<DetectorSettings, 'span'>,
  outcome: Outcome
): Iterable<string> {
  const detection = outcome.status === 'detected' ? outcome.detection : null;
  const rows = series.values.length;
  const inRows = (values: Float64Array | undefined) =>
    values && judged.rows ? putInRows(values, judged.rows, rows) : values;
  const rowAt = (time: number) => {
    const point = pointAt(judged.series.times, time);
    return judged.rows ? judged.rows[point] : point;
  };
  const placed = ({ from, to }: Interval) => ({ start: rowAt(from), end: rowAt(to), startTime: from, endTime: to });
  yield withoutEnd({ file, series: series.name, window: windowIn(outcome), span });
  yield* column('time', series.times, rows);
  yield* column('value', series.values, rows);
  yield* column('reconstruction', inRows(detection?.reconstruction), rows);
  yield* column('error', inRows(detection?.error), rows);
  yield* column('smoothedError', inRows(detection?.smoothedError), rows);
  yield* column('score', inRows(detection?.score), rows);
  yield* column('threshold', inRows(detection?.threshold), rows);
  const found = {
    sequences: detection ? sequencesOf({ name: series.name, ...judged.series }, detection, placed) : [],
    changePoints: (detection?.changePoints ?? []).map(({ from, to, peak }) => ({
      at: rowAt(peak),
      time: peak,
      start: rowAt(from),
      end: rowAt(to),
    })),
    quieted: (detection?.suppressed ?? []).map((one) => ({ ...placed(one), mark: one.id })),
    taught: detection?.usedLabels ?? [],
    ...(outcome.status === 'skipped' && {
      skipped: { reason: outcome.reason, points: outcome.points, needed: outcome.needed },
    }),
  };
  yield `,${jsonText(JSON.stringify(found)).slice(1)}`;
}

/** Maps values of points to the rows of the file; other rows get NaN. */
function putInRows(values: Float64Array, rows: Int32Array, count: number): Float64Array {
  const placed = new Float64Array(count).fill(NaN);
  rows.forEach((row, point) => (placed[row] = values[point]));
  return placed;
}

/** An object as JSON, without the closing brace. */
function withoutEnd(value: object): string {
  return jsonText(JSON.stringify(value)).slice(0, -1);
}

/** A property with an array of a number or null per row; all null without values. */
function* column(name: string, values: Float64Array | undefined, rows: number): Iterable<string> {
  yield `,"${name}":[`;
  for (let from = 0; from < rows; from += NUMBERS) {
    let text = '';
    for (let row = from; row < Math.min(rows, from + NUMBERS); row++) {
      const value = values ? values[row] : NaN;
      text += (row > 0 ? ',' : '') + (Number.isFinite(value) ? value : 'null');
    }
    yield text;
  }
  yield ']';
}

function* inPieces(parts: Iterable<string>): Iterable<string> {
  let piece = '';
  for (const part of parts) {
    piece += part;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/** The window of the detection, or the one for which a skipped series has too few points. */
function windowIn(outcome: Outcome): number {
  return outcome.status === 'detected' ? outcome.detection.windowSize : outcome.needed;
}

function sequencesOf(series: CsvSeries, detection: Detection, placed: (interval: Interval) => object) {
  return detection.sequences.map((sequence) => {
    const assessment = assess(series, detection, sequence);
    const record = recordOf(series.name, sequence, assessment);
    const { severity, direction, farthest, actual, expected, deviation } = assessment;
    return {
      ...placed(sequence),
      score: sequence.score,
      decidedBy: sequence.decidedBy,
      provisional: sequence.provisional,
      evidence: evidenceName(sequence),
      severity,
      ratio: finiteOrNull(record.ratio),
      direction,
      peakTime: finiteOrNull(farthest),
      actual: finiteOrNull(actual),
      expected: finiteOrNull(expected),
      deviation: finiteOrNull(deviation),
      sentence: anomalySentence(record),
    };
  });
}

/** The evidence that is greatest at the peak. */
function evidenceName({ evidence = 'reconstruction-error' }: AnomalousSequence): string {
  return evidence === 'reconstruction-error' ? evidence : `windows of ${evidence.windowsOf} points`;
}
