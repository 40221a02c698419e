import type { IconName } from '@grafana/data';
import type { ChartMark } from './zones';

/** A shape for each kind of mark: never told by colour alone. */
export const MARK_ICONS: Record<ChartMark['kind'], IconName> = {
  normal: 'check-circle',
  'left-out': 'eye-slash',
  'false-alarm': 'bell-slash',
};
