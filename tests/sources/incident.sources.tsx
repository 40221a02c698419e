import type { Interval } from '../../src/detector/interval';
import type { AnalysisClient } from '../../src/worker/client';
import { KINDS, type Kind } from './all';
import { openClient } from './client';
import { HOUR, Story } from './metric';
import { Panel } from './panel';
import { clock, report } from './running';
import type { PanelQuery, Source } from './source';

jest.mock('../../src/worker/client', () => ({ sharedAnalysisClient: jest.fn() }));
jest.mock('@grafana/runtime', () => ({ config: {}, getTemplateSrv: () => ({ replace: (text: string) => text }) }));
jest.setTimeout(600_000);

/** The refreshes end before now, so that each server has all that it is asked for. */
const AGO_MS = 20 * 60_000;
const REFRESHES = 60;
const REFRESH_MS = 10_000;
/** Refreshes come at any phase of a bucket. */
const PHASE_MS = 3_700;
const ROWS_APART = 2;

const story = new Story(Math.floor(Date.now() / 60_000) * 60_000 - AGO_MS);
let client: AnalysisClient;

beforeAll(async () => {
  client = await openClient();
});

describe.each(KINDS)('$name', ({ name, queries, open }: Kind) => {
  if (open === null) {
    test.skip('did not start: npm run sources says why', () => undefined);
    return;
  }
  let source: Source;
  let written = story.now;
  const writeTo = async (to: number) => {
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
      await found(query, around, false),
      await found(query, { from: story.now - 3 * HOUR, to: story.now }, true),
      await found(query, { from: story.now - 6 * HOUR, to: story.now }, true),
    ];
    const step = Math.max(...views.map(({ stepMs }) => stepMs));
    const incidents = views.map(({ all }) => all.filter(isIncident));
    const apart = (of: (one: Interval) => number) => {
      const times = incidents.flatMap((ones) => [of({ from: ones[0]?.from, to: ones[ones.length - 1]?.to })]);
      return (Math.max(...times) - Math.min(...times)) / step;
    };
    const rows = Math.max(
      apart(({ from }) => from),
      apart(({ to }) => to)
    );
    const others = views.flatMap(({ all }) => all.filter((one) => !isIncident(one)));
    report({
      source: name,
      check: `${query.name}: incident ${clock(story.incident)}`,
      found: `${views.map(({ all, looksBackMs }) => `${all.map(clock).join(' ')} (look-back ${hours(looksBackMs)})`).join(', ')}; ${rows.toFixed(1)} rows apart`,
      ok: rows <= ROWS_APART && incidents.every((ones) => ones.length === 1) && others.length === 0,
    });
  });

  test.each(queries)('$name: nothing else is reported over 60 refreshes', async (query) => {
    for (const length of query === queries[0] ? [3 * HOUR, 6 * HOUR] : [3 * HOUR]) {
      const panel = new Panel(source, query, client);
      const began = Date.now();
      let [atEdges, elsewhere] = [0, 0];
      for (let refresh = 0; refresh < REFRESHES; refresh++) {
        const to = story.now + refresh * REFRESH_MS + PHASE_MS;
        await writeTo(to);
        const { series } = await panel.show({ from: to - length, to });
        const [{ detection, series: rows }] = series;
        const others = detection?.sequences.filter((one) => !isIncident(one)) ?? [];
        const edges = [rows.times[5], rows.times[rows.times.length - 6]];
        const isEdge = (one: Interval) => one.from <= edges[0] || one.to >= edges[1];
        atEdges += others.some(isEdge) ? 1 : 0;
        elsewhere += others.some((one) => !isEdge(one)) ? 1 : 0;
      }
      panel.close();
      report({
        source: name,
        check: `${query.name}: ${REFRESHES} refreshes at ${hours(length)}`,
        found: `false alarms in ${atEdges} at an edge, in ${elsewhere} elsewhere (${Math.round((Date.now() - began) / 1000)} s)`,
        ok: atEdges === 0,
      });
    }
  });

  /** All reports over a range, its step, and how far the look-back reaches before it. */
  async function found(query: PanelQuery, range: Interval, isLive: boolean) {
    const panel = new Panel(source, query, client, isLive);
    const { series, lookback } = await panel.show(range);
    panel.close();
    const [{ detection, series: rows }] = series;
    const [context] = lookback.contexts;
    return {
      all: detection?.sequences ?? [],
      stepMs: rows.times[2] - rows.times[1],
      looksBackMs: context === null || context === undefined ? 0 : rows.times[0] - context.times[0],
    };
  }
});

function isIncident({ from, to }: Interval): boolean {
  return from <= story.incident.to && to >= story.incident.from;
}

function hours(ms: number): string {
  return `${Number((ms / HOUR).toFixed(1))} h`;
}
