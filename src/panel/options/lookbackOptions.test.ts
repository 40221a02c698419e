/** @jest-environment node */
import { DEFAULT_LOOKBACK, lookbackMode, readLookback } from './lookbackOptions';
import { OptionReader } from './optionReader';

const read = (written: unknown) => {
  const notices: string[] = [];
  const options = readLookback(new OptionReader(written, notices));
  return { options, notices, mode: lookbackMode(options) };
};

test.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['6h', 21_600_000],
  ['1.5d', 129_600_000],
  ['2w', 1_209_600_000],
  [' 6 h ', 21_600_000],
])('a duration of “%s” is so many milliseconds', (duration, milliseconds) => {
  expect(read({ mode: 'fixed', duration })).toMatchObject({ mode: milliseconds, notices: [] });
});

test.each(['soon', '0h', '-3h', '6', 'h', '6h extra'])('“%s” is no duration, which is told', (duration) => {
  const { options, notices } = read({ mode: 'fixed', duration });
  expect(options.duration).toBe(DEFAULT_LOOKBACK.duration);
  expect(notices).toEqual([`Look-back duration: ${duration} is not a duration; using 6h`]);
});

test('missing means auto, off means none, and an unknown mode adds a notice', () => {
  expect(read(undefined)).toMatchObject({ mode: 'auto', notices: [] });
  expect(read({ mode: 'off' }).mode).toBeNull();
  expect(read({ mode: 'backwards' })).toMatchObject({ mode: 'auto', notices: [expect.stringMatching(/is none of/)] });
});
