import type { IconName } from '@grafana/data';
import type { ChartMark } from './zones';

/** Icons distinguish the kinds of mark without colour. */
export const MARK_ICONS: Record<ChartMark['kind'], IconName> = {
  normal: 'check-circle',
  'left-out': 'eye-slash',
  'false-alarm': 'bell-slash',
};
