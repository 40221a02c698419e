import { anomaliesOf, surroundingsOf } from './anomalies';
import { seriesWith } from './anomalies.fixture';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The range that a jump to an anomaly of two minutes shows if the series lacks so much time after it. */
function shownWith(missingMs: number) {
  const made = seriesWith('a', [[50, 51, 30, 2]]);
  const times = made.series.times.map((time, row) => (row > 70 ? time + missingMs : time));
  return anomaliesOf([{ ...made, series: { ...made.series, times } }]).map(surroundingsOf);
}

test('a jump shows 32 points to both sides, however long a gap the series has elsewhere', () => {
  const shown = [{ from: 18 * MINUTE, to: 83 * MINUTE }];
  expect(shownWith(0)).toEqual(shown);
  expect(shownWith(30 * DAY)).toEqual(shown);
});
