/**
 * Everything a person can turn in the detector, with defaults and bounds in this one place: the panel's editor, the
 * headless command, the clamping of provisioned options and the docs all read from here.
 */
export interface DetectorSettings {
  /** Points the network sees at a time. */
  windowSize: number;
  /** Span of the exponentially weighted mean that smooths the residual, in points; alpha = 2 / (span + 1). */
  span: number;
  /** Replace a window's latent by the mean of its nearest latents elsewhere in the series. */
  memory: boolean;
  /** Least relative step between sequence maxima, p in Hundman et al. 2018, section 3.3. Zero prunes nothing. */
  pruning: number;
  /** Points by which an anomalous point is widened to both sides before points are joined to sequences. */
  errorBuffer: number;
}

/** Bounds of a numeric setting. `unit` is what the editor shows behind the number. */
export interface SettingBounds {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: string;
}

export const DETECTOR_BOUNDS = {
  windowSize: { default: 64, min: 16, max: 256, step: 1, unit: 'points' },
  span: { default: 10, min: 1, max: 500, step: 1, unit: 'points' },
  pruning: { default: 0.13, min: 0, max: 1, step: 0.01, unit: '' },
  errorBuffer: { default: 5, min: 0, max: 500, step: 1, unit: 'points' },
} as const satisfies Record<string, SettingBounds>;

export const DEFAULT_DETECTOR_SETTINGS: DetectorSettings = {
  windowSize: DETECTOR_BOUNDS.windowSize.default,
  span: DETECTOR_BOUNDS.span.default,
  memory: true,
  pruning: DETECTOR_BOUNDS.pruning.default,
  errorBuffer: DETECTOR_BOUNDS.errorBuffer.default,
};
