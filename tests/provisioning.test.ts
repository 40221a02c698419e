import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Ajv from 'ajv';
import { METRICS } from '../demo/generator/metrics.ts';
import { createExposition } from '../demo/generator/exposition.ts';
import { generatedDashboards } from '../demo/generator/dashboards/generated.ts';
import { tutorialStory } from '../demo/generator/generator.ts';
import { readMemory } from '../src/detector/memory/learntMemory';
import { DEFAULT_OPTIONS } from '../src/panel/options/options';
import { readOptions } from '../src/panel/options/readOptions';
import {
  type Compose,
  type Panel,
  type ScrapeConfig,
  type SourceReference,
  dashboards,
  readJson,
  readYaml,
} from './provisioning/files';

const PLUGIN_ID = readJson<{ id: string }>('src/plugin.json').id;
const compose = readYaml<Compose>('docker-compose.yaml');
const base = readYaml<Compose>('.config/docker-compose-base.yaml');
const prometheus = readYaml<{ scrape_configs: ScrapeConfig[] }>('provisioning/prometheus/prometheus.yml');
const sources = readYaml<{ datasources: Array<SourceReference & { name: string; url?: string; isDefault?: boolean }> }>(
  'provisioning/datasources/datasources.yml'
);

/** What a schema has against a file; the empty list when it fits. */
function faults(schema: string, content: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, strict: false });
  const fits = ajv.compile(readJson<object>(`tests/provisioning/${schema}.schema.json`));
  return fits(content) ? [] : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('schemas', () => {
  test.each([
    ['docker-compose.yaml', 'compose', compose],
    ['datasources.yml', 'datasources', sources],
    ['default.yaml', 'providers', readYaml('provisioning/dashboards/default.yaml')],
    ['prometheus.yml', 'prometheus', prometheus],
    ...dashboards().map(([file, dashboard]): [string, string, unknown] => [file, 'dashboard', dashboard]),
  ])('%s fits its schema', (_, schema, content) => {
    expect(faults(schema, content)).toEqual([]);
  });

  test.each([
    ['a service with a misspelt key', 'compose', { services: { a: { image: 'a:1', voluems: [] } } }],
    [
      'a data source without a uid',
      'datasources',
      { apiVersion: 1, datasources: [{ name: 'a', type: 'prometheus', access: 'proxy', url: 'http://a:1' }] },
    ],
    [
      'a provider without a path',
      'providers',
      { apiVersion: 1, providers: [{ name: 'a', type: 'file', options: {} }] },
    ],
    ['a scrape without targets', 'prometheus', { scrape_configs: [{ job_name: 'a', static_configs: [{}] }] }],
    [
      'a dashboard with a panel of another type',
      'dashboard',
      { ...dashboards()[0][1], panels: [{ id: 1, type: 'graph', title: '', gridPos: { x: 0, y: 0, w: 1, h: 1 } }] },
    ],
  ])('%s does not fit', (_, schema, content) => {
    expect(faults(schema, content)).not.toEqual([]);
  });
});

describe('docker-compose.yaml', () => {
  const services = Object.entries(compose.services);

  test.each(services.filter(([, { image }]) => image !== undefined))(
    '%s has its image pinned to a whole version',
    (_, { image }) => {
      // PostgreSQL's versions have two parts.
      expect(image).toMatch(/^([a-z0-9/-]+:v?\d+\.\d+|postgres:\d+)\.\d+(-[a-z0-9.]+)?$/);
    }
  );

  test('only services of the profile sources are optional, and Grafana waits for none of them', () => {
    const optional = services.filter(([, { profiles }]) => profiles !== undefined);
    expect(optional.map(([name]) => name)).toEqual(['influxdb', 'postgres', 'graphite', 'victoriametrics', 'writer']);
    expect(optional.flatMap(([, { profiles }]) => profiles)).toEqual(optional.map(() => 'sources'));
    const usual = services.filter(([, { profiles }]) => profiles === undefined);
    const awaited = usual.flatMap(([, { depends_on = {} }]) => Object.keys(depends_on));
    expect(awaited.filter((name) => optional.some(([other]) => other === name))).toEqual([]);
  });

  test('Grafana extends the scaffold’s service and is pinned, unless the environment says otherwise', () => {
    const { grafana } = compose.services;
    expect(grafana.extends).toEqual({ file: '.config/docker-compose-base.yaml', service: 'grafana' });
    expect(grafana.build?.args?.grafana_version).toMatch(/^\$\{GRAFANA_VERSION:-12\.4\.\d+\}$/);
    expect(base.services.grafana.build?.args?.grafana_image).toContain('${GRAFANA_IMAGE:-');
  });

  test('the plugin is mounted where Grafana looks for it and may be loaded unsigned', () => {
    expect(compose.services.grafana.volumes).toContain(`./dist:/var/lib/grafana/plugins/${PLUGIN_ID}:ro`);
    expect(base.services.grafana.environment?.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS).toBe(PLUGIN_ID);
  });

  test.each(services)('%s says how its health is told', (_, { healthcheck }) => {
    expect(healthcheck).toBeDefined();
  });

  test.each(services)('%s mounts this repository read-only, and only what is there', (_, { volumes = [] }) => {
    for (const [source, , mode] of volumes
      .map((volume) => volume.split(':'))
      .filter(([from]) => from.startsWith('.'))) {
      expect(mode).toBe('ro');
      // dist/ is there after a build.
      expect(source === './dist' || existsSync(join(__dirname, '..', source))).toBe(true);
    }
  });

  test('what waits for another waits for a service that exists', () => {
    for (const [, { depends_on = {} }] of services) {
      expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(depends_on)));
    }
  });

  test('no port but Grafana’s own is open to other machines', () => {
    const open = services.flatMap(([, { ports = [] }]) => ports).filter((port) => !port.startsWith('127.0.0.1:'));
    expect(open).toEqual([]);
  });

  test('no service runs as root unless one asks for it', () => {
    expect(compose.services.grafana.user).toBe('${GRAFANA_USER:-472}');
    expect(services.filter(([, { user }]) => user === 'root' || user === '0')).toEqual([]);
  });

  test.each(['generator', 'writer'])('the %s runs without privileges', (name) => {
    expect(compose.services[name]).toMatchObject({ user: 'node', read_only: true, cap_drop: ['ALL'] });
  });
});

describe('prometheus.yml', () => {
  test('scrapes services of docker-compose.yaml', () => {
    const hosts = prometheus.scrape_configs.flatMap(({ static_configs }) =>
      static_configs.flatMap(({ targets }) => targets.map((target) => target.split(':')[0]))
    );
    expect(new Set(hosts)).toEqual(new Set(['localhost', 'node-exporter', 'generator']));
    for (const host of hosts.filter((name) => name !== 'localhost')) {
      expect(Object.keys(compose.services)).toContain(host);
    }
  });

  test('finds the generator on the port that it listens on', () => {
    const port = compose.services.generator.environment?.PORT;
    const targets = prometheus.scrape_configs.flatMap(({ static_configs }) => static_configs[0].targets);
    expect(targets).toContain(`generator:${port}`);
  });
});

describe('data sources', () => {
  test('have names and uids of their own, and one is the default', () => {
    const { datasources } = sources;
    expect(new Set(datasources.map(({ uid }) => uid)).size).toBe(datasources.length);
    expect(new Set(datasources.map(({ name }) => name)).size).toBe(datasources.length);
    expect(datasources.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  test('point at services of docker-compose.yaml', () => {
    const hosts = sources.datasources.flatMap(({ url }) => (url ? [url.replace('http://', '').split(':')[0]] : []));
    expect(hosts).toEqual(['prometheus', 'influxdb', 'postgres', 'graphite', 'victoriametrics']);
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(hosts));
  });
});

describe.each(dashboards())('dashboard %s', (file, dashboard) => {
  const residual = dashboard.panels.filter(({ type }) => type === PLUGIN_ID);

  test('has a uid that no other dashboard has', () => {
    expect(dashboards().filter(([, { uid }]) => uid === dashboard.uid)).toHaveLength(1);
  });

  test('shows the plugin', () => {
    expect(residual.length).toBeGreaterThan(0);
  });

  test('asks data sources that are provisioned, by type and uid', () => {
    const known = sources.datasources.map(({ type, uid }) => ({ type, uid }));
    const asked = [
      ...dashboard.annotations.list.map(({ datasource }) => datasource),
      ...residual.flatMap(({ datasource, targets = [] }) => [
        datasource,
        ...targets.map((target) => target.datasource),
      ]),
    ];
    for (const reference of asked) {
      expect(known).toContainEqual(reference);
    }
  });

  test('gives its panels ids of their own and places in which none lies over another', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const over = (a: Panel, b: Panel) =>
      a.gridPos.x < b.gridPos.x + b.gridPos.w &&
      b.gridPos.x < a.gridPos.x + a.gridPos.w &&
      a.gridPos.y < b.gridPos.y + b.gridPos.h &&
      b.gridPos.y < a.gridPos.y + a.gridPos.h;
    const pairs = panels.flatMap((a, i) => panels.slice(i + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => over(a, b)).map(([a, b]) => `${a.title} / ${b.title}`)).toEqual([]);
    expect(panels.filter(({ gridPos }) => gridPos.x + gridPos.w > 24)).toEqual([]);
  });

  test('says what one should see', () => {
    const texts = dashboard.panels.filter(({ type }) => type === 'text').map(({ options }) => String(options?.content));
    expect(texts.join('\n')).toContain('**What you should see:**');
  });

  test('names its panels, each name once', () => {
    const titles = residual.map(({ title }) => title);
    expect(titles).not.toContain('');
    expect(new Set(titles).size).toBe(titles.length);
  });

  test.each(residual.map((panel): [string, Panel] => [panel.title, panel]))(
    'sets options of “%s” that the panel has, within bounds unless it says otherwise',
    (title, panel) => {
      expect(readOptions(panel.options).notices).toHaveLength(title === 'Options out of bounds' ? 2 : 0);
      expect(unknownKeys(panel.options, DEFAULT_OPTIONS)).toEqual([]);
    }
  );
});

/** Paths of keys that the second object does not have. */
function unknownKeys(written: unknown, known: unknown, path = ''): string[] {
  if (!isRecord(written) || !isRecord(known)) {
    return [];
  }
  return Object.entries(written).flatMap(([key, value]) =>
    key in known ? unknownKeys(value, known[key], `${path}${key}.`) : [`${path}${key}`]
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe.each([...generatedDashboards()])('the generated dashboard %s', (file, generated) => {
  test('is what npx tsx demo/generator/dashboards/write.ts writes', () => {
    expect(readJson(`provisioning/dashboards/${file}`)).toEqual(JSON.parse(JSON.stringify(generated)));
  });
});

describe('the dashboards of every option and of a memory', () => {
  const shown = ['options.json', 'first-days.json'].flatMap((file) =>
    (new Map(dashboards()).get(file)?.panels ?? []).map(({ options }) => options)
  );

  test.each(leaves(DEFAULT_OPTIONS))('show a panel with %s at another value than its default', (path, usual) => {
    const values = shown.map((options) => path.split('.').reduce<unknown>(valueAt, options));
    expect(values.filter((value) => value !== undefined && !isDeepStrictEqual(value, usual))).not.toEqual([]);
  });

  test('give a panel a memory that the bundled model learnt, for the window that it uses', () => {
    const { files } = readJson<{ files: ReadonlyArray<{ path: string; sha256: string }> }>('models/manifest.json');
    const weights = files.find(({ path }) => path === 'weights.bin');
    const given = shown.map((options) => readOptions(options).options).filter(({ teaching }) => teaching.learntMemory);
    const fits = given.map(({ teaching, detection }) =>
      readMemory(teaching.learntMemory, { sha256: weights?.sha256 ?? '', windowSize: detection.windowSize })
    );
    expect(fits).toEqual([expect.objectContaining({ status: 'read' })]);
  });
});

/** Each option by its path, with its default. */
function leaves(options: object, path = ''): Array<[string, unknown]> {
  return Object.entries(options).flatMap(([key, value]): Array<[string, unknown]> =>
    isRecord(value) ? leaves(value, `${path}${key}.`) : [[path + key, value]]
  );
}

function valueAt(options: unknown, key: string): unknown {
  return isRecord(options) ? options[key] : undefined;
}

describe('the story’s dashboard', () => {
  const dashboard = new Map(dashboards()).get('story.json');
  const panel = dashboard?.panels.find(({ type }) => type === PLUGIN_ID);
  const wave = panel?.targets?.[0].csvWave?.[0];

  test('repeats the generator’s story to the third decimal (npx tsx demo/generator/writeStory.ts)', () => {
    const { name, times, values } = tutorialStory();
    expect(wave?.name).toBe(name);
    expect(wave?.timeStep).toBe((times[1] - times[0]) / 1000);
    expect(wave?.valuesCSV.split(',')).toEqual(values.map((value) => value.toFixed(3)));
  });

  test('shows one whole turn: TestData counts its turns from the epoch', () => {
    const turn = (wave?.timeStep ?? NaN) * 1000 * (wave?.valuesCSV.split(',').length ?? NaN);
    const [from, to] = [Date.parse(dashboard?.time.from ?? ''), Date.parse(dashboard?.time.to ?? '')];
    expect(from % turn).toBe(0);
    expect(to - from).toBe(turn);
    expect(from).toBe(tutorialStory().times[0]);
  });

  test('paints the input red by an override that names it, and the reconstruction blue', () => {
    expect(panel?.fieldConfig?.overrides).toEqual([
      {
        matcher: { id: 'byName', options: wave?.name },
        properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: 'red' } }],
      },
    ]);
    expect(panel?.options?.display).toMatchObject({ reconstructionColorMode: 'fixed', reconstructionColor: 'blue' });
  });
});

describe('the sources’ dashboard', () => {
  const panels = new Map(dashboards()).get('sources.json')?.panels ?? [];
  const residual = panels.filter(({ type }) => type === PLUGIN_ID);

  test('has a panel of each database, with the options that a new panel has', () => {
    const uids = residual.map(({ datasource }) => datasource?.uid);
    expect(uids).toEqual(['influxdb', 'postgres', 'graphite', 'victoriametrics', 'prometheus']);
    expect(residual.map(({ options }) => options)).toEqual(residual.map(() => ({})));
  });

  test('asks for the names that the writer writes', () => {
    const asked = JSON.stringify(residual.map(({ targets }) => targets));
    for (const name of ['"measurement":"requests"', 'FROM requests', 'demo.requests.count', 'demo_requests_count']) {
      expect(asked).toContain(name);
    }
  });
});

describe('the host’s dashboard', () => {
  const dashboard = new Map(dashboards()).get('host.json');
  const expressions = [
    ...(dashboard?.panels ?? []).flatMap(({ targets = [] }) => targets.map(({ expr = '' }) => expr)),
    ...(dashboard?.annotations.list ?? []).map(({ expr = '' }) => expr),
  ];
  const exported = createExposition({ seed: 1, dayMs: 1_200_000, stepMs: 5000 }, 0).at(0);

  test('asks for every metric that the generator exports, and for none that it does not', () => {
    const asked = new Set(expressions.flatMap((expr) => expr.match(/demo_\w+/g) ?? []));
    const offered = new Set([...exported.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name));
    expect(asked).toEqual(offered);
    // All metrics and the truth about the incidents.
    expect(asked.size).toBe(METRICS.length + 1);
  });

  test('takes the rate of counters and of nothing else', () => {
    for (const [, name, type] of exported.matchAll(/^# TYPE (\w+) (\w+)/gm)) {
      const using = expressions.filter((expr) => expr.includes(name));
      expect(using.map((expr) => expr.includes(`rate(${name}[`))).toEqual(using.map(() => type === 'counter'));
    }
  });
});
