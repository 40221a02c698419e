#!/usr/bin/env bash
# One would think: the times of a range query's rows are start, start + step and so on, as with Prometheus, or always
# multiples of the step; in any case they do not depend on how long the range is.
# What happens: with 49 rows or fewer they count from the start as it was asked; with 50 or more, start and end are rounded
# down to multiples of the step. The rows of a short range have no time in common with those of a longer one.
# Version: VictoriaMetrics 1.151.0 (Go module proxy).
# Source: app/vmselect/promql/eval.go, AdjustStartEnd (minTimeseriesPointsForTimeRounding = 50).
# Whom it matters to: anyone who joins the answers for two ranges by time; Grafana rounds the range before it asks, others do not.
set -euo pipefail
place=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  chmod -R u+w "$place"
  rm -rf "$place"
}
trap finish EXIT

PATH="$PATH:/usr/local/go/bin"
GOBIN="$place" GOFLAGS=-mod=mod go install github.com/VictoriaMetrics/VictoriaMetrics/app/victoria-metrics@v1.151.0 2>"$place/log"
version=$(go version -m "$place/victoria-metrics" | awk '$1 == "mod" { print $3 }')
echo "VictoriaMetrics $version"
[ "$version" = v1.151.0 ]

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$place/victoria-metrics" -storageDataPath="$place/data" -httpListenAddr="127.0.0.1:$port" >"$place/log" 2>&1 &
server=$!
for _ in $(seq 50); do
  curl -sf "http://127.0.0.1:$port/health" >/dev/null && break
  sleep 0.2
done

python3 - "http://127.0.0.1:$port" <<'PY'
import json
import sys
import time
import urllib.parse
import urllib.request

STEP = 60


def times(start, end):
    query = urllib.parse.urlencode({'query': 'level', 'start': start, 'end': end, 'step': STEP})
    with urllib.request.urlopen(f'{sys.argv[1]}/api/v1/query_range?{query}') as answer:
        return [int(when) for when, _ in json.load(answer)['data']['result'][0]['values']]


end = int(time.time()) // 3600 * 3600 - 3600
lines = '\n'.join(f'level 1 {(end - age) * 1000}' for age in range(7200, -1, -15))
urllib.request.urlopen(urllib.request.Request(f'{sys.argv[1]}/api/v1/import/prometheus', lines.encode())).read()
urllib.request.urlopen(f'{sys.argv[1]}/internal/force_flush').read()
last = end - 600 + 17  # 17 s past a minute
short, long = times(last - 48 * STEP, last), times(last - 49 * STEP, last)
for rows in (short, long):
    print(f'{len(rows)} rows asked from and to 17 s past a minute: the last one is {rows[-1] % STEP} s past it')
print('times in common:', len(set(short) & set(long)))
assert (len(short), len(long)) == (49, 50)
assert {when % STEP for when in short} == {17} and {when % STEP for when in long} == {0}
PY
