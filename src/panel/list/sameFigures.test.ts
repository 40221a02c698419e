import { createTheme } from '@grafana/data';
import { recordOf } from '../export/anomalyRecord';
import { anomalyLines } from '../../../headless/anomalyLines';
import { makePlotModel, withRange } from '../../chart/plot/plotModel';
import { verdictValues } from '../../chart/legend/legendValues';
import { pointReadout, verdict } from '../../chart/tooltip/pointReadout';
import { wordingOf } from '../inspector/wording';
import { anomaliesOf } from './anomalies';
import { seriesWith } from './anomalies.fixture';
import { rowLabel, textsOf } from './anomalyTexts';

const THEME = createTheme();
const MINUTE = 60_000;

/** The anomaly as list, inspector and file tell it; first and last point, and how much later than the whole minute. */
function told(first: number, last: number, lateMs = 0) {
  const made = seriesWith('a', [[first, last, 30, 1.2]]);
  const later = (time: number) => time + lateMs;
  const { detection } = made;
  const series = {
    ...made,
    series: { ...made.series, times: made.series.times.map(later) },
    detection: detection && {
      ...detection,
      sequences: detection.sequences.map((one) => ({
        ...one,
        from: later(one.from),
        to: later(one.to),
      })),
    },
  };
  const [anomaly] = anomaliesOf([series]);
  const { from, to } = anomaly.sequence;
  const wording = wordingOf(anomaly.field, THEME, 'utc');
  return {
    list: textsOf(anomaly, THEME, 'utc'),
    stretch: wording.stretch(from, to),
    duration: wording.duration(to - from),
    file: recordOf('a', anomaly.sequence, anomaly.assessment),
  };
}

test.each([
  [20, 29, '9.0 mins', '9 minutes', 540],
  [20, 20, '1 point', '0 milliseconds', 0],
  [0, 95, '1.6 hours', '1 hour, 35 minutes', 5700],
])('points %p to %p last as long in list, inspector and file', (first, last, list, inspector, seconds) => {
  const one = told(first, last);
  expect([one.list.duration, one.duration, one.file.durationSeconds]).toEqual([list, inspector, seconds]);
});

test.each([
  [0, '1970-01-01 00:20:00', '00:29:00'],
  [250, '1970-01-01 00:20:00.250', '00:29:00.250'],
  [30_000, '1970-01-01 00:20:30', '00:29:30'],
])('list, inspector and file begin at the same millisecond (%p ms past a minute)', (lateMs, start, end) => {
  const { list, stretch, file } = told(20, 29, lateMs);
  expect(file.start).toBe(new Date(20 * MINUTE + lateMs).toISOString());
  expect([list.start, stretch]).toEqual([start, `${start} – ${end}`]);
});

test.each([
  [1.2, '1.2 times', '1.2×'],
  [2.97, '2.9 times', '2.9×'],
  [41.6, '41 times', '41×'],
  [3e15, 'more than 100 times', '> 100×'],
])('an error of %p times its threshold is told alike in list, tooltip, legend and text', (ratio, words, sign) => {
  const one = seriesWith('a', [[20, 29, 30, ratio]]);
  const [anomaly] = anomaliesOf([one]);
  const point = pointReadout(withRange(makePlotModel([one]), { from: 0, to: 100 * MINUTE }, false), 0, 20);
  expect(rowLabel('a', textsOf(anomaly, THEME, 'utc'))).toContain(`error ${words} its threshold`);
  expect(point && verdict(point)).toContain(`reaches ${words} the dynamic threshold`);
  expect(verdictValues(one, false)[1].text).toBe(sign);
  const text =
    one.detection &&
    anomalyLines('a.csv', { ...one.series, name: 'a' }, { status: 'detected', detection: one.detection }, 'text');
  expect(text).toContain(`error ${words} its threshold`);
  expect(recordOf('a', anomaly.sequence, anomaly.assessment).ratio).toBe(ratio);
});

test('the length of a flatline is told alike in list, tooltip, text and file, whatever its error', () => {
  const made = seriesWith('a', [[20, 29, 30, 1.2]]);
  const detection = made.detection!;
  const sequences = detection.sequences.map((found) => ({ ...found, decidedBy: 'flatline' as const, score: 4.25 }));
  const one = { ...made, detection: { ...detection, sequences } };
  const [anomaly] = anomaliesOf([one]);
  const point = pointReadout(withRange(makePlotModel([one]), { from: 0, to: 100 * MINUTE }, false), 0, 20);
  expect(rowLabel('a', textsOf(anomaly, THEME, 'utc'))).toContain('flat, 4.2 times the longest pause');
  expect(point && verdict(point)).toContain('4.2 times the longest pause');
  const outcome = { status: 'detected', detection: one.detection } as const;
  expect(anomalyLines('a.csv', { ...one.series, name: 'a' }, outcome, 'text')).toContain('4.2 times the longest pause');
  expect(anomalyLines('a.csv', { ...one.series, name: 'a' }, outcome, 'csv')).toMatch(/,4\.25,$/);
  expect(recordOf('a', anomaly.sequence, anomaly.assessment).ratio).toBe(4.25);
});

test('a value that is near to what was expected is told apart from it in list, inspector and text', () => {
  const made = seriesWith('a', [[20, 29, 150.4, 3]]);
  const reconstruction = new Float64Array(100).fill(150.2);
  const one = {
    ...made,
    field: { ...made.field, config: {} },
    detection: made.detection && { ...made.detection, reconstruction },
  };
  const [anomaly] = anomaliesOf([one]);
  const texts = textsOf(anomaly, THEME, 'utc');
  expect([texts.actual, texts.expected]).toEqual(['150.4', '150.2']);
  expect(rowLabel('a', texts)).toContain('150.4 instead of 150.2');
  expect(wordingOf(one.field, THEME, 'utc').apart(150.4, 150.2)).toEqual(['150.4', '150.2']);
  const text =
    one.detection &&
    anomalyLines('a.csv', { ...one.series, name: 'a' }, { status: 'detected', detection: one.detection }, 'text');
  expect(text).toContain('150.4 instead of 150.2');
});
