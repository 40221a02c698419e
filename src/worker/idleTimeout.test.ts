import { DEFAULT_IDLE_TIMEOUT, idleTimeoutAfter } from './idleTimeout';

const MINUTE = 60_000;

it.each([
  ['a minute where nobody has paused yet', 0, MINUTE],
  ['a minute where refreshes come often', 0.1 * MINUTE, MINUTE],
  ['beyond the pause where refreshes come each minute', MINUTE, 1.5 * MINUTE],
  ['five minutes at most', 4 * MINUTE, 5 * MINUTE],
  ['a minute where the last pause was so long that a worker is not kept for it', 6 * MINUTE, MINUTE],
])('is %s', (_, pauseMs, expected) => {
  expect(idleTimeoutAfter(pauseMs, DEFAULT_IDLE_TIMEOUT)).toBe(expected);
});
