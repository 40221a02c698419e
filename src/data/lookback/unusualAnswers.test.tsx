import { type DataFrame, type DataQueryRequest, toDataFrame } from '@grafana/data';
import type * as extent from './extent.fixture';
import { FakeSource, at, framesFor, requestFor, shown, valueAt, viewOver } from './fakeSource.fixture';
import { LookbackStore } from './lookbackStore';
import { live, past, setUp } from './renderLookback.fixture';

jest.mock('@grafana/runtime', () => ({ config: {}, getTemplateSrv: () => ({ replace: (text: string) => text }) }));

jest.mock('../../detector/report/context', () => jest.requireActual<typeof extent>('./extent.fixture').inSmallBlocks());

beforeEach(() => jest.useFakeTimers({ now: at(10_000) }));
afterEach(() => jest.useRealTimers());

/** The same rows in another arrangement. */
const withRows =
  (arrange: (rows: Array<readonly [number, number]>) => Array<readonly [number, number]>) =>
  (request: DataQueryRequest): DataFrame[] =>
    framesFor(request).map((frame) => {
      const [times, values] = frame.fields;
      const rows = arrange(times.values.map((time: number, row: number) => [time, values.values[row]] as const));
      return toDataFrame({
        refId: frame.refId,
        fields: [
          { ...times, values: rows.map(([time]) => time) },
          { ...values, values: rows.map(([, value]) => value) },
        ],
      });
    });

/** Two series of one name and no labels, as two queries without a legend have them. */
const twins = (request: DataQueryRequest): DataFrame[] =>
  framesFor(request, ['a', 'b']).map((frame) =>
    toDataFrame({ ...frame, fields: frame.fields.map((field) => ({ ...field, labels: undefined })) })
  );

/** What a panel shows that asks something of its own. */
function asking(expr: string) {
  const targets: Array<DataQueryRequest['targets'][number] & { expr: string }> = [{ refId: 'A', expr }];
  return shown({ ...requestFor(9600, 10_000), targets });
}

describe('rows of the longer answer that are not as rows should be', () => {
  const usual = () => {
    const { respond, result } = setUp(live(10_000));
    respond();
    return result.current.contexts[0];
  };

  test.each([
    ['in the wrong order', withRows((rows) => [...rows].reverse())],
    ['twice', withRows((rows) => rows.flatMap((row) => [row, row]))],
    ['without a time', withRows((rows) => [[NaN, 5], ...rows, [Infinity, 5]])],
  ])('%s come in order of time, each once', (_, answer) => {
    const { source, respond, result } = setUp(live(10_000));
    source.answer = answer;
    respond();
    expect(result.current.refused).toEqual([]);
    expect(result.current.contexts[0]).toEqual(usual());
  });

  test('without a number stay gaps, and do not prevent a look-back', () => {
    const { source, respond, result } = setUp(live(10_000));
    source.answer = withRows((rows) =>
      rows.map(([time, value], row) => [time, row % 7 === 3 && time < at(9600) ? NaN : value])
    );
    respond();
    expect(result.current.refused).toEqual([]);
    const { times, values } = result.current.contexts[0] ?? { times: [], values: [] };
    const before = Array.from(times).filter((time) => time < at(9600)).length;
    expect(before).toBe(9600 - 6656);
    values.slice(0, before).forEach((value, row) => expect(value).toBe(row % 7 === 3 ? NaN : valueAt(times[row])));
  });

  test('without any number are nothing to learn from, and the visible rows are judged as they are', () => {
    const { source, respond, result } = setUp(live(10_000));
    source.answer = withRows((rows) => rows.map(([time]) => [time, NaN]));
    respond();
    expect(result.current).toMatchObject({ isLoading: false, isHeld: false });
    expect(result.current.contexts.every((one) => one === null || !one.values.some(Number.isFinite))).toBe(true);
    expect(result.current.refused.join()).toMatch(/^cpu: the longer range has different values/);
  });
});

describe('series of the longer answer', () => {
  const names = ['a', 'b', 'c'];

  test('in another order of frames are known again by their names and labels', () => {
    const request = requestFor(9600, 10_000);
    const { source, respond, result } = setUp(shown(request, framesFor(request, names)));
    source.answer = (longer) => framesFor(longer, names).reverse();
    respond();
    expect(result.current.refused).toEqual([]);
    result.current.contexts.forEach((one, index) => {
      expect(one?.values[0]).toBe(valueAt(at(6656)) + index);
    });
  });

  test('of one name are told apart by their place, and where one is missing the other is not taken for it', () => {
    const request = requestFor(9600, 10_000);
    const { source, respond, result } = setUp(shown(request, twins(request)));
    source.answer = twins;
    respond();
    expect(result.current.contexts.map((one) => one?.values[0])).toEqual([valueAt(at(6656)), valueAt(at(6656)) + 1]);

    const halved = setUp(shown(request, twins(request)));
    halved.source.answer = (longer) => twins(longer).slice(1);
    halved.respond();
    // The one that came has the values of the second.
    expect(halved.result.current.contexts[0]).toBeNull();
    expect(halved.result.current.refused.join()).toMatch(/the longer range has different values/);
  });

  test('that are more than can be seen are no hindrance', () => {
    const { source, respond, result } = setUp(live(10_000));
    source.answer = (longer) => framesFor(longer, ['cpu', 'idle', 'steal']);
    respond();
    expect(result.current.refused).toEqual([]);
    expect(result.current.contexts.map((one) => one?.values[0])).toEqual([valueAt(at(6656))]);
  });
});

describe('while the longer query is under way', () => {
  test('another query withdraws it, and what it would have answered is not taken for the new one', () => {
    const { source, show, respond, result } = setUp(asking('up'));
    const old = source.asked[0];
    source.answer = (longer) =>
      longer.targets[0] === old.targets[0] ? framesFor(longer, ['other']) : framesFor(longer);
    show(asking('down'));
    expect([source.asked.length, source.cancelled]).toEqual([2, 1]);
    respond();
    expect(result.current).toMatchObject({ refused: [], isLoading: false });
    expect(result.current.contexts[0]?.times).toHaveLength(10_000 - 6656 + 1);
  });

  test('and back again sends a new request, because the cancelled one has no answer', () => {
    const { source, show, respond, result } = setUp(asking('up'));
    show(asking('down'));
    show(asking('up'));
    expect([source.asked.length, source.cancelled]).toEqual([3, 2]);
    respond();
    expect(result.current.contexts[0]?.times).toHaveLength(10_000 - 6656 + 1);
  });

  test('ranges that change faster than answers come cost one query at a time, and the last one gets its own', () => {
    const { source, show, respond, result } = setUp(live(10_000));
    let mostOpen = 0;
    for (let move = 1; move <= 20; move++) {
      // Every third answer comes; the range pans far away and back.
      show(move % 2 === 0 ? live(10_000 + move) : past(3000 + 100 * move, 3400 + 100 * move));
      mostOpen = Math.max(mostOpen, source.open);
      if (move % 3 === 0) {
        respond();
      }
    }
    expect(mostOpen).toBe(1);
    for (let answers = 0; source.open > 0; answers++) {
      expect(answers).toBeLessThan(3);
      respond();
    }
    expect(result.current).toMatchObject({ refused: [], isLoading: false });
    const { times, values } = result.current.contexts[0] ?? { times: [], values: [] };
    expect([times[0], times[times.length - 1]]).toEqual([at(6656), at(10_020)]);
    expect(Array.from(values)).toEqual(Array.from(times, valueAt));
  });

  test('look-back that is switched off withdraws it', () => {
    const { source, rerender, result } = setUp(live(10_000));
    rerender({ ...live(10_000), mode: null, isVisible: true });
    expect(source.cancelled).toBe(1);
    expect(result.current).toMatchObject({ isLoading: false, isHeld: false, contexts: [], refused: [] });
  });
});

describe('room', () => {
  // 3,345 rows of sixteen bytes, and the texts.
  const ONE = 60_000;

  test('that two panels do not have together goes to the first; the second says so, and neither asks over and over', () => {
    const { source, look, respond, show, result } = setUp(live(10_000), { maxBytes: ONE });
    respond();
    const second = look(asking('another'));
    respond();
    for (let refresh = 1; refresh <= 5; refresh++) {
      show(live(10_000 + refresh));
      respond();
    }
    expect(source.asked).toHaveLength(2);
    expect(result.current.contexts[0]?.times[0]).toBe(at(6656));
    expect(second.result.current).toMatchObject({ isLoading: false, isHeld: false });
    expect(second.result.current.refused).toEqual([
      'The panels of this page use all 0 MB that look-back may use. Reduce the number of series or the look-back duration.',
    ]);
  });

  test('of a panel that was closed is given to others', () => {
    const { source, look, respond, unmount } = setUp(live(10_000), { maxBytes: ONE });
    respond();
    unmount();
    const second = look(asking('another'));
    respond();
    expect(source.asked).toHaveLength(2);
    expect(second.result.current.contexts[0]?.times[0]).toBe(at(6656));
  });

  test('questions without an answer take some, so that a page that is open for weeks forgets them', () => {
    const source = new FakeSource();
    const store = new LookbackStore({ run: source.run, maxBytes: ONE });
    source.answer = () => {
      throw new Error('down');
    };
    for (let question = 0; question < 300; question++) {
      const key = `${question} `.padEnd(1000, 'x');
      const asked = { from: at(0), to: at(999) };
      store.ask(viewOver(asked, { key, request: requestFor(0, 999) }), { maxValues: 1e6 });
      source.respond();
    }
    const kept = Array.from((store as unknown as { entries: Map<string, unknown> }).entries.keys());
    expect(kept.length).toBeLessThan(ONE / 2000);
    expect(kept.at(-1)).toMatch(/^299 /);
  });
});
