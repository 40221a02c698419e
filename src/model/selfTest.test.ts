/** @jest-environment node */
import { inEnglish } from '../shared/message';
import { faultOf } from './selfTest';

const reference = Float32Array.of(0.5, -0.25, 1);

it('trusts an answer within what half-precision textures lose', () => {
  expect(faultOf(Float32Array.of(0.501, -0.251, 1.001), reference)).toBeNull();
});

it('finds a driver that answers zeros', () => {
  expect(inEnglish(faultOf(new Float32Array(3), reference) ?? '')).toBe('its answer to a known window is off by 1.0');
});

it('finds a driver that answers with not-a-number', () => {
  expect(inEnglish(faultOf(Float32Array.of(0.5, NaN, 1), reference) ?? '')).toMatch(/not a number/);
});
