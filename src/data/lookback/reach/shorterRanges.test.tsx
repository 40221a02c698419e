import { type DataFrame, type DataQueryRequest, toDataFrame } from '@grafana/data';
import type * as extent from '../extent.fixture';
import { STEP_MS, at, framesFor, requestFor, shown, valueAt } from '../fakeSource.fixture';
import { live, past, setUp } from '../renderLookback.fixture';
import { LongerQueryError } from '../longerQuery';
import { FARTHER_MS } from './reach';

jest.mock('@grafana/runtime', () => ({ config: {}, getTemplateSrv: () => ({ replace: (text: string) => text }) }));

jest.mock('../../../detector/report/context', () =>
  jest.requireActual<typeof extent>('../extent.fixture').inSmallBlocks()
);

beforeEach(() => jest.useFakeTimers({ now: at(10_000) }));
afterEach(() => jest.useRealTimers());

/** Steps until a source is asked farther back again, and one more. */
const A_WHILE = FARTHER_MS / STEP_MS + 1;
const pointsOf = ({ range }: DataQueryRequest) => (range.to.valueOf() - range.from.valueOf()) / STEP_MS;

/** Keeps rows of the last points, and coarser ones from before. A range that reaches into those comes in their step. */
const retaining = (points: number) => (request: DataQueryRequest) =>
  framesFor(
    Date.now() - request.range.from.valueOf() > points * STEP_MS ? { ...request, intervalMs: 300_000 } : request
  );

/** Answers ranges of no more than so many points, as Prometheus does. */
const refusing = (points: number) => (request: DataQueryRequest) => {
  if (pointsOf(request) > points) {
    const words = `exceeded maximum resolution of ${points} points per timeseries`;
    throw new LongerQueryError(`The data source returned an error for the longer range: ${words}`, {
      kind: 'refused',
      message: `The data source returned an error for the longer range: ${words}`,
      words,
    });
  }
  return framesFor(request);
};

const late = (): DataFrame[] => {
  throw new LongerQueryError('too late', { kind: 'late', message: 'too late' });
};

/** A panel whose source was asked for one range after the other, until it answered or nothing was left. */
function walked(answer: (request: DataQueryRequest) => DataFrame[], first = live(10_000)) {
  const panel = setUp(first);
  panel.source.answer = answer;
  const walk = () => {
    for (let answers = 0; panel.source.open > 0; answers++) {
      expect(panel.source.open).toBe(1);
      expect(answers).toBeLessThan(10);
      panel.respond();
    }
    return panel.source.ranges.splice(0).map(([from]) => from);
  };
  const starts = walk();
  const walkAgain = () => {
    walk();
    return panel.source.ranges.map(([from]) => from).slice(starts.length);
  };
  return { ...panel, starts, walkAgain };
}

describe('a source that does not answer the longest range', () => {
  // One to two times 1,000, 500, 250, 125 and 63 points before 9,600, at multiples of these.
  const SHORTER = [6656, 8000, 9000, 9250, 9375];

  test('is asked for half as much until the answer comes in the visible step, and the status says why not more', () => {
    const { starts, firstPoint, result } = walked(retaining(800));
    expect(starts).toEqual(SHORTER.slice(0, 4));
    expect(firstPoint()).toBe(9250);
    expect(result.current).toMatchObject({ isLoading: false, isHeld: false, refused: [] });
    expect(result.current.looked).toEqual([
      'Looked back over 350 points (1 hour, 27 minutes); before that, the source answers in another step',
    ]);
  });

  test('is asked for half as much if it refuses, and the status has its own words', () => {
    const { starts, firstPoint, result } = walked(refusing(1100));
    expect(starts).toEqual(SHORTER.slice(0, 3));
    expect(firstPoint()).toBe(9000);
    expect(result.current.looked).toEqual([
      'Looked back over 600 points (2 hours, 30 minutes); the source refused a longer range: exceeded maximum resolution of 1100 points per timeseries',
    ]);
  });

  test('is remembered: refreshes, blocks and other panels ask at once for what works', () => {
    const { source, starts, show, respond, look, firstPoint, walkAgain } = walked(refusing(1100));
    for (let refresh = 1; refresh <= A_WHILE - 3; refresh++) {
      show(live(10_000 + refresh));
      expect(firstPoint()).toBe(9000);
    }
    look(live(10_000 + A_WHILE - 3));
    expect(source.asked).toHaveLength(starts.length);
    // Nothing is known of this range, except how much to ask for.
    const { data, reading } = past(3001, 3401);
    const request = { ...requestFor(3001, 3401, false), startTime: at(10_000 + A_WHILE - 3) };
    show({ data: { ...data, request }, reading });
    respond();
    expect(walkAgain()).toEqual([2500]);
    expect(firstPoint()).toBe(2500);
  });

  test('is tried farther back once after a while, and what it answered before stays', () => {
    const { show, walkAgain, firstPoint, result } = walked(refusing(1100));
    show(live(10_000 + A_WHILE));
    expect(result.current).toMatchObject({ isLoading: true });
    expect(firstPoint()).toBe(9000);
    expect(walkAgain()).toEqual([6656]);
    expect(firstPoint()).toBe(9000);
    show(live(10_000 + A_WHILE + 1));
    expect(walkAgain()).toEqual([6656]);
    expect(result.current.looked.join()).toMatch(/; the source refused a longer range/);
  });

  test('is asked no less than before once it answers everything', () => {
    const { source, show, walkAgain, firstPoint, result } = walked(refusing(1100));
    source.answer = framesFor;
    show(live(10_000 + A_WHILE));
    expect(walkAgain()).toEqual([6656]);
    expect(firstPoint()).toBe(6656);
    expect(result.current.looked).toEqual([expect.stringMatching(/^Looked back over [\d,]+ points \([^)]*\)$/)]);
    show(past(9000, 9400));
    expect(source.ranges.at(-1)?.[0]).toBeLessThanOrEqual(6656);
  });

  test('keeps the rows that it once had, though it forgets them itself', () => {
    const { show, starts, source, firstPoint } = walked(retaining(800));
    for (let refresh = 1; refresh < A_WHILE - 2; refresh++) {
      show(live(10_000 + refresh));
    }
    show(live(10_000 + A_WHILE - 2));
    expect(firstPoint()).toBe(9250);
    expect(source.asked).toHaveLength(starts.length);
  });

  test('that answers no range at all is left alone for a while, then tried from the start', () => {
    const { starts, show, walkAgain, result } = walked(refusing(0));
    expect(starts.slice(0, 5)).toEqual(SHORTER);
    // The last one starts at a multiple of 63 points, 63 to 126 points back.
    expect(starts).toHaveLength(6);
    expect(starts[5]).toBeGreaterThanOrEqual(9600 - 126);
    expect(starts[5]).toBeLessThanOrEqual(9600 - 63);
    expect(result.current).toMatchObject({ isLoading: false, isHeld: false, looked: [] });
    expect(result.current.refused).toEqual([expect.stringMatching(/error for the longer range: exceeded maximum/)]);
    show(live(10_030));
    expect(walkAgain()).toEqual([]);
    show(live(10_000 + A_WHILE));
    expect(walkAgain()).toHaveLength(6);
  });

  test('that answers every range in another step says so for each series', () => {
    const { starts, walkAgain, show, result } = walked(retaining(0));
    expect(starts).toHaveLength(6);
    expect(result.current).toMatchObject({ isLoading: false, looked: [] });
    expect(result.current.refused).toEqual([expect.stringMatching(/^cpu: the longer range has different times/)]);
    show(live(10_020));
    expect(walkAgain()).toEqual([]);
    expect(result.current.contexts).toEqual([null]);
  });

  test('is not asked for a range half as long if the whole one took too long, but for a quarter', () => {
    const { starts, result } = walked((request) => (pointsOf(request) > 3000 ? late() : framesFor(request)));
    expect(starts).toEqual([6656, 9000]);
    expect(result.current.looked.join()).toMatch(/; the source takes too long over a longer range$/);
  });

  test('is asked for as much as may come without too many values', () => {
    // Ten rows a step: ranges that may have 23,376, 18,000 and 14,000 values have 33,440, 20,000 and 10,000.
    const { starts, firstPoint, result } = walked((request) => framesFor({ ...request, intervalMs: STEP_MS / 10 }));
    expect(starts).toEqual([6656, 8000, 9000]);
    expect(firstPoint()).toBe(9000);
    expect(result.current.contexts[0]?.times).toHaveLength(1001);
    expect(result.current.looked.join()).toMatch(/; a longer range has too many values$/);
  });

  test('has its own reach at each step', () => {
    const { source, show } = walked(refusing(1100));
    show(shown(requestFor(9600, 10_000, true, 30_000)));
    expect(source.asked.at(-1)?.intervalMs).toBe(30_000);
    expect(source.ranges.at(-1)?.[0]).toBeLessThan(6656);
  });
});

describe('between two levels', () => {
  test('a panel that is closed withdraws its question, and asks no other', () => {
    const { source, respond, unmount } = setUp(live(10_000));
    source.answer = refusing(1100);
    respond();
    expect(source.open).toBe(1);
    unmount();
    expect([source.asked.length, source.cancelled, source.open]).toEqual([2, 1, 0]);
  });

  test('a panel that is scrolled away asks no further until it is visible again', () => {
    const { source, show, respond, firstPoint } = setUp(live(10_000));
    source.answer = refusing(1100);
    show(live(10_000), false);
    respond();
    expect([source.asked.length, source.open]).toEqual([1, 0]);
    show(live(10_000), true);
    respond();
    respond();
    expect(firstPoint()).toBe(9000);
  });

  test('two panels with one query ask once for each range', () => {
    const { source, look, respond, firstPoint } = setUp(live(10_000));
    source.answer = refusing(1100);
    const second = look(live(10_000));
    for (let answers = 0; answers < 3; answers++) {
      expect(source.open).toBe(1);
      respond();
    }
    expect([firstPoint(), second.result.current.contexts[0]?.times[0]]).toEqual([9000, at(9000)]);
    expect(source.asked).toHaveLength(3);
  });
});

describe('bad input', () => {
  const rowsOf = (rows: Array<readonly [number, number]>) => [
    toDataFrame({
      refId: 'A',
      fields: [
        { name: 'Time', type: 'time' as never, values: rows.map(([time]) => time) },
        { name: 'Value', type: 'number' as never, labels: { name: 'cpu' }, values: rows.map(([, value]) => value) },
      ],
    }),
  ];
  const rowsIn = ({ range }: DataQueryRequest, step = STEP_MS) =>
    Array.from({ length: Math.floor((range.to.valueOf() - range.from.valueOf()) / step) + 1 }, (_, row) => {
      const time = range.from.valueOf() + row * step;
      return [time, valueAt(time)] as const;
    });

  test('a source that changes its step while it is shown gets a look-back in the new step', () => {
    const { show, walkAgain, result } = walked(framesFor);
    const request = requestFor(9604, 10_004);
    const coarse = rowsOf(rowsIn(request, 4 * STEP_MS));
    show(shown(request, coarse));
    walkAgain();
    expect(result.current).toMatchObject({ isLoading: false, isHeld: false, refused: [] });
    const { times } = result.current.contexts[0] ?? { times: [] };
    expect(times.length).toBeGreaterThan(101);
    expect(
      new Set(
        Array.from(times)
          .slice(1)
          .map((time, row) => time - times[row])
      )
    ).toEqual(new Set([4 * STEP_MS]));
  });

  test('rows of the future are no context', () => {
    const { result } = walked((request) =>
      rowsOf([...rowsIn(request), ...Array.from({ length: 90 }, (_, row) => [at(10_001 + row), 99] as const)])
    );
    expect(result.current.contexts[0]?.times.at(-1)).toBe(at(10_000));
    expect(result.current.refused).toEqual([]);
  });

  test('of a time with two values the last one counts, as in the visible rows', () => {
    const twice = (request: DataQueryRequest) =>
      rowsOf(rowsIn(request).flatMap(([time, value]) => [[time, value + 5] as const, [time, value] as const]));
    const request = requestFor(9600, 10_000);
    const { result } = walked(twice, shown(request, twice(request)));
    expect(result.current.refused).toEqual([]);
    const { times, values } = result.current.contexts[0] ?? { times: [], values: [] };
    expect(times).toHaveLength(10_000 - 6656 + 1);
    expect(Array.from(values)).toEqual(Array.from(times, valueAt));
  });

  test('a visible range of 11,002 points has no look-back, and nothing is asked for', () => {
    const { source, result } = setUp(shown(requestFor(10_000 - 11_001, 10_000)));
    expect(source.asked).toHaveLength(0);
    expect(result.current).toMatchObject({ isLoading: false, isHeld: false, refused: [], looked: [] });
  });

  test.each([
    ['nothing', () => []],
    ['a frame without rows', () => rowsOf([])],
    [
      'other columns',
      ({ range }: DataQueryRequest) => [
        toDataFrame({
          fields: [
            { name: 'message', values: ['a', 'b'] },
            { name: 'Time', values: [range.from.valueOf(), 1] },
          ],
        }),
      ],
    ],
  ])('an answer of %s leaves the visible range to itself, and says why', (_, answer) => {
    const { starts, result } = walked(answer);
    expect(starts).toHaveLength(1);
    expect(result.current).toMatchObject({ isLoading: false, isHeld: false, contexts: [null], looked: [] });
    expect(result.current.refused).toEqual(['cpu: not in the result over the longer range.']);
  });
});
