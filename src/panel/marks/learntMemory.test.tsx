import { renderHook } from '@testing-library/react';
import { useGivenMemory } from './learntMemory';

jest.mock('../../worker/client', () => ({ sharedAnalysisClient: jest.fn() }));

const SIZE = 4;
const window = { start: 0, values: [0, 100, 0, -100], errors: [1, 2, 1, 2] };
const MEMORY = JSON.stringify({
  format: 1,
  model: 'abc',
  windowSize: SIZE,
  series: [{ name: 'cpu', scale: { centre: 5, halfRange: 2 }, step: 1000, windows: [window] }],
});

const given = (text: string, model: string | null = null, size = SIZE) =>
  renderHook((running: string | null) => useGivenMemory(text, size, running), { initialProps: model });

test('gives each series what was learnt of it, in the scale it was learnt in', () => {
  const { remembered, refused } = given(MEMORY).result.current;
  expect(refused).toBeNull();
  // Values are kept in hundredths of the scale.
  expect(remembered.get('cpu')).toMatchObject({ step: 1000, windowSize: 4, windows: Float32Array.of(0, 1, 0, -1) });
  expect(remembered.get('memory')).toBeUndefined();
});

test('is the same once the model is known to be the one it was learnt with, so that nothing is judged twice', () => {
  const { result, rerender } = given(MEMORY);
  const before = result.current.remembered.get('cpu');
  rerender('abc');
  expect(result.current.remembered.get('cpu')).toBe(before);
});

test('is refused with a sentence once another model turns out to run', () => {
  const { result, rerender } = given(MEMORY);
  rerender('def');
  expect(result.current.remembered.size).toBe(0);
  expect(result.current.refused).toMatch(/^Learnt memory: .*another model/);
});

test('is refused for windows of another size, and where it is no memory at all', () => {
  expect(given(MEMORY, null, 8).result.current.refused).toMatch(/windows of 4 points, not of 8/);
  expect(given('nonsense').result.current.refused).toMatch(/not a memory/);
});

test('no text is no memory and nothing to speak of', () => {
  expect(given(' ').result.current).toEqual({ remembered: new Map(), refused: null });
});
