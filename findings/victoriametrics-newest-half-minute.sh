#!/usr/bin/env bash
# One would think: a query shows the newest samples, as with Prometheus; at least with nocache=1 it shows what was written.
# What happens: in a range query every row of the newest 30 s has the value that was there 30 s ago, also with nocache=1, and
# nothing in the answer says so. Half a minute later the same times have their true values. An instant query is moved 30 s
# back, too, but with nocache=1 it is not. So a live panel's last rows are always flat, and a stat beside it may differ.
# Version: VictoriaMetrics 1.151.0 (Go module proxy).
# Source: -search.latencyOffset (30s), app/vmselect/prometheus/prometheus.go, adjustLastPoints and QueryHandler.
# Whom it matters to: anyone who takes a flat tail for a stuck sensor, or compares the newest row with its threshold.
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

STEP = 5


def get(path, **query):
    with urllib.request.urlopen(f'{sys.argv[1]}{path}?{urllib.parse.urlencode(query)}') as answer:
        return json.loads(answer.read() or 'null')


def rows(start, end):
    answer = get('/api/v1/query_range', query='ramp', start=start, end=end, step=STEP, nocache=1)
    return {int(when): float(value) for when, value in answer['data']['result'][0]['values']}


# A sample every 5 s, each one more than the one before.
now = int(time.time()) // STEP * STEP
lines = '\n'.join(f'ramp {600 - age // STEP} {(now - age) * 1000}' for age in range(600, -1, -STEP))
urllib.request.urlopen(urllib.request.Request(f'{sys.argv[1]}/api/v1/import/prometheus', lines.encode())).read()
urllib.request.urlopen(f'{sys.argv[1]}/internal/force_flush').read()
newest = rows(now - 60, now)
instants = [
    float(get('/api/v1/query', query='ramp', time=now, nocache=nocache)['data']['result'][0]['value'][1])
    for nocache in (0, 1)
]
print('written:             ', [600 - age // STEP for age in range(60, -1, -STEP)])
print('asked at once:       ', [int(newest[now - age]) for age in range(60, -1, -STEP)])
print(f'instant query of now: {instants[0]:g}, with nocache=1: {instants[1]:g}')
time.sleep(36)
later = rows(now - 60, now)
print('asked 36 s later:    ', [int(later[now - age]) for age in range(60, -1, -STEP)])
flat = [newest[now - age] for age in range(25, -1, -STEP)]
assert len(set(flat)) == 1 and flat[0] < 596, flat
assert instants[0] < 596 and instants[1] == 600, instants
assert [later[now - age] for age in range(25, -1, -STEP)] == [600 - age // STEP for age in range(25, -1, -STEP)]
PY
