#!/usr/bin/env bash
# One would think: a plugin's unit tests, Jest in jsdom as @grafana/create-plugin sets them up, still load @grafana/ui
#   after an update to Grafana 13 and React 19.
# What happens: they do not load at all. @grafana/ui requires react-dom/server (TruncatedText), whose build for browsers
#   makes a MessageChannel as it loads, and jsdom has none. Past that, @grafana/data/unstable requires @react-hookz/web
#   and @ver0/deep-equal, which are ES modules alone and not in create-plugin's list of modules to transform.
# Version: @grafana/ui 13.2.3, @grafana/data 13.2.3, react-dom 19.3.1, jest 29.7.0.
# Source: @grafana/ui/dist/cjs/components/Text/TruncatedText.cjs, @grafana/data/dist/cjs/hooks/useObservable.cjs;
#   .config/jest/utils.js of create-plugin 7.10.0, unchanged since 7.1.7.
# Matters to: authors of Grafana plugins who test with the libraries of the Grafana that they support.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >package.json <<'JSON'
{ "private": true, "dependencies": { "@grafana/data": "13.2.3", "@grafana/ui": "13.2.3", "react": "19.3.1",
  "react-dom": "19.3.1", "jest": "29.7.0", "jest-environment-jsdom": "29.7.0", "@swc/core": "1.15.0", "@swc/jest": "0.2.39" } }
JSON
npm install --ignore-scripts --no-audit --no-fund --loglevel=error >&2

# create-plugin's transformation and its list, and the two things that jsdom lacks and create-plugin sets.
cat >jest.config.js <<'JS'
const esm = ['@grafana/schema', '@wojtekmaj/date-utils', 'd3', 'd3-color', 'd3-force', 'd3-interpolate',
  'd3-scale-chromatic', 'get-user-locale', 'marked', 'memoize', 'mimic-function', 'ol', 'react-calendar',
  'react-colorful', 'rxjs', 'uuid'];
module.exports = {
  testEnvironment: 'jsdom',
  setupFiles: ['<rootDir>/setup.js'],
  transform: { '^.+\\.m?js$': '@swc/jest' },
  transformIgnorePatterns: [`node_modules/(?!.*(${esm.join('|')})/.*)`],
};
JS
cat >setup.js <<'JS'
Object.assign(globalThis, require('util'), { matchMedia: () => ({ matches: false, addListener() {} }) });
if (process.env.WITH_CHANNEL) {
  globalThis.MessageChannel = class { port1 = {}; port2 = { postMessage() {} }; };
}
JS
echo "test('loads', () => { expect(require('@grafana/ui').Button).toBeDefined(); });" >ui.test.js

echo "@grafana/ui $(node -p "require('@grafana/ui/package.json').version"), react-dom $(node -p "require('react-dom/package.json').version")"

seen() {
  npx jest --no-cache >last.log 2>&1 || true
  grep -m1 -E "$1" last.log || { tail -40 last.log; echo "Not seen: $1"; exit 1; }
}
echo 'as create-plugin sets it up:'
seen 'MessageChannel is not defined'
echo 'with a MessageChannel:'
WITH_CHANNEL=1 seen "@react-hookz/web/dist/index.js:|Unexpected token 'export'"
