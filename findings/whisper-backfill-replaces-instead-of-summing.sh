#!/usr/bin/env bash
# One would think: a whisper file that sums its points from 60 s up to 300 s keeps the sum, whenever the points are written.
# What happens: a point that is older than the first retention goes into the coarse one as it is. Five counts of 10 that are
# written in time make 50; the same five counts written late, as from a backup or a queue, make 10, because each replaces the
# one before. Nothing fails, and nothing marks the row.
# Version: whisper 1.1.10 (PyPI).
# Source: whisper.py, __archive_update_many: it rounds the times down to the archive's step and keeps the last of each.
# Whom it matters to: anyone who backfills history, and anyone who judges the level of old rows by that of new ones.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target "$place/lib" whisper==1.1.10
PYTHONPATH="$place/lib" python3 - "$place" <<'PY'
import importlib.metadata
import sys

import whisper

version = importlib.metadata.version('whisper')
assert version == '1.1.10', version
print('whisper', version)

HOUR = 3600
now = 1_700_006_400  # a multiple of 300
bucket = now - 2 * HOUR
counts = [(bucket + minute * 60, 10.0) for minute in range(5)]


def row(name, written_at):
    """The 300 s row of the five counts, if the clock stands at `written_at` while they are written."""
    path = f'{sys.argv[1]}/{name}.wsp'
    whisper.create(path, [(60, 60), (300, 288)], xFilesFactor=0, aggregationMethod='sum')
    for time, value in counts:
        whisper.update_many(path, [(time, value)], now=written_at)
    (start, end, step), values = whisper.fetch(path, bucket - 300, bucket, now=now)
    assert step == 300
    return dict(zip(range(start, end, step), values))[bucket]


in_time, late = row('in-time', bucket + 300), row('late', now)
print(f'five counts of 10 written within their hour: {in_time} in the row of 300 s')
print(f'five counts of 10 written two hours later:   {late} in the row of 300 s')
assert (in_time, late) == (50.0, 10.0)
PY
