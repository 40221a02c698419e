import { judgedSeries } from '../../chart/plot/judgedSeries.fixture';
import type { ChartSeries } from '../../chart/plot/plotModel';
import { Certainty, type Detection } from '../../detector/detection';
import { newestNotes, waitingAnomalies } from './newestNotes';

const { certain, incomplete } = Certainty;
/** A row every 10 ms. NaN as an error: the row was not judged. */
const seriesOf = (
  certainty: readonly number[],
  errors: readonly number[],
  more: Partial<Detection> = {}
): ChartSeries => {
  const one = judgedSeries({ errors, certainty });
  return { ...one, detection: one.detection && { ...one.detection, ...more } };
};

test('nothing is said if all rows are final', () => {
  expect(newestNotes([seriesOf([certain, certain], [0, 0]), judgedSeries({ errors: [0], skipped: true })])).toEqual([]);
});

test('rows that are not complete are counted as in the series with most of them', () => {
  const [one, two] = [seriesOf([certain, incomplete], [0, NaN]), seriesOf([incomplete, incomplete], [NaN, NaN])];
  expect(newestNotes([one])).toEqual(['One row at an end is not complete yet and not judged.']);
  expect(newestNotes([one, two])).toEqual(['2 rows at the ends are not complete yet and not judged.']);
});

test('a row that was judged by its full value is told apart', () => {
  expect(newestNotes([seriesOf([incomplete, certain], [0.5, 0])])).toEqual([
    'The range cuts off the first row. It is judged by its full value, which look-back provides.',
  ]);
});

test('the duration is given in which values still change, and the anomalies that wait for it are counted', () => {
  const errors = Array<number>(5000).fill(0);
  const changing = seriesOf(
    errors.map(() => certain),
    errors,
    {
      settledTo: 20_000,
      heldBack: [
        { from: 30_000, to: 31_000, reason: 'not-settled' },
        { from: 40_000, to: 41_000, reason: 'pruned' },
      ],
    }
  );
  expect(newestNotes([changing])).toEqual([
    'The source still changes values of the last 30 seconds. They are less certain.',
    'One anomaly rests on such values alone and waits until these are settled.',
  ]);
  expect(waitingAnomalies([changing, changing])).toBe(2);
});
