import { ratioSaid } from '../../detector/report/exceedance';
import { inWords, t } from '../../shared/i18n';
import type { OverviewLane } from './overviewLanes';
import { severityName } from '../layers/severity';

/** What a lane says, in one sentence, its name first. */
export function laneText(name: string, lane: OverviewLane, settled: boolean): string {
  return t('overview.lane', '{{name}}: {{summary}}', { name, summary: laneSummary(lane, settled) });
}

/** @param settled the verdict is there, or will not come */
export function laneSummary(lane: OverviewLane, settled: boolean): string {
  const { series, summary, affected, isJudged, isShown } = lane;
  const { anomalies, worst, peak } = summary;
  if (!isJudged) {
    return settled ? t('overview.not-judged', 'not judged') : t('overview.not-yet', 'not judged yet');
  }
  const isSum = series.length > 1;
  const ratio = inWords(ratioSaid(peak));
  if (worst === null) {
    const quiet = Number.isNaN(peak)
      ? t('multiples.quiet', 'no anomalies')
      : isSum
        ? t('overview.sum-quiet', 'all quiet, the highest error reached {{ratio}} its threshold', { ratio })
        : t('overview.quiet', 'no anomalies, the error reached {{ratio}} its threshold at most', { ratio });
    return isShown ? quiet : t('overview.hidden', '{{summary}}; hidden from the chart', { summary: quiet });
  }
  const severity = severityName(worst);
  const found = isSum
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
        ratio,
        defaultValue_one: '{{count}} anomaly, {{severity}}, {{ratio}} its threshold',
      });
  return isShown ? found : t('overview.hidden', '{{summary}}; hidden from the chart', { summary: found });
}
