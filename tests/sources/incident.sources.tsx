import type { Interval } from '../../src/detector/interval';
import type { AnalysisClient } from '../../src/worker/client';
import { KINDS, type Kind } from './all';
import { openClient } from './client';
import { HOUR, openedAt, Story } from './metric';
import { Panel } from './panel';
import { alarmsText, hours, looksBackMs, meets, refreshed, REFRESHES } from './refreshes';
import { clock, report } from './running';
import type { PanelQuery, Source } from './source';

jest.setTimeout(600_000);

const REFRESH_MS = 10_000;
const ROWS_APART = 2;

let client: AnalysisClient;

beforeAll(async () => {
  client = await openClient();
});

describe.each(KINDS)('$name', ({ name, queries, open, forgets }: Kind) => {
  const story = new Story(openedAt(forgets));
  if (open === null) {
    test.skip('did not start: npm run sources says why', () => undefined);
    return;
  }
  let source: Source;
  let written = story.now;
  const write = async (to: number) => {
    if (to > written) {
      await source.write(story.events({ from: written, to }));
      written = to;
    }
  };

  beforeAll(async () => {
    source = await open();
    await source.write(story.events());
  });

  test.each(queries)('$name: the incident is the same interval at 1 h, 3 h and 6 h', async (query) => {
    const around = { from: story.incident.from - HOUR / 2, to: story.incident.from + HOUR / 2 };
    const views = [
      await found(query, around, story.now),
      await found(query, { from: story.now - 3 * HOUR, to: story.now }),
      await found(query, { from: story.now - 6 * HOUR, to: story.now }),
    ];
    const step = Math.max(...views.map(({ stepMs }) => stepMs));
    const incidents = views.map(({ all }) => all.filter((one) => meets(one, story.incident)));
    const apart = (of: (one: Interval) => number) => {
      const times = incidents.flatMap((ones) => [of({ from: ones[0]?.from, to: ones[ones.length - 1]?.to })]);
      return (Math.max(...times) - Math.min(...times)) / step;
    };
    const rows = Math.max(
      apart(({ from }) => from),
      apart(({ to }) => to)
    );
    const others = views.flatMap(({ all }) => all.filter((one) => !meets(one, story.incident)));
    report({
      source: name,
      check: `${query.name}: incident ${clock(story.incident)}`,
      found:
        views.map(({ all, looksBack }) => `${all.map(clock).join(' ')} (look-back ${looksBack})`).join(', ') +
        `; ${rows.toFixed(1)} rows apart`,
      ok: rows <= ROWS_APART && incidents.every((ones) => ones.length === 1) && others.length === 0,
    });
  });

  test.each(queries)('$name: nothing else is reported over 60 refreshes', async (query) => {
    for (const length of query === queries[0] ? [3 * HOUR, 6 * HOUR] : [3 * HOUR]) {
      const panel = new Panel(source, query, client);
      const alarms = await refreshed(panel, story, { length, everyMs: REFRESH_MS, write });
      report({
        source: name,
        check: `${query.name}: ${REFRESHES} refreshes at ${hours(length)}`,
        found: alarmsText(alarms),
        ok: alarms.atEdges === 0,
      });
    }
  });

  /** All reports over a range, its step, and how far the look-back reaches before it. */
  async function found(query: PanelQuery, range: Interval, askedAt?: number) {
    const panel = new Panel(source, query, client, askedAt);
    const verdicts = await panel.show(range);
    panel.close();
    const [{ detection, series: rows }] = verdicts.series;
    return {
      all: detection?.sequences ?? [],
      stepMs: rows.times[2] - rows.times[1],
      looksBack: hours(looksBackMs(verdicts)),
    };
  }
});
