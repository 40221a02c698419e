import { planLayout } from './planLayout';

test('a hidden list leaves the whole panel to the chart', () => {
  expect(planLayout(800, 400, 'hidden')).toEqual({ chart: { width: 800, height: 400 }, list: null, isBeside: false });
});

test('the chart keeps three fifths, beside the list and above it', () => {
  expect(planLayout(1000, 400, 'right')).toMatchObject({ chart: { width: 600, height: 400 }, isBeside: true });
  expect(planLayout(1000, 400, 'bottom')).toMatchObject({ chart: { width: 1000, height: 240 }, isBeside: false });
});

test('in a wide panel what the columns do not need is the chart’s', () => {
  const { chart, list } = planLayout(2400, 400, 'right');
  expect((list?.width ?? 0) + chart.width).toBe(2400);
  expect(chart.width).toBeGreaterThan(2400 * 0.6);
});

test('a panel too narrow for a list beside the chart has it below', () => {
  expect(planLayout(500, 500, 'right')).toMatchObject({ list: { width: 500, height: 200 }, isBeside: false });
});

test.each([
  [200, 120],
  [500, 200],
  [1500, 240],
  // Too narrow for a row's date and its two buttons.
  [150, 500],
])('a panel of %i × %i shows the chart alone', (width, height) => {
  expect(planLayout(width, height, 'bottom')).toEqual({ chart: { width, height }, list: null, isBeside: false });
});
