import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import type { TimeSpan } from '../../chart/plot/timeSpan';
import type { DisplayOptions } from '../../chart/plot/display';
import type { ChartSeries } from '../../chart/plot/plotModel';
import type { WindowExplanation } from '../../detector/explain/explanation';
import type {
  InspectedRange,
  InspectedVerdict,
  Inspection,
  Moment,
  RecalledWindow,
} from '../../detector/explain/inspection';
import type { Series } from '../../detector/series';
import { type DetectorSettings, strictnessOf } from '../../detector/settings';
import { t } from '../../shared/i18n';
import { CloseUp } from './CloseUp';
import { CostCurve, floorAsZ, rivalOf } from './CostCurve';
import { DetailsTable } from './DetailsTable';
import { Figure } from './Figure';
import { MomentTiles } from './MomentTiles';
import { PruningTable } from './PruningTable';
import { type Wording, percent } from './wording';

interface WhyViewProps {
  readonly inspection: Inspection;
  readonly closeUp: ChartSeries;
  /** The series that the inspection's point indices refer to. */
  readonly judged: Series;
  readonly settings: DetectorSettings;
  readonly display: DisplayOptions;
  readonly wording: Wording;
  readonly timeZone: TimeZone;
  readonly onChoose: (range: InspectedRange) => void;
  readonly onJump: (moment: Moment) => void;
  readonly onShow: (range: TimeSpan) => void;
}

/** Explains a verdict in pictures, from the close-up to the last figure. */
export function WhyView(props: WhyViewProps) {
  const { inspection, closeUp, judged, settings, display, wording, timeZone, onChoose, onJump, onShow } = props;
  const styles = useStyles2(getStyles);
  const { verdict, rows, recalled, recalledReported } = inspection;
  const isFlatline = verdict.sequence?.decidedBy === 'flatline';
  // Flatlines come from a rule of their own, not from the search for a threshold.
  const window = isFlatline ? null : verdict.window;
  return (
    <div className={styles.figures}>
      {rows.times.length > 0 && (
        <Figure title={t('inspector.close-up', 'Close-up')} caption={closeUpCaption(inspection)}>
          <CloseUp series={closeUp} at={inspection.at} display={display} timeZone={timeZone} onShow={onShow} />
        </Figure>
      )}
      {recalled.length + recalledReported > 0 && <Recalled {...{ inspection, closeUp, wording, onJump }} />}
      {window && (
        <Figure title={t('inspector.search', 'Threshold search')} caption={searchCaption(verdict, wording)}>
          <CostCurve window={window} />
        </Figure>
      )}
      {window && window.high.sequences.length > 0 && (
        <Figure
          title={t('inspector.pruning', 'Peaks')}
          caption={t(
            'inspector.pruning-caption',
            'Peaks over the threshold, largest first. All peaks after the last step of at least {{least}} are pruned.',
            { least: percent(strictnessOf(settings).pruning) }
          )}
        >
          <PruningTable
            side={window.high}
            current={verdict.candidate}
            timeOf={(point) => judged.times[point]}
            wording={wording}
            onChoose={onChoose}
          />
        </Figure>
      )}
      <details className={styles.details}>
        <summary>{t('inspector.details', 'All figures')}</summary>
        <DetailsTable verdict={verdict} settings={settings} wording={wording} />
      </details>
    </div>
  );
}

type RecalledProps = Pick<WhyViewProps, 'inspection' | 'closeUp' | 'wording' | 'onJump'>;

function Recalled({ inspection, closeUp, wording, onJump }: RecalledProps) {
  const { recalled, judgedWindow } = inspection;
  return (
    <Figure title={t('inspector.recalled', 'Recalled windows')} caption={recalledCaption(inspection)}>
      {recalled.length > 0 && (
        <MomentTiles
          {...{ inspection, wording, badgeOf, onJump }}
          moments={recalled}
          compared={judgedWindow}
          field={closeUp.field}
        />
      )}
    </Figure>
  );
}

function recalledCaption({ recalled, recalledReported }: Inspection): string {
  const shown =
    recalled.length > 0
      ? t(
          'inspector.recalled-caption',
          'Solid: the windows from other times that form the reconstruction, nearest first. Dashed: the judged window.'
        )
      : '';
  const others =
    recalledReported > 0
      ? t(
          'inspector.recalled-reported',
          '{{count}} recalled windows overlap a detected interval, so they are not shown as normal.',
          {
            count: recalledReported,
            defaultValue_one: '{{count}} recalled window overlaps a detected interval, so it is not shown as normal.',
          }
        )
      : '';
  return [shown, others].filter((sentence) => sentence !== '').join(' ');
}

function badgeOf({ source }: RecalledWindow) {
  switch (source) {
    case 'series':
      return null;
    case 'learnt':
      return { text: t('inspector.remembered', 'Learnt memory'), color: 'blue' } as const;
    case 'taught':
      return { text: t('inspector.badge-taught', 'Labelled'), color: 'green' } as const;
  }
}

function closeUpCaption({ rows, verdict }: Inspection): string {
  const what =
    verdict.sequence?.decidedBy === 'flatline'
      ? t(
          'inspector.close-up-flatline',
          'Shaded: the flatline. Dashed: expected values. Below: the threshold, and the length as a multiple of the longest pause that is not reported.'
        )
      : verdict.sequence
        ? t(
            'inspector.close-up-reported',
            'Shaded: the detected interval. Dashed: expected values. Below: error and threshold.'
          )
        : t(
            'inspector.close-up-asked',
            'Blue band: your selection. Dashed: expected values. Below: error and threshold.'
          );
  return rows.isCut
    ? [
        what,
        t('inspector.close-up-cut', 'The interval is too long to draw in full. This is the part around its peak.'),
      ].join(' ')
    : what;
}

function searchCaption({ window, peak }: InspectedVerdict, { number }: Wording): string {
  if (!window) {
    return '';
  }
  const { high, mean, sd, pass } = window;
  const epsilon = number(mean + high.z * sd);
  const rival = high.candidates[rivalOf(high)];
  const found =
    high.chosen < 0
      ? t(
          'inspector.search-none',
          'No candidate was admissible, so z stays at its limit of {{z}}: epsilon is {{epsilon}}.',
          { z: high.z, epsilon }
        )
      : rival
        ? t(
            'inspector.search-rival',
            'Each z stands for one threshold. The lowest cost wins: z = {{z}}, epsilon {{epsilon}}. Next best: z = {{rival}}. Rings are other candidates; crosses are not admissible.',
            { z: high.z, epsilon, rival: rival.z }
          )
        : t('inspector.search-chosen', 'Only one z was admissible: z = {{z}}, epsilon {{epsilon}}.', {
            z: high.z,
            epsilon,
          });
  const later =
    pass > 1
      ? t('inspector.search-pass', 'This is search {{pass}}, among the points that remain after earlier searches.', {
          pass,
        })
      : '';
  const counted =
    peak && peak.localWeight < 0.995
      ? t(
          'inspector.search-weight',
          'Errors have less weight if the reconstruction is usually inexact: {{share}} here. The line above therefore lies at {{threshold}}.',
          { share: percent(peak.localWeight), threshold: number(peak.threshold) }
        )
      : '';
  return [found, floorSentence(window, number), counted, later].filter((one) => one !== '').join(' ');
}

function floorSentence(window: WindowExplanation, number: Wording['number']): string {
  const floor = number(window.floor);
  if (Number.isNaN(floorAsZ(window))) {
    return '';
  }
  return window.floor >= window.high.epsilon
    ? t(
        'inspector.floor-decides',
        'The noise floor, {{floor}}, sets the threshold because it is higher than epsilon.',
        {
          floor,
        }
      )
    : t(
        'inspector.epsilon-decides',
        'Epsilon sets the threshold because it is higher than the noise floor, {{floor}}.',
        { floor }
      );
}

const getStyles = (theme: GrafanaTheme2) => ({
  figures: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3) }),
  details: css({
    '& > summary': {
      width: 'fit-content',
      cursor: 'pointer',
      color: theme.colors.text.link,
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
    },
  }),
});
