#!/usr/bin/env bash
# One would think: alignTimeRangeCompareData moves a comparison by the distance that it is given, against its sign, and a
# minor version keeps what it changes and what it returns.
# What happens: the sign is ignored. A comparison with a later period moves still later. In 12.4.2 the frame itself is changed
# and nothing is returned, so a frame that is drawn twice is shifted twice. In 13.2.3 the frame stays and a shifted copy is
# returned, so a caller of the old form draws the past where it was.
# Version: @grafana/data 12.4.2 and 13.2.3.
# Source: alignTimeRangeCompareData in dist/esm/dataframe/utils.mjs of each.
# Whom it matters to: panels that draw Grafana's time comparison and run in both versions.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

cat >"$place/shift.cjs" <<'JS'
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('', { url: 'http://localhost/' });
Object.assign(globalThis, { window, document: window.document, localStorage: window.localStorage });
const { alignTimeRangeCompareData, toDataFrame } = require('@grafana/data');
const shifted = (distance) => {
  const frame = toDataFrame({ fields: [{ name: 'Time', type: 'time', values: [1000, 2000] }] });
  const [returned] = [1, 2].map(() => alignTimeRangeCompareData(frame, distance)?.fields[0].values ?? null);
  return { returned, afterTwo: frame.fields[0].values };
};
console.log(JSON.stringify({ earlier: shifted(-500), later: shifted(500) }));
JS

for version in 12.4.2 13.2.3; do
  mkdir "$place/$version"
  cd "$place/$version"
  npm init -y >/dev/null
  npm install --silent --no-audit --no-fund --ignore-scripts --legacy-peer-deps \
    "@grafana/data@$version" jsdom@26.1.0 react@18.3.1 react-dom@18.3.1 rxjs@7.8.2 >/dev/null
  cp ../shift.cjs .
  seen=$(node shift.cjs)
  echo "@grafana/data $version: $seen"
  case $version in
    12.4.2) each='{"returned":null,"afterTwo":[2000,3000]}' ;;
    *) each='{"returned":[1500,2500],"afterTwo":[1000,2000]}' ;;
  esac
  [[ $seen == "{\"earlier\":$each,\"later\":$each}" ]]
done
