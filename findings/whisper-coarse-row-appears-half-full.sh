#!/usr/bin/env bash
# One would think: a coarse row of a whisper file is there once all of its points are, or from the first one on.
# What happens: with the usual xFilesFactor of 0.5 the newest row of 300 s is null while it has two points of 60 s, appears
# with the sum of three, and grows twice more at the same time. Each value looks final.
# Version: whisper 1.1.10 (PyPI).
# Source: whisper.py, __propagate: it aggregates what is known at each write if that is xFilesFactor of the points.
# Whom it matters to: anyone who judges the newest row over a range that is longer than the first retention.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target "$place/lib" whisper==1.1.10
PYTHONPATH="$place/lib" python3 - "$place/counts.wsp" <<'PY'
import importlib.metadata
import sys

import whisper

version = importlib.metadata.version('whisper')
assert version == '1.1.10', version
print('whisper', version)

HOUR = 3600
bucket = 1_700_006_400  # a multiple of 300
whisper.create(sys.argv[1], [(60, 60), (300, 288)], aggregationMethod='sum')
assert whisper.info(sys.argv[1])['xFilesFactor'] == 0.5

seen = []
for minute in range(5):
    time = bucket + 60 * minute
    whisper.update_many(sys.argv[1], [(time, 10.0)], now=time)
    # Over two hours whisper answers from the coarse archive alone.
    (start, end, step), values = whisper.fetch(sys.argv[1], bucket - 2 * HOUR, bucket + 60, now=time)
    seen.append(dict(zip(range(start, end, step), values))[bucket])
    print(f'after the point of {minute * 60:3} s the row of 300 s is {seen[-1]}')
assert step == 300 and seen == [None, None, 30.0, 40.0, 50.0], seen
PY
