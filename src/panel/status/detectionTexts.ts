import { DETECTOR_BOUNDS, type DetectorSettings, type SettingBounds } from '../../detector/settings';
import { t } from '../../shared/i18n';
import type { Choice } from '../options/optionReader';

export type NumericSetting = keyof typeof DETECTOR_BOUNDS;

/** The numeric settings in declaration order. */
export function numericSettings(): NumericSetting[] {
  return Object.keys(DETECTOR_BOUNDS).filter((key): key is NumericSetting => key in DETECTOR_BOUNDS);
}

export const detectionTexts = (): Record<NumericSetting, { name: string; description: string }> => ({
  windowSize: {
    name: t('detection.window-size', 'Window size'),
    description: t(
      'detection.window-size-description',
      'Number of points that the network sees at a time. Auto uses about one period of each series, if it has a clear one.'
    ),
  },
  span: {
    name: t('detection.span', 'Smoothing span'),
    description: t(
      'detection.span-description',
      'Span of the exponentially weighted mean of the error. A longer span makes the error smoother and its peaks wider.'
    ),
  },
  floor: {
    name: t('detection.floor', 'Noise floor'),
    description: t(
      'detection.floor-description',
      'Lower bound of the threshold, as a multiple of the largest error that noise alone reaches.'
    ),
  },
  pruning: {
    name: t('detection.pruning', 'Pruning (p)'),
    description: t(
      'detection.pruning-description',
      'Minimum relative step between the peaks of intervals. A higher value keeps fewer intervals; 0 keeps all.'
    ),
  },
  errorBuffer: {
    name: t('detection.error-buffer', 'Error buffer'),
    description: t(
      'detection.error-buffer-description',
      'Number of points by which each anomalous point is dilated on both sides before neighbouring points merge into an interval.'
    ),
  },
});

/** Adds the bounds to a description. */
export function describedBounds(description: string, { min, max, unit }: SettingBounds): string {
  return unit === 'points'
    ? t('options.description-points', '{{description}} {{min}}–{{max}} points.', { description, min, max })
    : t('options.description-bounds', '{{description}} {{range}}.', {
        description,
        range: `${min}–${max}${unit === '' ? '' : ` ${unit}`}`,
      });
}

export const sensitivityName = () => t('series.sensitivity', 'Sensitivity');

export const sensitivityChoices = (): Array<Choice<DetectorSettings['sensitivity']>> => [
  {
    value: 'quiet',
    label: t('detection.quiet', 'Quiet'),
    description: t('detection.quiet-description', 'Reports only clear deviations from the noise'),
  },
  {
    value: 'balanced',
    label: t('detection.balanced', 'Balanced'),
    description: t('detection.balanced-description', 'Suits most series'),
  },
  {
    value: 'keen',
    label: t('detection.keen', 'Keen'),
    description: t('detection.keen-description', 'Finds more anomalies, with more false alarms'),
  },
  {
    value: 'exact',
    label: t('detection.exact', 'Exact'),
    description: t('detection.exact-description', 'Uses the noise floor and pruning that you set'),
  },
];

export const smoothingName = () => t('detection.smoothing', 'Smoothing');

export const smoothingChoices = (): Array<Choice<DetectorSettings['smoothing']>> => [
  {
    value: 'two-sided',
    label: t('detection.two-sided', 'Two-sided'),
    description: t('detection.two-sided-description', 'Also uses later errors, if there are any: tighter intervals'),
  },
  {
    value: 'causal',
    label: t('detection.causal', 'Causal'),
    description: t(
      'detection.causal-description',
      'Uses past errors only, as in the paper; the error rises later and lasts longer'
    ),
  },
];

export const memoryName = () => t('detection.memory', 'Recall from memory');
