import { ratioMessage } from '../../shared/figures';
import { inWords, t } from '../../shared/i18n';
import { severityName } from '../layers/severity';
import type { OverviewLane } from './overviewLanes';

/** A lane's name and summary in one sentence. */
export function laneText(name: string, lane: OverviewLane, settled: boolean): string {
  return t('overview.lane', '{{name}}: {{summary}}', { name, summary: laneSummary(lane, settled) });
}

/** @param settled whether no verdict is pending */
export function laneSummary(lane: OverviewLane, settled: boolean): string {
  if (!lane.isJudged) {
    return settled ? t('overview.not-judged', 'not judged') : t('overview.not-yet', 'not judged yet');
  }
  const { worst } = lane.summary;
  const summary = worst === null ? normalText(lane) : anomaliesText(lane, severityName(worst));
  return lane.isShown ? summary : t('overview.hidden', '{{summary}}; hidden from the chart', { summary });
}

function normalText({ series, summary: { peak, hasFurtherEvidence } }: OverviewLane): string {
  if (Number.isNaN(peak)) {
    return t('multiples.quiet', 'no anomalies');
  }
  const ratio = inWords(ratioMessage(peak));
  if (hasFurtherEvidence) {
    return series.length > 1
      ? t('overview.sum-quiet-score', 'no anomalies, the highest score reached {{ratio}} its threshold', { ratio })
      : t('overview.quiet-score', 'no anomalies, the score reached at most {{ratio}} its threshold', { ratio });
  }
  return series.length > 1
    ? t('overview.sum-quiet', 'no anomalies, the highest error reached {{ratio}} its threshold', { ratio })
    : t('overview.quiet', 'no anomalies, the error reached at most {{ratio}} its threshold', { ratio });
}

function anomaliesText({ series, affected, summary: { anomalies, peak } }: OverviewLane, severity: string): string {
  return series.length > 1
    ? t('overview.sum-found', '{{count}} anomalies in {{affected}} of {{of}} series, the worst {{severity}}', {
        count: anomalies,
        affected,
        of: series.length,
        severity,
        defaultValue_one: '{{count}} anomaly in {{affected}} of {{of}} series, {{severity}}',
      })
    : t('overview.found', '{{count}} anomalies, the worst {{severity}}, {{ratio}} its threshold', {
        count: anomalies,
        severity,
        ratio: inWords(ratioMessage(peak)),
        defaultValue_one: '{{count}} anomaly, {{severity}}, {{ratio}} its threshold',
      });
}
