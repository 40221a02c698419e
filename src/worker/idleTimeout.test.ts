import { DEFAULT_IDLE_TIMEOUT, idleTimeoutAfter } from './idleTimeout';

const MINUTE = 60_000;

it.each([
  ['a minute before the first pause', 0, MINUTE],
  ['a minute with frequent refreshes', 0.1 * MINUTE, MINUTE],
  ['longer than the pause with a refresh each minute', MINUTE, 1.5 * MINUTE],
  ['at most five minutes', 4 * MINUTE, 5 * MINUTE],
  ['a minute if the pause exceeds the longest timeout', 6 * MINUTE, MINUTE],
])('is %s', (_, pauseMs, expected) => {
  expect(idleTimeoutAfter(pauseMs, DEFAULT_IDLE_TIMEOUT)).toBe(expected);
});
