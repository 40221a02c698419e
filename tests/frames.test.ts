import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataFrame, FieldType, reduceField, toDataFrame } from '@grafana/data';
import { parseCsv } from '../headless/csv';
import { openJudge } from '../headless/judge';
import { inOrder } from '../src/chart/legend/legendValues';
import { makePlotModel } from '../src/chart/plot/plotModel';
import { croppedOutcome, withContext } from '../src/detector/report/context';
import type { Series } from '../src/detector/series';
import { DEFAULT_DETECTOR_SETTINGS } from '../src/detector/settings';
import { ascending } from '../src/series/ascending';
import { comparedPeriods, withComparedPeriods } from '../src/data/compared/comparedPeriods';
import { readFrames } from '../src/series/frames';

jest.setTimeout(300_000);

const csvOf = (name: string) => parseCsv(readFileSync(join(__dirname, 'frames', name), 'utf8'), name);

/** A CSV file as one frame, as a source sends a table. */
function frameOf(name: string): DataFrame {
  const { series } = csvOf(name);
  const values = (numbers: Float64Array) => Array.from(numbers, (one) => (Number.isNaN(one) ? null : one));
  return toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: values(series[0].times) },
      ...series.map((one) => ({ name: one.name, type: FieldType.number, values: values(one.values) })),
    ],
  });
}

test('of two rows a time with one value each, panel and command line take all values of both fields', () => {
  const { series } = readFrames([frameOf('union_rows.csv')]);
  const { series: columns } = csvOf('union_rows.csv');
  expect(series.map(({ name }) => name)).toEqual(['cpu', 'mem']);
  series.forEach((one, index) => {
    const { times, values } = columns[index];
    const filled = Array.from(values.keys()).filter((row) => !Number.isNaN(values[row]));
    expect(filled).toHaveLength(300);
    expect(Array.from(one.series.times)).toEqual(filled.map((row) => times[row]));
    expect(Array.from(one.series.values)).toEqual(filled.map((row) => values[row]));
    expect(ascending(times, values).series).toEqual(one.series);
  });
  const { data } = makePlotModel(series.map((one) => ({ ...one, detection: null })));
  expect(data[0]).toHaveLength(300);
  expect(data.slice(1, 3).every((column) => Array.from(column).every(Number.isFinite))).toBe(true);
});

test('calculations over rows that come newest first are those of the rows in order', () => {
  const [one] = readFrames([frameOf('rows_newest_first.csv')]).series;
  const { times, values } = csvOf('rows_newest_first.csv').series[0];
  const [earliest, latest] = [times.indexOf(Math.min(...times)), times.indexOf(Math.max(...times))];
  expect(earliest).toBeGreaterThan(latest);
  expect(reduceField({ field: inOrder(one), reducers: ['first', 'lastNotNull', 'diff'] })).toMatchObject({
    first: values[earliest],
    lastNotNull: values[latest],
    diff: values[latest] - values[earliest],
  });
});

const STEP = 60_000;
const DAY = 1440 * STEP;
const START = Date.UTC(2024, 4, 8);
/** Rows of the job that runs once a day. */
const JOB = { from: 150, to: 175 };
const INCIDENT = { from: 290, to: 300 };
const at = (row: number) => START + row * STEP;

/** Six hours by the minute, with a job that runs once a day and, if wanted, with an incident. */
function hours(start: number, seed: number, hasIncident = false): Series {
  const noise = (row: number) => (Math.sin((row + seed) * 12.9898) * 43_758.5453) % 1;
  return {
    times: Float64Array.from({ length: 360 }, (_, row) => start + row * STEP),
    values: Float64Array.from({ length: 360 }, (_, row) => {
      const job = row >= JOB.from && row < JOB.to ? 35 : 0;
      const incident = hasIncident && row >= INCIDENT.from && row < INCIDENT.to ? -40 : 0;
      return 50 + 8 * Math.sin((2 * Math.PI * row) / 30) + 2 * noise(row) + job + incident;
    }),
  };
}

function queried(refId: string, { times, values }: Series, meta = {}): DataFrame {
  return toDataFrame({
    refId,
    meta,
    fields: [
      { name: 'Time', type: FieldType.time, values: Array.from(times) },
      { name: 'Value', type: FieldType.number, values: Array.from(values) },
    ],
  });
}

test('what a compared period holds, too, scores less than half, and what it lacks scores more', async () => {
  const { judge } = await openJudge({ backend: 'wasm' });
  /** The greatest score of an anomaly that touches the rows; 0 if there is none. */
  const scoresIn = async (frames: DataFrame[]) => {
    const reading = readFrames(frames);
    const [{ series: visible }] = reading.series;
    const [context = null] = withComparedPeriods([], reading);
    const [period] = comparedPeriods(reading);
    const whole = context ? withContext(visible, context) : visible;
    const labels = period ? { normal: [period], excluded: [], falseAlarms: [] } : undefined;
    const outcome = croppedOutcome(await judge(whole, DEFAULT_DETECTOR_SETTINGS, { labels }), whole, visible);
    const found = outcome.status === 'detected' ? outcome.detection.sequences : [];
    return [JOB, INCIDENT].map(({ from, to }) =>
      Math.max(0, ...found.filter((one) => one.from < at(to) && one.to >= at(from)).map(({ score }) => score))
    );
  };
  const meta = { timeCompare: { diffMs: -DAY, isTimeShiftQuery: true } };
  const now = queried('A', hours(START, 0, true));
  const alone = await scoresIn([now]);
  const compared = await scoresIn([now, queried('A-compare', hours(START - DAY, 7), meta)]);
  expect(Math.min(...alone)).toBeGreaterThan(0);
  expect(compared[0]).toBeLessThan(alone[0] / 2);
  expect(compared[1]).toBeGreaterThan(alone[1]);
});
