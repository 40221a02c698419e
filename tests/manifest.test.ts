/** @jest-environment node */
import { existsSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { schemaFaults } from '../scripts/package/archivePoints';
import { SHOTS } from '../scripts/screenshots/shots';
import { readJson } from './provisioning/files';

const ROOT = resolve(__dirname, '..');

interface PluginJson {
  readonly id: string;
  readonly name: string;
  readonly suggestions: boolean;
  readonly info: {
    readonly version: string;
    readonly updated: string;
    readonly logos: { readonly small: string; readonly large: string };
    readonly screenshots: ReadonlyArray<{ readonly path: string }>;
  };
}

const manifest = readJson<PluginJson>('src/plugin.json');

/** The manifest as a build leaves it: version and day filled in. */
function built(json: PluginJson): PluginJson {
  return { ...json, info: { ...json.info, version: '1.2.3', updated: '2026-03-04' } };
}

test('fits the schema once version and day are filled in', () => {
  expect([manifest.info.version, manifest.info.updated]).toEqual(['%VERSION%', '%TODAY%']);
  expect(schemaFaults(built(manifest))).toEqual([]);
});

test.each([
  ['a misspelt field', { ...manifest, sugestions: true }],
  ['an id of another kind of plugin', { ...manifest, id: 'residual-anomaly-app' }],
  ['a range that is none', { ...manifest, dependencies: { grafanaDependency: 'newest' } }],
  ['a screenshot without a name', { ...manifest, info: { ...manifest.info, screenshots: [{ path: 'img/a.png' }] } }],
])('does not fit with %s', (_, json) => {
  expect(schemaFaults(built(json))).not.toEqual([]);
});

test('lies at the top of the repository too, as a link to the one that is built', () => {
  expect(readlinkSync(join(ROOT, 'plugin.json'))).toBe('src/plugin.json');
});

test('names pictures that are there, and that npm run screenshots takes', () => {
  const { logos, screenshots } = manifest.info;
  const paths = screenshots.map(({ path }) => `src/${path}`);
  expect(
    [logos.small, logos.large, ...screenshots.map(({ path }) => path)].filter(
      (path) => !existsSync(join(ROOT, 'src', path))
    )
  ).toEqual([]);
  expect(SHOTS.map(({ file }) => file)).toEqual(expect.arrayContaining(paths));
});

test('is found by “anomaly” in Grafana’s list of visualizations, which searches names', () => {
  expect(manifest.name).toBe('Residual – anomaly detection');
});

test('offers the panel among Grafana’s suggestions', () => {
  expect(manifest.suggestions).toBe(true);
});
