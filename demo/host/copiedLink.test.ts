import { withRangeTakenOver } from './copiedLink';
import { parseAddress } from './dashboard/address';

const PAGE = 'http://localhost:8437/';

test.each([
  ['a link over the first range', '?from=5&to=9#story', '#story?from=5&to=9'],
  ['a link copied after a zoom', '?from=5&to=9#story?from=1&to=20', '#story?from=5&to=9'],
  ['a link to the first dashboard', '?from=5&to=9', '#?from=5&to=9'],
  [
    'a relative range and a theme',
    '?theme=light&from=now-6h&to=now#metrics',
    '?theme=light#metrics?from=now-6h&to=now',
  ],
])('%s opens on its range: %s', (_, given, kept) => {
  expect(withRangeTakenOver(PAGE + given)).toBe(PAGE + kept);
});

test.each(['#story', '#story?from=1&to=20', '?theme=light&from=5#story'])('%s stays as it is', (given) => {
  expect(withRangeTakenOver(PAGE + given)).toBe(PAGE + given);
});

test('the page reads the range of a converted address', () => {
  const { hash } = new URL(withRangeTakenOver(`${PAGE}?from=1700000000000&to=1700003600000#own`));
  const { dashboard, range } = parseAddress(hash);
  expect([dashboard, range?.from.valueOf(), range?.to.valueOf()]).toEqual([
    'own',
    1_700_000_000_000,
    1_700_003_600_000,
  ]);
});
