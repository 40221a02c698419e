/** @jest-environment node */
import { LINEAR, LOGARITHMIC, fractionOf, laneLayout, stretchToLane, symmetricLog, valueAt } from './lanes';

test('a high plot has two separate lanes', () => {
  const { values, errors } = laneLayout(400, true);
  expect(values.top).toBe(1);
  expect(errors?.bottom).toBe(0);
  expect(errors?.top).toBeLessThan(values.bottom);
  expect(values.top - values.bottom).toBeGreaterThan(errors?.top ?? 1);
});

test('a low plot, or one without an error lane, uses its whole height for values', () => {
  expect(laneLayout(120, true)).toMatchObject({ values: { bottom: 0, top: 1 }, errors: null });
  expect(laneLayout(400, false)).toMatchObject({ values: { bottom: 0, top: 1 }, errors: null });
});

test.each([
  ['linear', LINEAR, -20, 80],
  ['logarithmic', LOGARITHMIC, 1, 10_000],
  ['symmetric logarithmic', symmetricLog(1), -100, 100],
])('a %s range stretched to a lane puts its ends on the edges of the lane', (_, distribution, min, max) => {
  const lane = { bottom: 0.4, top: 0.9 };
  const [from, to] = stretchToLane(min, max, lane, distribution);
  expect(fractionOf(min, from, to, distribution)).toBeCloseTo(0.4, 9);
  expect(fractionOf(max, from, to, distribution)).toBeCloseTo(0.9, 9);
  expect(valueAt(0.9, from, to, distribution) / max).toBeCloseTo(1, 9);
});

test('a range of ±1e300 can be stretched, one near the greatest double stays unchanged', () => {
  const lane = { bottom: 0.4, top: 1 };
  expect(stretchToLane(-1e300, 1e300, lane, LINEAR)[0]).toBeCloseTo(-1e300 - (2e300 / 0.6) * 0.4, -290);
  expect(stretchToLane(-1.7e308, 1.7e308, lane, LINEAR)).toEqual([-1.7e308, 1.7e308]);
});
