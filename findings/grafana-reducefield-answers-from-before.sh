#!/usr/bin/env bash
# One would think: reduceField calculates over the values that the field has now. Or, if it caches, one answer is of one state
# of the values.
# What happens: it keeps every result in field.state and looks only at whether all wanted ids are there, never at the values.
# After the array has changed in place, as a stream changes it, the old results come back. They change as soon as one reducer
# more is asked for: what a legend shows then depends on which calculations were asked for before.
# Version: @grafana/data 13.2.3 (the same in 12.4.2).
# Source: reduceField in dist/esm/transformations/fieldReducer.mjs.
# Whom it matters to: panels that show calculations of streams, or of rows that they sort or complete.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps \
  @grafana/data@13.2.3 jsdom@26.1.0 react@18.3.1 react-dom@18.3.1 rxjs@7.8.2 >/dev/null

cat >reduce.cjs <<'JS'
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('', { url: 'http://localhost/' });
Object.assign(globalThis, { window, document: window.document, localStorage: window.localStorage });
const { reduceField } = require('@grafana/data');
const field = { name: 'v', type: 'number', config: {}, values: [1, 2, 3] };
const read = (...reducers) => {
  const { max, median } = reduceField({ field, reducers });
  return `max ${max}, median ${median}`;
};
console.log('of 1, 2, 3:', read('max', 'median'));
field.values.splice(0, 3, 7, 8, 9);
console.log('of 7, 8, 9:', read('max', 'median'));
console.log('with variance:', read('max', 'median', 'variance'));
JS
seen=$(node reduce.cjs)
echo "@grafana/data $(node -p "JSON.parse(require('fs').readFileSync('node_modules/@grafana/data/package.json')).version")"
echo "$seen"
[[ $seen == $'of 1, 2, 3: max 3, median 2\nof 7, 8, 9: max 3, median 2\nwith variance: max 9, median 8' ]]
