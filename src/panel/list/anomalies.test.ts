import { anomaliesOf, surroundingsOf } from './anomalies';
import { seriesWith } from './anomalies.fixture';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What a jump to an anomaly of two minutes shows, with so much time missing from the series after it. */
function shownWith(missingMs: number, backwards = false) {
  const made = seriesWith('a', [[50, 51, 30, 2]]);
  const times = made.series.times.map((time, row) => (row > 70 ? time + missingMs : time));
  const last = times.length - 1;
  const series = backwards
    ? { times: times.slice().reverse(), values: made.series.values.slice().reverse() }
    : { ...made.series, times };
  const detection = made.detection && {
    ...made.detection,
    sequences: made.detection.sequences.map((one) =>
      backwards ? { ...one, start: last - one.start, end: last - one.end, peak: last - one.peak } : one
    ),
  };
  return anomaliesOf([{ ...made, series, detection }]).map(surroundingsOf);
}

test('a jump shows 32 points to both sides, however long a gap the series has elsewhere', () => {
  const shown = [{ from: 18 * MINUTE, to: 83 * MINUTE }];
  expect(shownWith(0)).toEqual(shown);
  expect(shownWith(30 * DAY)).toEqual(shown);
  expect(shownWith(30 * DAY, true)).toEqual(shown);
});
