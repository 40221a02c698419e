import { type RawTimeRange, type TimeRange, dateTime } from '@grafana/data';
import { act, renderHook } from '@testing-library/react';
import { useRangeHistory } from './rangeHistory';

const mockAddress = { search: {} as Record<string, unknown>, partial: jest.fn() };
jest.mock('@grafana/runtime', () => ({
  locationService: {
    getSearchObject: () => mockAddress.search,
    partial: (query: unknown) => mockAddress.partial(query),
  },
}));

const HOUR = 3_600_000;

function absolute(from: number, to: number, raw?: RawTimeRange): TimeRange {
  const range = { from: dateTime(from), to: dateTime(to) };
  return { ...range, raw: raw ?? range };
}

/** A dashboard that shows what it is asked for. */
function onDashboard(start: TimeRange) {
  const shown = { range: start };
  const onChange = jest.fn(({ from, to }) => {
    shown.range = absolute(from, to);
  });
  const { result, rerender } = renderHook(() => useRangeHistory(shown.range, 'utc', onChange));
  const then = (change: () => void) => {
    act(change);
    rerender();
  };
  return {
    onChange,
    history: () => result.current,
    then,
    goTo: (range: TimeRange) =>
      then(() => {
        shown.range = range;
      }),
  };
}

beforeEach(() => {
  mockAddress.search = {};
  mockAddress.partial.mockReset();
});

test('before any jump there is no way back', () => {
  expect(onDashboard(absolute(0, HOUR)).history().earlier).toBeNull();
});

test('a jump shows its place, and the way back names and restores what was shown before', () => {
  const { history, then, onChange } = onDashboard(absolute(0, HOUR));
  then(() => history().show({ from: 10 * HOUR, to: 11 * HOUR }));
  expect(onChange).toHaveBeenLastCalledWith({ from: 10 * HOUR, to: 11 * HOUR });
  expect(history().earlier?.label).toBe('Back to 1970-01-01 00:00:00 – 01:00:00');
  then(() => history().earlier?.goBack());
  expect(onChange).toHaveBeenLastCalledWith({ from: 0, to: HOUR });
  expect(history().earlier).toBeNull();
});

test('several jumps are taken back one after another', () => {
  const { history, then, onChange } = onDashboard(absolute(0, HOUR));
  then(() => history().show({ from: 10 * HOUR, to: 11 * HOUR }));
  then(() => history().show({ from: 20 * HOUR, to: 21 * HOUR }));
  then(() => history().earlier?.goBack());
  expect(onChange).toHaveBeenLastCalledWith({ from: 10 * HOUR, to: 11 * HOUR });
  then(() => history().earlier?.goBack());
  expect(onChange).toHaveBeenLastCalledWith({ from: 0, to: HOUR });
});

test('zooming in where the jump led keeps the way back, going elsewhere closes it', () => {
  const { history, then, goTo } = onDashboard(absolute(0, HOUR));
  then(() => history().show({ from: 10 * HOUR, to: 12 * HOUR }));
  goTo(absolute(10.5 * HOUR, 11 * HOUR));
  expect(history().earlier).not.toBeNull();
  goTo(absolute(30 * HOUR, 31 * HOUR));
  expect(history().earlier).toBeNull();
});

test('a relative range comes back as such where the address of the page holds the range', () => {
  mockAddress.search = { from: '0', to: '1' };
  const { history, then, onChange } = onDashboard(absolute(0, 6 * HOUR, { from: 'now-6h', to: 'now' }));
  then(() => history().show({ from: 2 * HOUR, to: 3 * HOUR }));
  expect(history().earlier?.label).toBe('Back to Last 6 hours');
  then(() => history().earlier?.goBack());
  expect(mockAddress.partial).toHaveBeenCalledWith({ from: 'now-6h', to: 'now' });
  expect(onChange).toHaveBeenCalledTimes(1);
});

test('a relative range comes back as the times it stood for where the page has no address for it', () => {
  const { history, then, onChange } = onDashboard(absolute(0, 6 * HOUR, { from: 'now-6h', to: 'now' }));
  then(() => history().show({ from: 2 * HOUR, to: 3 * HOUR }));
  then(() => history().earlier?.goBack());
  expect(onChange).toHaveBeenLastCalledWith({ from: 0, to: 6 * HOUR });
});
