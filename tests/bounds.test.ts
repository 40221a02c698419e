/** @jest-environment node */
import { boundsOf } from '../bench/bounds/bounds';
import { summariseBounds, tallyBounds } from '../bench/bounds/boundsReport';
import { reportedBy } from '../bench/evaluate/reported';
import { openJudge } from '../headless/judge';
import { DEFAULT_DETECTOR_SETTINGS } from '../src/detector/settings';

jest.setTimeout(300_000);

/** One of each rhythm. */
const SERIES = 4;
/** `npm run evaluate -- --bounds` has all series. */
const LEAST_FOUND = 0.9;
const MOST_ROWS_OFF = 4;
const MOST_OUTSIDE = 0.15;

test('intervals begin and end about where incidents do', async () => {
  const { judge } = await openJudge({ backend: 'wasm' });
  const tallies = [];
  for (const one of boundsOf('choose', SERIES)) {
    tallies.push(tallyBounds(one, reportedBy(await judge(one, DEFAULT_DETECTOR_SETTINGS), one).anomalies));
  }
  const { found, incidents, start, end, outside } = summariseBounds(tallies);
  expect(found / incidents).toBeGreaterThanOrEqual(LEAST_FOUND);
  expect(start.median).toBeLessThanOrEqual(MOST_ROWS_OFF);
  expect(end.median).toBeLessThanOrEqual(MOST_ROWS_OFF);
  expect(outside).toBeLessThanOrEqual(MOST_OUTSIDE);
});
