"""Writes points into whisper files, which it makes if they are not there: one JSON object a line on standard input."""
import json
import os
import sys

import whisper

for line in sys.stdin:
    metric = json.loads(line)
    if not os.path.exists(metric['file']):
        os.makedirs(os.path.dirname(metric['file']), exist_ok=True)
        whisper.create(
            metric['file'],
            [tuple(retention) for retention in metric['retentions']],
            xFilesFactor=0,
            aggregationMethod='sum',
        )
    whisper.update_many(metric['file'], [tuple(point) for point in metric['points']])
