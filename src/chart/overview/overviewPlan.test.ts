import { judgedSeries } from '../plot/judgedSeries.fixture';
import { laneCount, nameRoom, stripHeight } from './overviewPlan';

test('auto shows lanes from four series on, where the chart is 260 px high', () => {
  expect(laneCount('auto', 4, 260)).toBe(4);
  expect(laneCount('auto', 3, 900)).toBe(0);
  expect(laneCount('auto', 50, 259)).toBe(0);
});

test('on shows them for one series too, off for none, and a very low chart has no room', () => {
  expect(laneCount('on', 1, 150)).toBe(1);
  expect(laneCount('off', 50, 900)).toBe(0);
  expect(laneCount('on', 5, 90)).toBe(0);
});

test('lanes take no more than a third of the height, however many series there are', () => {
  for (const height of [260, 400, 900]) {
    expect(stripHeight(laneCount('auto', 200, height))).toBeLessThanOrEqual(height / 3);
  }
});

test('names of lanes have room beside the plot, a tenth of its width at most, in steps', () => {
  const quiet = (name: string) => judgedSeries({ name, errors: [0, 0.5, 0] });
  const named = [quiet('instance-07')];
  expect(nameRoom(named, 1500)).toBeGreaterThan(60);
  expect(nameRoom(named, 1500)).toBeLessThan(80);
  expect(nameRoom([quiet('x'.repeat(200))], 1500)).toBe(144);
  expect(nameRoom(named, 400)).toBe(nameRoom(named, 405));
  expect(nameRoom(named, 400)).toBeLessThanOrEqual(400 / 10);
});
