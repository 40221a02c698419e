import type { AnalysisClient } from '../../src/worker/client';
import { openClient } from './client';
import { GraphiteSource, graphiteQuery } from './graphite';
import { InfluxdbSource, influxQuery } from './influxdb';
import { HOUR, openedAt, Story } from './metric';
import { Panel } from './panel';
import { hours, lookbackText, looksBackMs, meets, othersIn, refreshed } from './refreshes';
import { clock, reached, report } from './running';

jest.setTimeout(600_000);

const lastHours = ({ now }: Story, count: number) => ({ from: now - count * HOUR, to: now });
let client: AnalysisClient;

beforeAll(async () => {
  client = await openClient();
});

describe('influxdb-limited', () => {
  const server = reached('influxdb-limited');
  (server ? test : test.skip)(
    'a longer range is refused: the look-back is shorter, and the status says why',
    async () => {
      const story = new Story(openedAt());
      const source = new InfluxdbSource(server!.url);
      await source.write(story.events());
      const panel = new Panel(source, influxQuery('sum'), client);
      const verdicts = await panel.show(lastHours(story, 3));
      panel.close();
      const [{ detection }] = verdicts.series;
      const text = lookbackText(verdicts, story.now - 3 * HOUR);
      const found = (detection?.sequences ?? []).filter((one) => meets(one, story.incident));
      report({
        source: 'influxdb-limited',
        check: 'at most 1,200 buckets an answer, 3 h',
        found: `${found.map(clock).join(' ')} (look-back ${hours(looksBackMs(verdicts))}: ${text})`,
        ok: found.length === 1 && looksBackMs(verdicts) > 0 && text.includes('max-select-buckets'),
      });
    }
  );
});

describe('graphite', () => {
  const server = reached('graphite');
  (server ? test : test.skip)('a retention of six hours bounds the look-back, and no edge is reported', async () => {
    const story = new Story(openedAt(true));
    const { url, python, libraries, whisper } = server!;
    const retentions = [
      [60, 360],
      [300, 2016],
    ] as const;
    const source = new GraphiteSource({ url, python, libraries, whisper }, [
      { path: 'shop.visits', of: 'count', retentions },
    ]);
    await source.write(story.events());
    const query = graphiteQuery('visits', "consolidateBy(shop.visits, 'sum')");
    const panel = new Panel(source, query, client);
    const verdicts = await panel.show(lastHours(story, 3));
    panel.close();
    const { others } = othersIn(verdicts, story);
    const found = (verdicts.series[0].detection?.sequences ?? []).filter((one) => meets(one, story.incident));
    let written = story.now;
    const write = async (to: number) => {
      await source.write(story.events({ from: written, to }));
      written = to;
    };
    const alarms = await refreshed(new Panel(source, query, client), story, {
      length: 3 * HOUR,
      everyMs: 10_000,
      write,
    });
    const text = lookbackText(verdicts, story.now - 3 * HOUR);
    report({
      source: 'graphite',
      check: '60 s for 6 h, then 300 s: 3 h',
      found:
        `${found.map(clock).join(' ')} (look-back ${hours(looksBackMs(verdicts))}: ${text}); ` +
        `false alarms in ${alarms.atEdges} at an edge, in ${alarms.elsewhere} elsewhere`,
      ok: found.length === 1 && others.length === 0 && alarms.atEdges === 0 && looksBackMs(verdicts) > 0,
    });
  });
});
