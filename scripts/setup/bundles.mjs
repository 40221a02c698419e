import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { runNode } from './run.mjs';

const PLUGIN_SOURCES = [
  'src',
  'models',
  'plugin.json',
  'package.json',
  'package-lock.json',
  'webpack.config.ts',
  '.config/webpack',
  '.config/bundler',
  'README.md',
  'CHANGELOG.md',
];
const PLUGIN_OUTPUTS = ['dist/module.js', 'dist/analysis-worker.js', 'dist/plugin.json'];
const HOST_SOURCES = ['demo', 'headless', 'src/img/logo.svg', 'package-lock.json'];

const isTest = (path) => /\.test\.tsx?$/.test(path);

/** Builds the plugin into dist/ unless dist/ was built from the same sources. Returns whether it built. */
export function ensurePlugin(root, say) {
  return ensureBuilt(root, say, {
    what: 'the plugin',
    stamp: 'node_modules/.cache/residual/plugin',
    sources: PLUGIN_SOURCES,
    outputs: PLUGIN_OUTPUTS,
    build: () =>
      runNode(
        [
          join(root, 'node_modules/webpack/bin/webpack.js'),
          '-c',
          './webpack.config.ts',
          '--env',
          'production',
          '--stats',
          'errors-only',
        ],
        root
      ),
  });
}

/**
 * Bundles the demo page with the Grafana libraries of the folder `libs` (relative to `root`) unless the bundle is up to date.
 * Returns the folder of the page, relative to `root`.
 */
export function ensureHost(root, say, { libs = '.' } = {}) {
  const own = libs === '.';
  const out = own ? '.cache/host' : `.cache/host-${basename(libs)}`;
  ensureBuilt(root, say, {
    what: own ? 'the demo page' : `the demo page with the Grafana libraries of ${libs}`,
    stamp: `${out}/.stamp`,
    sources: [...HOST_SOURCES, ...(own ? [] : [`${libs}/package-lock.json`])],
    outputs: [`${out}/main.js`, `${out}/index.html`],
    build: () => runNode([join(root, 'demo/bundle.mjs'), '--grafana-libs', libs, '--out', out], root),
  });
  return out;
}

function ensureBuilt(root, say, { what, stamp, sources, outputs, build }) {
  const stampFile = join(root, stamp);
  const from = fingerprint(root, sources, isTest);
  // The stamp includes the outputs, so a development build over a production build makes it stale.
  const state = () => `${from} ${fingerprint(root, outputs)}`;
  if (outputs.every((path) => existsSync(join(root, path))) && readStamp(stampFile) === state()) {
    return false;
  }
  say(`Building ${what} …`);
  build();
  writeStamp(stampFile, state());
  return true;
}
