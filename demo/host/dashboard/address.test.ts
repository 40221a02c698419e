import { dateTime } from '@grafana/data';
import { formatAddress, parseAddress, resolveRange } from './address';

const NOW = Date.UTC(2026, 2, 4, 12);

test('an address with a range is read and written unchanged', () => {
  for (const hash of ['#story', '#metrics?from=now-7d&to=now', '#own?from=1700000000000&to=1700003600000']) {
    expect(formatAddress(parseAddress(hash))).toBe(hash);
  }
});

test.each(['#story?from=now-7d', '#story?from=yesterday&to=now', '#story?from=now-7x&to=now', '#story?from=&to='])(
  'an unreadable range is ignored: %s',
  (hash) => expect(parseAddress(hash)).toEqual({ dashboard: 'story' })
);

test('a relative range counts from the given now', () => {
  const { from, to, raw } = resolveRange({ from: 'now-6h', to: 'now' }, 'utc', NOW);
  expect([from.valueOf(), to.valueOf()]).toEqual([Date.UTC(2026, 2, 4, 6), NOW]);
  expect(raw).toEqual({ from: 'now-6h', to: 'now' });
});

test('"today" ends with the last millisecond of the day', () => {
  const { from, to } = resolveRange({ from: 'now/d', to: 'now/d' }, 'utc', NOW);
  expect([from.valueOf(), to.valueOf()]).toEqual([Date.UTC(2026, 2, 4), Date.UTC(2026, 2, 5) - 1]);
});

test('an absolute range does not change', () => {
  const { from, to } = resolveRange({ from: dateTime(1000), to: dateTime(2000) }, 'utc', NOW);
  expect([from.valueOf(), to.valueOf()]).toEqual([1000, 2000]);
});
