import { FOOTER_HEIGHT, HEADER_HEIGHT, planGrid } from './smallMultiplesPlan';
import { TIME_AXIS_HEIGHT } from '../lane/lanes';

test('a grid stays within its size, and every series is on exactly one page', () => {
  for (const [width, height] of [
    [1500, 800],
    [700, 400],
    [360, 300],
    [2600, 1300],
  ]) {
    for (const count of [2, 4, 20, 60, 200]) {
      const seen: number[] = [];
      const pages = planGrid(width, height, count, 0)?.pages ?? 0;
      for (let page = 0; page < pages; page++) {
        const plan = planGrid(width, height, count, page);
        if (!plan) {
          throw new Error('no plan');
        }
        const { columns, rows, cellWidth, plotHeight, gap, first, end } = plan;
        expect(columns * cellWidth + (columns - 1) * gap).toBeLessThanOrEqual(width);
        const cells = rows * (plotHeight + HEADER_HEIGHT) + (rows - 1) * gap;
        expect(cells + TIME_AXIS_HEIGHT + FOOTER_HEIGHT).toBeLessThanOrEqual(height);
        expect(end - first).toBeLessThanOrEqual(Math.min(24, columns * rows));
        expect(plotHeight).toBeGreaterThanOrEqual(70);
        seen.push(...Array.from({ length: end - first }, (_, place) => first + place));
      }
      expect(seen).toEqual(Array.from({ length: count }, (_, index) => index));
    }
  }
});

test('a page beyond the last is the last one', () => {
  const last = planGrid(1500, 800, 30, 99);
  expect(last?.end).toBe(30);
  expect(planGrid(1500, 800, 30, -1)?.first).toBe(0);
});

test('a panel too small for two plots has no grid', () => {
  expect(planGrid(200, 120, 4, 0)).toBeNull();
  expect(planGrid(360, 160, 4, 0)).toBeNull();
});

test('few plots fill the whole page', () => {
  expect(planGrid(1500, 800, 4, 0)).toMatchObject({ columns: 2, rows: 2, valueAxis: true });
  expect(planGrid(1500, 160, 4, 0)).toMatchObject({ columns: 4, rows: 1 });
});
