import { type DataFrame, type DataQueryRequest, FieldType, LoadingState, toDataFrame } from '@grafana/data';
import { act } from '@testing-library/react';
import type { CachedRange } from './cachedRange';
import type * as extent from './extent.fixture';
import { FakeSource, STEP_MS, at, framesFor, requestFor, shown, valueAt, viewOver } from './fakeSource.fixture';
import { LookbackStore } from './lookbackStore';
import { live, past, setUp } from './renderLookback.fixture';
import { LongerQueryError } from './longerQuery';
import { HOLD_MS } from './useLookback';

jest.mock('@grafana/runtime', () => ({ config: {}, getTemplateSrv: () => ({ replace: (text: string) => text }) }));

jest.mock('../../detector/report/context', () => jest.requireActual<typeof extent>('./extent.fixture').inSmallBlocks());

beforeEach(() => jest.useFakeTimers({ now: at(10_000) }));
afterEach(() => jest.useRealTimers());

/** The cached ranges, the least recently used first. */
function cachedIn(store: LookbackStore): CachedRange[] {
  const { entries } = store as unknown as { entries: Map<string, { cached: CachedRange | null }> };
  return Array.from(entries.values()).flatMap(({ cached }) => cached ?? []);
}

describe('at opening', () => {
  test('it asks once for as much as the verdict needs, at the step of what can be seen', () => {
    const { source, result, respond } = setUp(live(10_000));
    // 3,072 points before the end, to the multiple of 512 points before it.
    expect(source.ranges).toEqual([[6656, 10_000]]);
    const [request] = source.asked;
    expect(request.intervalMs).toBe(STEP_MS);
    expect(request.maxDataPoints).toBe(Math.ceil((1000 * (10_000 - 6656)) / 400));
    expect(request.targets).toEqual(requestFor(0, 1).targets);
    expect(request.range.raw.to).not.toBe('now');
    respond();
    const context = result.current.contexts[0];
    expect(context?.times).toHaveLength(10_000 - 6656 + 1);
    expect(Array.from(context?.values ?? [])).toEqual(Array.from(context?.times ?? [], valueAt));
    expect(result.current).toMatchObject({ isLoading: false, isHeld: false, refused: [] });
    expect(result.current.looked).toEqual(['Looked back over 2,944 points (12 hours, 16 minutes)']);
    expect(source.asked).toHaveLength(1);
  });

  test('the verdict is held for a moment, and no longer', () => {
    const { result } = setUp(live(10_000));
    expect(result.current).toMatchObject({ isHeld: true, isLoading: true });
    act(() => jest.advanceTimersByTime(HOLD_MS));
    expect(result.current).toMatchObject({ isHeld: false, isLoading: true, contexts: [] });
  });

  test.each([
    ['off', null, []],
    ['6 h', 6 * 3_600_000, [[7680, 10_000]]],
  ] as const)('a look-back of %s asks for what it says, to the block before', (_, mode, ranges) => {
    const { source } = setUp(live(10_000), { mode });
    expect(source.ranges).toEqual(ranges);
  });

  test('a hidden panel sends no request, and one that is scrolled away still gets its answer', () => {
    const { source, show, respond, firstPoint } = setUp(live(10_000), { isVisible: false });
    expect(source.asked).toHaveLength(0);
    show(live(10_000), true);
    show(live(10_000), false);
    respond();
    expect(source.asked).toHaveLength(1);
    expect(firstPoint()).toBe(6656);
  });

  test('a panel that is closed withdraws its question', () => {
    const { source, unmount } = setUp(live(10_000));
    unmount();
    expect(source.cancelled).toBe(1);
  });

  test('a query that still runs is waited for', () => {
    const request = requestFor(9600, 10_000);
    const { source, show } = setUp(shown(request, [], LoadingState.Loading));
    expect(source.asked).toHaveLength(0);
    show(shown(request));
    expect(source.asked).toHaveLength(1);
  });
});

describe('load on the source', () => {
  test('ten refreshes and three zooms at the same step cost the query at opening and what was never seen', () => {
    const { source, show, respond, result, firstPoint } = setUp(live(10_000));
    respond();
    for (let refresh = 1; refresh <= 10; refresh++) {
      show(live(10_000 + 20 * refresh));
      expect(result.current.isLoading).toBe(false);
      expect(result.current.contexts[0]?.times.at(-1)).toBe(at(10_000 + 20 * refresh));
    }
    expect(source.asked).toHaveLength(1);
    for (const [from, to] of [
      [9850, 10_150],
      [9900, 10_000],
      [9950, 9999],
    ]) {
      show(shown({ ...requestFor(from, to, false), startTime: at(10_210) }));
      respond();
      expect(result.current.contexts[0]).not.toBeNull();
    }
    expect(firstPoint()).toBe(6656);
    expect(source.asked).toHaveLength(1);
  });

  test('after a pause longer than the visible range, the block is asked for again', () => {
    const { source, show, respond, result } = setUp(live(10_000));
    respond();
    show(live(11_000));
    expect(source.ranges[1]).toEqual([7680, 11_000]);
    respond();
    const context = result.current.contexts[0];
    expect(context?.times).toHaveLength(11_000 - 7680 + 1);
    expect(Array.from(context?.values ?? [])).toEqual(Array.from(context?.times ?? [], valueAt));
    expect(source.asked).toHaveLength(2);
  });

  test('a zoom into the past asks for what lies before and after, and going on there and back for one more block', () => {
    const { source, show, respond, firstPoint } = setUp(past(10_000, 10_400));
    expect(source.ranges).toEqual([[7680, 10_752]]);
    respond();
    show(past(9600, 10_000));
    expect(source.ranges[1]).toEqual([7168, 10_240]);
    // What is known already is judged with until the answer comes.
    expect(firstPoint()).toBe(7680);
    respond();
    expect(firstPoint()).toBe(7168);
    show(past(10_000, 10_400));
    expect(firstPoint()).toBe(7680);
    expect(source.asked).toHaveLength(2);
  });

  test('another step is another question, and withdraws the one before', () => {
    const { source, show } = setUp(live(10_000));
    show(shown(requestFor(9990, 10_000, true, 5000)));
    expect(source.cancelled).toBe(1);
    expect(source.asked.map(({ intervalMs }) => intervalMs)).toEqual([15_000, 5000]);
  });

  test('a slow answer outlives refreshes, and is no more than one of them behind', () => {
    const { source, show, respond, result } = setUp(live(10_000));
    for (let refresh = 1; refresh <= 5; refresh++) {
      show(live(10_000 + 20 * refresh));
    }
    expect(source.asked).toHaveLength(1);
    expect(source.cancelled).toBe(0);
    respond();
    expect(result.current.contexts[0]?.times.at(-1)).toBe(at(10_100));
    expect(result.current.isLoading).toBe(false);
    expect(source.asked).toHaveLength(1);
  });

  test('panels with the same queries share one answer; the last one to leave withdraws it', () => {
    const { source, look, unmount, respond } = setUp(live(10_000));
    const second = look(live(10_000));
    expect(source.asked).toHaveLength(1);
    unmount();
    expect(source.cancelled).toBe(0);
    respond();
    expect(second.result.current.contexts[0]?.times[0]).toBe(at(6656));
  });

  test('what was used longest ago is forgotten beyond the bytes that are allowed', () => {
    const source = new FakeSource();
    const store = new LookbackStore({ run: source.run, maxBytes: 16 * 1500 });
    for (const key of ['a', 'b']) {
      const request = requestFor(0, 999);
      const asked = { from: at(0), to: at(999) };
      store.ask(viewOver(asked, { key, request }), { maxValues: 1e6 });
      source.respond();
    }
    expect(cachedIn(store).map(({ question }) => question)).toEqual(['b']);
    expect(cachedIn(store)[0].series[0].rows.times).toHaveLength(1000);
  });

  test('a panel that stays open for days never asks again, and its entries hold no more than what it wants', () => {
    const { source, store, show, respond, result } = setUp(live(10_000));
    respond();
    for (let to = 10_000; to < 30_000; to += 200) {
      show(live(to));
      expect(result.current.contexts[0]?.times.length).toBeGreaterThan(3072);
      expect(result.current.contexts[0]?.times.length).toBeLessThanOrEqual(3072 + 512 + 1);
    }
    expect(source.asked).toHaveLength(1);
    cachedIn(store).forEach(({ series }) => expect(series[0].rows.times.length).toBeLessThan(3072 + 2 * 512));
  });
});

describe('a source that answers badly leaves the visible range to itself, says why, and is not asked again at once', () => {
  const other = (change: (value: number) => number) => (request: DataQueryRequest) =>
    framesFor(request).map((frame) => ({
      ...frame,
      fields: frame.fields.map((field) =>
        field.type === FieldType.number ? { ...field, values: field.values.map(change) } : field
      ),
    }));
  const millions = (): DataFrame[] => {
    const frame = toDataFrame({
      refId: 'A',
      fields: [
        { name: 'Time', type: FieldType.time, values: [1] },
        { name: 'Value', type: FieldType.number, labels: { name: 'cpu' }, values: [1] },
      ],
    });
    return [{ ...frame, length: 10_000_000 }];
  };
  test.each<[string, (request: DataQueryRequest) => DataFrame[], RegExp]>([
    [
      'an error',
      () => {
        throw new LongerQueryError('The data source returned an error for the longer range: query timed out');
      },
      /returned an error.*: query timed out/,
    ],
    ['other values', other((value) => value * 2), /^cpu: the longer range has different values/],
    ['other series', (request) => framesFor(request, ['memory']), /^cpu: not in the result/],
    ['no series', () => [], /^cpu: not in the result/],
    [
      'a series without the visible rows',
      (request) => framesFor({ ...request, range: { ...request.range, to: request.range.from } }),
      /^cpu: not in the result/,
    ],
    ['ten million points', millions, /returned 10,000,000 values/],
  ])('%s', (_, answer, why) => {
    const { source, show, respond, result } = setUp(live(10_000));
    source.answer = answer;
    respond();
    expect(result.current).toMatchObject({ isLoading: false, isHeld: false, looked: [] });
    expect(result.current.contexts.every((context) => context === null)).toBe(true);
    expect(result.current.refused).toEqual([expect.stringMatching(why)]);
    show(live(10_001));
    show(live(10_002));
    expect(source.asked).toHaveLength(1);
    expect(result.current.refused).toHaveLength(1);
  });

  test('a longer look-back that fails keeps the rows it had, and gives the reason', () => {
    const { source, rerender, respond, result, firstPoint } = setUp(live(10_000), { mode: 6 * 3_600_000 });
    respond();
    expect(firstPoint()).toBe(7680);
    source.answer = () => {
      throw new LongerQueryError('out of memory');
    };
    for (const end of [10_000, 10_001]) {
      rerender({ ...live(end), mode: 12 * 3_600_000, isVisible: true });
      respond();
      expect(firstPoint()).toBe(7680);
      expect(result.current).toMatchObject({ isLoading: false, refused: [expect.stringMatching(/out of memory/)] });
    }
    expect(source.asked).toHaveLength(2);
  });

  test('one series of several that differs is left to itself; the others look back', () => {
    const request = requestFor(9600, 10_000);
    const { source, respond, result } = setUp(shown(request, framesFor(request, ['a', 'b'])));
    source.answer = (longer) => framesFor(longer, ['a']);
    respond();
    expect(result.current.contexts.map((context) => context?.times.length ?? null)).toEqual([3345, null]);
    expect(result.current.refused).toEqual(['b: not in the result over the longer range.']);
  });

  test('a failed source is asked again after a while', () => {
    const { source, show, respond, result } = setUp(live(10_000));
    source.answer = () => {
      throw new Error('down');
    };
    respond();
    source.answer = framesFor;
    show(live(10_030));
    expect(source.asked).toHaveLength(2);
    expect(result.current.isHeld).toBe(false);
    respond();
    expect(result.current).toMatchObject({ refused: [], isLoading: false });
  });

  test('a series that begins later is no missing one', () => {
    const { source, show, respond, result } = setUp(live(10_000));
    respond();
    const later = requestFor(9700, 10_100);
    const [cpu, pod] = framesFor(later, ['cpu', 'pod']);
    const young = toDataFrame({
      refId: 'A',
      fields: pod.fields.map((field) => ({ ...field, values: field.values.slice(-90) })),
    });
    show(shown(later, [cpu, young]));
    expect(result.current.refused).toEqual([]);
    expect(source.asked).toHaveLength(1);
  });
});
