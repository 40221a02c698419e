import { formattedValueToString, getValueFormat } from '@grafana/data';
import fc from 'fast-check';
import { t } from '../shared/i18n';
import { durationText, shortDuration } from './timeTexts';

jest.mock('../shared/i18n', () => ({ t: jest.fn(jest.requireActual('../shared/i18n').t) }));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [0, '0 milliseconds'],
  [1, '1 millisecond'],
  [999, '999 milliseconds'],
  [1000, '1 second'],
  [17 * MINUTE + 29_000, '17 minutes, 29 seconds'],
  [HOUR + 59 * MINUTE, '1 hour, 59 minutes'],
  [50 * HOUR, '2 days, 2 hours'],
])('%p ms are %s', (milliseconds, words) => {
  expect(durationText(milliseconds)).toBe(words);
});

test('the next smaller unit is added if it is not zero', () => {
  expect(durationText(12 * HOUR + 16 * MINUTE)).toBe('12 hours, 16 minutes');
  expect(durationText(12 * HOUR + 5000)).toBe('12 hours');
  expect(durationText(7)).toBe('7 milliseconds');
});

test('from a second to a year a short one is said in the language of the person', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 364 * 24 * HOUR }), (milliseconds) => {
      jest.mocked(t).mockClear();
      shortDuration(milliseconds);
      expect(t).toHaveBeenCalledTimes(1);
    })
  );
});

test('below a week it says what Grafana says', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 7 * 24 * HOUR - 1 }), (milliseconds) => {
      expect(durationText(milliseconds).split(', ')[0]).toBe(
        formattedValueToString(getValueFormat('dtdurations')(milliseconds / 1000))
      );
      expect(shortDuration(milliseconds)).toBe(formattedValueToString(getValueFormat('ms')(milliseconds, 1)));
    })
  );
});
