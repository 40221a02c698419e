#!/usr/bin/env bash
# One would think: if a range has more points than maxDataPoints, graphite-web's row at time t holds the points from t on,
# up to the next row, as a row without consolidation does. So a spike at 12:20:00 is in the row of 12:20:00.
# What happens: each consolidated row holds the raw point before its time, and lacks the last one that belongs to it. So what
# happens in the last raw step of a row is dated a whole row late.
# Version: graphite-web 1.1.10, whisper 1.1.10 (PyPI).
# Source: graphite/render/views.py, renderViewJson: `nudge` moves the series' start by whole rows, but the loop that drops
# the points before it, `for r in range(1, valuesToLose)`, drops one fewer.
# Whom it matters to: anyone who compares ranges of different lengths, or looks for the time of an event.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target "$place/lib" \
  graphite-web==1.1.10 whisper==1.1.10
mkdir -p "$place/storage/whisper"
cat >"$place/finding_settings.py" <<'PY'
SECRET_KEY = 'finding'
TIME_ZONE = 'UTC'
ALLOWED_HOSTS = ['*']
LOG_FILE_INFO = LOG_FILE_EXCEPTION = LOG_FILE_CACHE = LOG_FILE_RENDERING = '-'
CARBONLINK_HOSTS = []
REPLICATION_FACTOR = 0
PY
export PYTHONPATH="$place:$place/lib/opt/graphite/webapp:$place/lib" DJANGO_SETTINGS_MODULE=graphite.settings
export GRAPHITE_SETTINGS_MODULE=finding_settings GRAPHITE_STORAGE_DIR="$place/storage" GRAPHITE_CONF_DIR="$place"
python3 - "$place/storage/whisper/spike.wsp" 2>"$place/log" <<'PY' || { tail -n 5 "$place/log"; exit 1; }
import importlib.metadata
import json
import sys
import time

import django
import whisper

django.setup()
from django.test import Client

for package in ('graphite-web', 'whisper'):
    version = importlib.metadata.version(package)
    assert version == '1.1.10', version
    print(package, version)

# A point a minute for six hours: nothing but one spike, at a multiple of the coarse row as well.
ROW = 300
end = int(time.time()) // 3600 * 3600
spike = end - 3 * 3600
whisper.create(sys.argv[1], [(60, 1440)], xFilesFactor=0, aggregationMethod='sum')
whisper.update_many(sys.argv[1], [(t, 100.0 if t == spike else 0.0) for t in range(end - 6 * 3600, end + 1, 60)])


def rows(maximum):
    query = {'target': "consolidateBy(spike, 'sum')", 'format': 'json', 'from': end - 6 * 3600, 'until': end}
    answer = Client().get('/render', dict(query, maxDataPoints=maximum))
    return [(when, value) for value, when in json.loads(answer.content)[0]['datapoints']]


fine = [when for when, value in rows(1000) if value]
coarse = rows(72)
late = [when for when, value in coarse if value]
step = coarse[1][0] - coarse[0][0]
print(f'the spike was written at {spike} (a multiple of {ROW}: {spike % ROW == 0})')
print(f'rows of 60 s: found at {fine}')
print(f'rows of {step} s: found at {late}; the row of {spike} holds {dict(coarse)[spike]}')
shifted = spike + step - 60
whisper.update_many(sys.argv[1], [(spike, 0.0), (shifted, 100.0)])
moved = [when for when, value in rows(72) if value]
print(f'a spike in the last minute of that row, at {shifted}, is found at {moved}: one row late')
assert step == ROW and fine == [spike] and late == [spike] and moved == [spike + step]
PY
