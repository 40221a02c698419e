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
      'Points the network sees at a time. Auto: about one period of each series, if it has a clear one.'
    ),
  },
  span: {
    name: t('detection.span', 'Smoothing span'),
    description: t(
      'detection.span-description',
      'Span of the exponentially weighted mean over the error. Longer is calmer and wider.'
    ),
  },
  floor: {
    name: t('detection.floor', 'Noise floor'),
    description: t(
      'detection.floor-description',
      'The threshold is never below this many times the greatest error that noise alone would reach.'
    ),
  },
  pruning: {
    name: t('detection.pruning', 'Pruning (p)'),
    description: t(
      'detection.pruning-description',
      'Least relative step between the peaks of intervals. Higher keeps fewer; 0 keeps all.'
    ),
  },
  errorBuffer: {
    name: t('detection.error-buffer', 'Error buffer'),
    description: t(
      'detection.error-buffer-description',
      'Points by which an anomalous point is widened to both sides before points join to an interval.'
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
    description: t('detection.quiet-description', 'Only what stands far out of the noise'),
  },
  {
    value: 'balanced',
    label: t('detection.balanced', 'Balanced'),
    description: t('detection.balanced-description', 'What most series want'),
  },
  {
    value: 'keen',
    label: t('detection.keen', 'Keen'),
    description: t('detection.keen-description', 'Finds more, and is wrong more often'),
  },
  {
    value: 'exact',
    label: t('detection.exact', 'Exact'),
    description: t('detection.exact-description', 'Noise floor and pruning as you set them'),
  },
];

export const smoothingName = () => t('detection.smoothing', 'Smoothing');

export const smoothingChoices = (): Array<Choice<DetectorSettings['smoothing']>> => [
  {
    value: 'two-sided',
    label: t('detection.two-sided', 'Two-sided'),
    description: t('detection.two-sided-description', 'Looks ahead where there is something ahead: tighter intervals'),
  },
  {
    value: 'causal',
    label: t('detection.causal', 'Causal'),
    description: t(
      'detection.causal-description',
      'Looks back only, as in the paper: the error comes later and lasts longer'
    ),
  },
];

export const memoryName = () => t('detection.memory', 'Recall from memory');
