import { judgedSeries } from '../plot/judgedSeries.fixture';
import { laneCount, nameWidthFor, stripHeight } from './overviewPlan';

test('auto shows lanes for four or more series in a chart of at least 260 px', () => {
  expect(laneCount('auto', 4, 260)).toBe(4);
  expect(laneCount('auto', 3, 900)).toBe(0);
  expect(laneCount('auto', 50, 259)).toBe(0);
});

test('on shows lanes for a single series, off never does, nor does a very low chart', () => {
  expect(laneCount('on', 1, 150)).toBe(1);
  expect(laneCount('off', 50, 900)).toBe(0);
  expect(laneCount('on', 5, 90)).toBe(0);
});

test('lanes take at most a third of the height, regardless of the number of series', () => {
  for (const height of [260, 400, 900]) {
    expect(stripHeight(laneCount('auto', 200, height))).toBeLessThanOrEqual(height / 3);
  }
});

test('names of lanes get up to a tenth of the width beside the plot, in steps', () => {
  const named = (name: string) => judgedSeries({ name, errors: [0, 0.5, 0] });
  const short = [named('instance-07')];
  expect(nameWidthFor(short, 1500)).toBeGreaterThan(60);
  expect(nameWidthFor(short, 1500)).toBeLessThan(80);
  expect(nameWidthFor([named('x'.repeat(200))], 1500)).toBe(144);
  expect(nameWidthFor(short, 400)).toBe(nameWidthFor(short, 405));
  expect(nameWidthFor(short, 400)).toBeLessThanOrEqual(400 / 10);
});
