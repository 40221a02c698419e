/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PointRun } from '../bench/evaluate/labelledSeries';
import { NOTHING, type Expectation } from '../bench/everyday/expectation';
import { verdictOn } from '../bench/everyday/verdict';
import { parseCsv } from '../headless/csv';
import { type Judge, openJudge } from '../headless/judge';
import { DEFAULT_DETECTOR_SETTINGS } from '../src/detector/settings';

jest.setTimeout(300_000);

const FOLDER = join(__dirname, 'cases');
/** Rows by which an anomaly may reach beyond what happened, to both sides. */
const BESIDE = 10;
const WINDOW = 64;

/** An anomaly over most of these rows, little longer than them, and no other report. */
function anomalyAt(start: number, end: number): Expectation {
  const at: PointRun = { start, end };
  return { kind: 'incident', at, near: 0, longest: end - start + 1 + 2 * BESIDE, covered: 0.9 };
}

/** A change point, or an anomaly that ends soon, and no other report. */
function changeAt(at: number, endsWithin: number): Expectation {
  return { kind: 'onset', at, changeWithin: 16, anomalyWithin: 16, longest: 16 + endsWithin, endsWithin };
}

/** What is right about each file of tests/cases, by construction of the file. */
const CASES: ReadonlyArray<readonly [file: string, what: string, right: Expectation]> = [
  ['edge_office_hourly', 'office hours that end between two strides are normal to the last row', NOTHING],
  ['edge_day_rows_only', 'days of ten rows each, without the nights, are normal to the last one', NOTHING],
  ['spike_noise', 'one row of 100,000 in noise around 50 is an anomaly', anomalyAt(700, 700)],
  ['spike_counts', 'one row of 1,000,000 among counts of 0 to 2 is an anomaly', anomalyAt(700, 700)],
  ['flat_start_up', 'a target that is down for twenty rows is an anomaly there, and nowhere else', anomalyAt(400, 419)],
  ['ramp_bump_as_change', 'a filling disk with 20 GB more for twenty rows has an anomaly', anomalyAt(700, 719)],
  ['trend_dip_missed', 'a dip on a rising line is an anomaly', anomalyAt(700, 719)],
  ['counter_reset', 'a counter that starts anew is reported there, and nowhere else', changeAt(1200, BESIDE)],
  ['young_service', 'a service that begins is new at first, and then normal', changeAt(1600, 4 * WINDOW)],
  ['lasting_step_as_anomaly', 'a level that steps and stays has a change point', changeAt(1000, 0)],
  ['weekly_backup_month', 'a backup a week is normal in a month', NOTHING],
  ['weekend_every_week', 'other weekends are normal in five weeks', NOTHING],
  ['stuck_sensor', 'a sensor that stands still among noise is an anomaly', anomalyAt(1200, 1499)],
];

let judge: Judge['judge'];

beforeAll(async () => {
  ({ judge } = await openJudge({ backend: 'wasm' }));
});

test.each(CASES)('%s: %s', async (file, _, expectation) => {
  const name = `${file}.csv`;
  const [series] = parseCsv(readFileSync(join(FOLDER, name), 'utf8'), name).series;
  expect(verdictOn({ ...series, expectation }, await judge(series, DEFAULT_DETECTOR_SETTINGS))).toEqual({
    right: true,
    why: '',
  });
});

test('each file of the folder has a verdict', () => {
  expect(
    readdirSync(FOLDER)
      .filter((name) => name.endsWith('.csv'))
      .sort()
  ).toEqual(CASES.map(([file]) => `${file}.csv`).sort());
});
