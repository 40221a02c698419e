/** @jest-environment node */
import { inEnglish } from '../shared/message';
import { faultOf } from './selfTest';

const reference = Float32Array.of(0.5, -0.25, 1);

it('accepts an answer within the precision of half-precision textures', () => {
  expect(faultOf(Float32Array.of(0.501, -0.251, 1.001), reference)).toBeNull();
});

it('rejects a driver that answers zeros', () => {
  expect(inEnglish(faultOf(new Float32Array(3), reference) ?? '')).toBe('its output for a known window is off by 1.0');
});

it('rejects a driver that answers NaN', () => {
  expect(inEnglish(faultOf(Float32Array.of(0.5, NaN, 1), reference) ?? '')).toMatch(/not a number/);
});
