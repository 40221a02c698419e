#!/usr/bin/env bash
# One would think: difference() of a count by minute starts with the second minute of the range, or compares the first minute
# with the whole one before it.
# What happens: InfluxDB reads one minute before the range, counted from the range's start and not from its bucket's. So the
# first row compares with a bucket that was read in part. A metric of six points a minute, always, has a first difference of
# 1 to 5, and of -1 to -5 in the last row, which is partial too. moving_average() has the same fault.
# Version: InfluxDB 1.6.7 (Debian 1.6.7~rc0-1+b13).
# Source: query/compile.go of InfluxDB 1.6 (`ExtraIntervals`): the start is moved by whole intervals before it is truncated.
# Whom it matters to: anyone who draws changes of counts or sums in a live panel; the first row is wrong at each refresh.
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
for second in $(seq 0 10 590); do
  echo "requests value=1 $((minute + second))"
done | curl -sf "http://127.0.0.1:$port/write?db=finding&precision=s" --data-binary @-

range="time >= $((minute + 130))s AND time <= $((minute + 400))s GROUP BY time(1m)"
counts=$(ask "SELECT count(value) FROM requests WHERE $range" | values)
differences=$(ask "SELECT difference(count(value)) FROM requests WHERE $range" | values)
means=$(ask "SELECT moving_average(count(value), 2) FROM requests WHERE $range" | values)
echo "six points in each minute; a range from 10 s within a minute to 40 s within one:"
echo "count:             $counts"
echo "difference:        $differences (rows for the same minutes; nothing ever changed)"
echo "moving average, 2: $means"
[ "$counts" = '5 6 6 6 5' ]
[ "$differences" = '1 0 0 0 -1' ]
[ "$means" = '5.5 6 6 6 5.5' ]
