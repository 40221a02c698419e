import type { SettingBounds } from '../../detector/settings';

/** Which parts of the result are drawn, and in which colours. Colours are Grafana's names or CSS colours. */
export interface DisplayOptions {
  showReconstruction: boolean;
  showErrorLane: boolean;
  showShading: boolean;
  /** 'severity' uses the colour of each interval's level. */
  shadingColorMode: 'severity' | 'fixed';
  shadingColor: string;
  /** Percent. */
  shadingOpacity: number;
  /** 'same-hue' uses a shade of the series' own colour. */
  reconstructionColorMode: 'same-hue' | 'fixed';
  reconstructionColor: string;
}

export const SHADING_OPACITY_BOUNDS = {
  default: 18,
  min: 5,
  max: 60,
  step: 1,
  unit: '%',
} as const satisfies SettingBounds;

export const DEFAULT_DISPLAY: DisplayOptions = {
  showReconstruction: true,
  showErrorLane: true,
  showShading: true,
  shadingColorMode: 'severity',
  shadingColor: 'red',
  shadingOpacity: SHADING_OPACITY_BOUNDS.default,
  reconstructionColorMode: 'same-hue',
  reconstructionColor: 'blue',
};
