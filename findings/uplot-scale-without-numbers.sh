#!/usr/bin/env bash
# One would think: a value that is no number is a gap, whether it is null, undefined or NaN, and an infinity is at most a
# point beyond the plot.
# What happens: null and undefined are left out of the range of the scale. A NaN is left out unless it is the first value: then
# the scale is NaN to NaN, and nothing on it is drawn. One infinity, anywhere, has the same effect.
# Version: uPlot 1.6.32.
# Source: getMinMax in dist/uPlot.cjs.js: the first value that is not null becomes minimum and maximum, and no comparison with
# NaN replaces it; rangeNum then subtracts.
# Whom it matters to: anyone who hands uPlot typed arrays or answers of databases that send NaN, +Inf or -Inf.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts uplot@1.6.32 jsdom@26.1.0 >/dev/null

cat >range.cjs <<'JS'
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('', { pretendToBeVisual: true });
// jsdom has neither a canvas nor media queries. The ranges of the scales need none.
window.matchMedia = () => ({ addEventListener() {}, removeEventListener() {} });
const canvas = new Proxy({}, { get: () => () => ({ width: 0 }), set: () => true });
window.HTMLCanvasElement.prototype.getContext = () => canvas;
const { document, navigator, matchMedia, CustomEvent, Event, HTMLElement } = window;
for (const [name, value] of Object.entries({ window, document, navigator, matchMedia, CustomEvent, Event, HTMLElement })) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
globalThis.Path2D = class { moveTo() {} lineTo() {} rect() {} arc() {} closePath() {} };
globalThis.devicePixelRatio = 1;
const uPlot = require('uplot');

const COLUMNS = {
  null: [null, 2, 3, 4],
  undefined: [undefined, 2, 3, 4],
  'NaN later': [2, NaN, 3, 4],
  'NaN first': [NaN, 2, 3, 4],
  infinity: [2, 3, Infinity, 4],
};
for (const [name, values] of Object.entries(COLUMNS)) {
  const options = { width: 300, height: 200, scales: { x: { time: false } }, series: [{}, { stroke: 'red' }] };
  const { scales } = new uPlot(options, [[1, 2, 3, 4], values], (plot, init) => (document.body.append(plot.root), init()));
  setTimeout(() => console.log(`${name}: ${Number.isFinite(scales.y.min + scales.y.max) ? 'a range' : `${scales.y.min} to ${scales.y.max}`}`), 20);
}
JS
seen=$(node range.cjs)
echo "uPlot $(node -p "require('uplot/package.json').version")"
echo "$seen"
[[ $seen == $'null: a range\nundefined: a range\nNaN later: a range\nNaN first: NaN to NaN\ninfinity: NaN to NaN' ]]
