#!/usr/bin/env bash
# One would think: a series without a staleness mark (pushed by remote write, imported, or from a batch job) has its last row
# at its last sample, and increase() of a counter that ends falls to nothing at once.
# What happens: a plain query repeats the last value for five minutes, twenty rows of 15 s. They look measured: a flat tail at
# the live edge. increase() of the same counter does not repeat; it decays over its window and extrapolates, so that two
# panels of one series disagree on when it ended.
# Version: Prometheus 2.42.0 (Debian 2.42.0+ds-5+deb12u1).
# Source: --query.lookback-delta (5m); promql/engine.go, vectorSelectorSingle.
# Whom it matters to: anyone who takes a flat tail for a stuck sensor, or its end for the time at which the job stopped.
set -euo pipefail
place=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$place"
}
trap finish EXIT

cd "$place"
apt-get download -qq prometheus=2.42.0+ds-5+deb12u1 2>apt
dpkg -x prometheus_*.deb .
usr/bin/prometheus --version 2>&1 | head -n 1
[[ $(usr/bin/prometheus --version 2>&1) == *'version 2.42.0+ds'* ]]

# Ten minutes of a counter, + 1 each 15 s, that ends an hour and a half ago.
last=$(($(date +%s) / 3600 * 3600 - 5400))
{
  echo '# TYPE jobs counter'
  for sample in $(seq 0 40); do
    echo "jobs_total $sample $((last - 600 + 15 * sample))"
  done
  echo '# EOF'
} >samples
usr/bin/promtool tsdb create-blocks-from openmetrics samples data >log
echo 'global: {}' >prometheus.yml
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
usr/bin/prometheus --config.file=prometheus.yml --storage.tsdb.path=data --web.listen-address="127.0.0.1:$port" >log 2>&1 &
server=$!
for _ in $(seq 50); do
  curl -sf "http://127.0.0.1:$port/-/ready" >/dev/null && break
  sleep 0.2
done

python3 - "http://127.0.0.1:$port" "$last" <<'PY'
import json
import sys
import urllib.parse
import urllib.request

last = int(sys.argv[2])


def after(expression):
    """Rows of 15 s from the last sample on, as seconds after it and values."""
    query = urllib.parse.urlencode({'query': expression, 'start': last, 'end': last + 600, 'step': 15})
    with urllib.request.urlopen(f'{sys.argv[1]}/api/v1/query_range?{query}') as answer:
        return [(int(when) - last, float(value)) for when, value in json.load(answer)['data']['result'][0]['values']]


plain, grown = after('jobs_total'), after('increase(jobs_total[2m])')
print(f'jobs_total: {len(plain)} rows from the last sample on, to {plain[-1][0]} s after it, all {plain[-1][1]:g}')
print('increase over 2 min:', ', '.join(f'{value:.1f} at {age} s' for age, value in grown))
assert [value for _, value in plain] == [40.0] * 21 and plain[-1][0] == 300
assert 75 <= grown[-1][0] < 120
PY
