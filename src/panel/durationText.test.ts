import { formattedValueToString, getValueFormat } from '@grafana/data';
import fc from 'fast-check';
import { durationText, shortDuration } from './durationText';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [0, '0 milliseconds'],
  [1, '1 millisecond'],
  [999, '999 milliseconds'],
  [1000, '1 second'],
  [17 * MINUTE + 29_000, '17 minutes'],
  [HOUR + 59 * MINUTE, '1 hour'],
  [50 * HOUR, '2 days'],
])('%p ms are %s', (milliseconds, words) => {
  expect(durationText(milliseconds)).toBe(words);
});

test('the next smaller unit is told where it is asked for and there is something of it', () => {
  expect(durationText(12 * HOUR + 16 * MINUTE, { isExact: true })).toBe('12 hours, 16 minutes');
  expect(durationText(12 * HOUR + 5000, { isExact: true })).toBe('12 hours');
  expect(durationText(7, { isExact: true })).toBe('7 milliseconds');
});

test('below a week it says what Grafana says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 7 * 24 * HOUR - 1 }), (milliseconds) => {
      expect(durationText(milliseconds)).toBe(
        formattedValueToString(getValueFormat('dtdurations')(milliseconds / 1000))
      );
      expect(shortDuration(milliseconds)).toBe(formattedValueToString(getValueFormat('ms')(milliseconds, 1)));
    })
  );
});
