import type { AnalysisClient } from '../../src/worker/client';
import { openClient } from './client';
import { InfluxdbSource, influxQuery } from './influxdb';
import { type Event, HOUR, openedAt, Story } from './metric';
import { Panel } from './panel';
import { PostgresSource, postgresQuery } from './postgres';
import { PrometheusSource, importText, prometheusQuery } from './prometheus';
import { alarmsText, othersIn, refreshed, REFRESHES } from './refreshes';
import { reached, report } from './running';
import type { PanelQuery, Source } from './source';

jest.setTimeout(600_000);

const MINUTE = 60_000;
/** So much later the second of two writers writes what happened. */
const LATE_MS = 25_000;
/**
 * Refreshes with a false alarm. In the first one nothing shows that the source is late; later, smoothing may carry the error
 * of a late row into a settled one.
 */
const MOST_ALARMS = 3;
/** VictoriaMetrics holds back the newest 30 s, so its panel is watched in real time. */
const LIVE_SCRAPE_MS = 5_000;
const LIVE_REFRESH_MS = 1_000;

const LATE = 'late_requests';
const late = {
  influxdb: {
    query: influxQuery('count', { measurement: LATE }),
    open: ({ url }) => new InfluxdbSource(url, LATE),
  },
  postgres: {
    query: postgresQuery('count(*)', undefined, LATE),
    open: async ({ url, psql }) => {
      const source = new PostgresSource(url, psql, LATE);
      await source.create();
      return source;
    },
  },
} satisfies Record<
  string,
  { query: PanelQuery; open: (server: NonNullable<ReturnType<typeof reached>>) => Source | Promise<Source> }
>;

let client: AnalysisClient;

beforeAll(async () => {
  client = await openClient();
});

describe.each(Object.entries(late))('%s', (name, { query, open }) => {
  const server = reached(name);
  (server ? test : test.skip)(
    'half of the rows 25 s late: hardly anything is reported once that was seen',
    async () => {
      const story = new Story(openedAt());
      const source = await open(server!);
      const isLate = ({ time }: Event) => time % 2 === 0;
      await source.write(story.events().filter((event) => !isLate(event) || event.time < story.now - LATE_MS));
      let written = story.now;
      const write = async (to: number) => {
        const prompt = story.events({ from: written, to }).filter((event) => !isLate(event));
        const delayed = story.events({ from: written - LATE_MS, to: to - LATE_MS }).filter(isLate);
        await source.write([...delayed, ...prompt]);
        written = to;
      };
      const alarms = await refreshed(new Panel(source, query, client), story, {
        length: 3 * HOUR,
        everyMs: 10_000,
        write,
      });
      report({
        source: name,
        check: `half of the rows ${LATE_MS / 1000} s late, ${REFRESHES} refreshes at 3 h`,
        found: alarmsText(alarms),
        ok: alarms.atEdges <= MOST_ALARMS && alarms.elsewhere === 0,
      });
    }
  );
});

describe('victoriametrics', () => {
  const server = reached('victoriametrics');
  (server ? test : test.skip)('the newest 30 s are flat, and nothing is reported of them', async () => {
    const story = new Story(Math.ceil(Date.now() / MINUTE) * MINUTE);
    const source = new PrometheusSource(server!.url, importText, LIVE_SCRAPE_MS, 'live_');
    const query = prometheusQuery('rate', 'rate(live_requests_total[$__rate_interval])', LIVE_SCRAPE_MS);
    const panel = new Panel(source, query, client);
    let written = story.start;
    let [atEdges, flat] = [0, 0];
    for (let refresh = 0; refresh < REFRESHES; refresh++) {
      const to = Date.now();
      await source.write(story.events({ from: written, to }));
      written = to;
      const verdicts = await panel.show({ from: to - HOUR, to });
      const { others, isEdge } = othersIn(verdicts, story);
      const newest = verdicts.series[0].series.values.slice(-4);
      atEdges += others.some(isEdge) ? 1 : 0;
      flat += new Set(newest).size === 1 ? 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, to + LIVE_REFRESH_MS - Date.now())));
    }
    panel.close();
    report({
      source: 'victoriametrics',
      check: `${REFRESHES} refreshes a second apart, live`,
      found: `the newest four rows are equal in ${flat}; false alarms in ${atEdges} at an edge`,
      ok: atEdges === 0 && flat > 0,
    });
  });
});
