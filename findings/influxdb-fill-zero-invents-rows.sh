#!/usr/bin/env bash
# One would think: fill(0) gives a zero to each minute without points between the first point and the last one, or to none if
# the last point is the newest thing known.
# What happens: it gives zeros to the whole range of the query. There are zeros for minutes before the first point was ever
# written, and for minutes that have not begun yet, if the range ends in the future ("today", "now+5m"). Yet a range without
# any point has no row at all, not even zeros: a service that stops for longer than the range disappears instead of being 0.
# Version: InfluxDB 1.6.7 (Debian 1.6.7~rc0-1+b13).
# Source: query/iterator.gen.go of InfluxDB 1.6, the fill iterators: they emit windows from the range's start to its end once
# a series has a first point.
# Whom it matters to: anyone who learns what is usual from earlier rows: a young service seems to have been idle for days.
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
chmod 755 .
apt-get download -qq 'influxdb=1.6.7~rc0-1+b13' 2>"$place/apt"
dpkg -x influxdb_*.deb .
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
backup=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >influxdb.conf <<CONF
reporting-disabled = true
bind-address = "127.0.0.1:$backup"
[meta]
  dir = "$place/meta"
[data]
  dir = "$place/data"
  wal-dir = "$place/wal"
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:$port"
CONF
usr/bin/influxd -config influxdb.conf >log 2>&1 &
server=$!
for _ in $(seq 50); do
  curl -sf "http://127.0.0.1:$port/ping" && break
  sleep 0.2
done
version=$(curl -si "http://127.0.0.1:$port/ping" | tr -d '\r' | sed -n 's/^X-Influxdb-Version: //p')
echo "InfluxDB $version"
[[ $version == 1.6.7* ]]

ask() { curl -sf "http://127.0.0.1:$port/query?db=finding&epoch=s" --data-urlencode "q=$1"; }
# Values of the only column, separated by spaces.
values() { python3 -c 'import json, sys; print(*[row[1] for row in json.load(sys.stdin)["results"][0]["series"][0]["values"]])'; }

ask 'CREATE DATABASE finding' >/dev/null
minute=1700000040
for second in $(seq 0 10 290); do
  echo "requests value=1 $((minute + second))"
done | curl -sf "http://127.0.0.1:$port/write?db=finding&precision=s" --data-binary @-

counted() { ask "SELECT count(value) FROM requests WHERE time >= $1s AND time < $2s GROUP BY time(1m) fill(0)"; }
around=$(counted $((minute - 180)) $((minute + 480)) | values)
now=$(($(date +%s) / 60 * 60))
echo "requests value=1 $((now - 60))" | curl -sf "http://127.0.0.1:$port/write?db=finding&precision=s" --data-binary @-
ahead=$(counted $((now - 60)) $((now + 180)) | values)
after=$(counted $((minute + 600)) $((minute + 900)))
echo "five minutes of data, asked for three minutes before and after: $around"
echo "one point a minute ago, asked for three minutes ahead:          $ahead"
echo "a range after the last point: $after"
[ "$around" = '0 0 0 6 6 6 6 6 0 0 0' ]
[ "$ahead" = '1 0 0 0' ]
[ "$after" = '{"results":[{"statement_id":0}]}' ]
