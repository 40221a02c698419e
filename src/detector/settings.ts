import type { Smoothing } from './threshold/smooth';

/**
 * The settings of the detector, with their defaults and bounds. The panel's editor, the command line, the clamping of
 * provisioned options and the docs read them from here.
 */
export interface DetectorSettings {
  /** Points of a window. `auto`: chosen for each series (windowChoice.ts). */
  windowSize: number | 'auto';
  /** Span of the exponentially weighted mean that smooths the residual, in points; alpha = 2 / (span + 1). */
  span: number;
  /**
   * `causal`: the paper's exponentially weighted mean of the past. `two-sided`: the mean of past and future means, which
   * becomes `causal` at the last point.
   */
  smoothing: Smoothing;
  /** Whether a window's latent is replaced by the mean of its nearest latents elsewhere in the series. */
  memory: boolean;
  /**
   * What is scored. `all`: the reconstruction error, and the distances of windows from the rest of the series. It takes
   * memory and one error window. `reconstruction-error`: the error alone, as in the paper.
   */
  evidence: EvidenceChoice;
  /** A point on the measured curve of recall against false alarms, or `exact`: `floor` and `pruning` as set. */
  sensitivity: Sensitivity | 'exact';
  /** Used if `sensitivity` is exact: least epsilon, in multiples of the greatest smoothed error that noise reaches. 0: off. */
  floor: number;
  /**
   * Used if `sensitivity` is exact: least relative step between sequence maxima, p in Hundman et al. 2018, section 3.3.
   * 0: off.
   */
  pruning: number;
  /** Points by which an anomalous point is dilated to both sides before points are joined to sequences. */
  errorBuffer: number;
  /** Settings that the panel's editor does not offer; default {@link DEFAULT_METHOD}. */
  method?: MethodSettings;
}

/** The settings of one series after its window was chosen. */
export interface ResolvedSettings extends DetectorSettings {
  windowSize: number;
}

export type EvidenceChoice = 'all' | 'reconstruction-error';

export type Sensitivity = 'quiet' | 'balanced' | 'keen';

/** How strict the threshold is. */
export type Strictness = Pick<DetectorSettings, 'floor' | 'pruning'>;

/** Three points on the measured curve (docs/evaluation.md). */
export const SENSITIVITIES: Record<Sensitivity, Strictness> = {
  quiet: { floor: 2, pruning: 0.1 },
  balanced: { floor: 1.5, pruning: 0.05 },
  keen: { floor: 1.25, pruning: 0.02 },
};

/** The strictness that the sensitivity stands for. */
export function strictnessOf({ sensitivity, floor, pruning }: DetectorSettings): Strictness {
  return sensitivity === 'exact' ? { floor, pruning } : SENSITIVITIES[sensitivity];
}

/** How reconstruction and threshold work. Each deviation from the paper is one named field. */
export interface MethodSettings {
  readonly recall: RecallSettings;
  readonly threshold: ThresholdSettings;
  /** Whether a sequence between two lasting regimes is reported as a change point instead of an anomaly. */
  readonly changePoints: boolean;
}

/** Recall from memory (after MemAE, Gong et al. 2019). */
export interface RecallSettings {
  /** Nearest latents whose mean replaces a window's own. */
  readonly neighbours: number;
  /** Most windows in memory, evenly chosen, so that the cost of recall is linear in the length of the series. */
  readonly capacity: number;
  /** Share of the memory's windows that is not recalled: those farthest from all others. */
  readonly rarestBarred: number;
  /**
   * `decoded`: the decoding of the recalled latent. `decoded-with-remainder`: the same plus the mean decoder residual of the
   * recalled windows, which is the detail that the decoder smooths away.
   */
  readonly reconstruction: 'decoded' | 'decoded-with-remainder';
}

/** The dynamic threshold (Hundman et al. 2018, sections 3.2 and 3.3), and its deviations from the paper. */
export interface ThresholdSettings {
  /** The points that one threshold is found for: the whole series, or windows of `batches` × `batchSize` points. */
  readonly errorWindow: 'whole' | SlidingErrorWindow;
  /** A candidate epsilon with more sequences than this is inadmissible. */
  readonly maxSequences: number;
  /** Whether unusually low errors are found too, in errors mirrored at their mean. */
  readonly inversePass: boolean;
  /** Errors below this share of the values' 5–95 % range are never anomalous, nor are windows of only such errors. 0: off. */
  readonly relativeGuard: number;
  /** Nothing is anomalous in a window whose greatest smoothed error is not above this, in scaled units. */
  readonly absoluteGuard: number;
  /**
   * Nothing is anomalous in a window whose errors deviate by less than this share of their mean. 0: off; each of several
   * equal errors then reaches epsilon, as in the reference.
   */
  readonly leastDeviation: number;
  /**
   * The numerator of a score; its denominator is mean + deviation of the error window. `excess`: how far the peak passes
   * epsilon (the paper's eq. 7). `distance`: the greatest distance from epsilon, to either side, of any point of the dilated
   * sequence or its mirror image (telemanom's code).
   */
  readonly severity: 'excess' | 'distance';
  /** Most searches for a threshold, each in the points that the earlier ones left. */
  readonly passes: number;
  /**
   * Exponent of the weight of errors at slots where recall is usually inexact: the ratio of the ordinary error to the usual
   * one there. 0: off. Sliding error windows ignore it.
   */
  readonly localNoise: number;
  /** Sequences at most this share of a window apart are merged, because an event often crosses the threshold twice. 0: off. */
  readonly joinWithin: number;
}

/** telemanom's error windows. */
export interface SlidingErrorWindow {
  /** Points by which the window moves. In each window but the first, only the last batch is judged. */
  readonly batchSize: number;
  /** Batches in a window; fewer if the series is shorter. */
  readonly batches: number;
  /**
   * Points at the start that are smoothed without history (telemanom's `l_s`). They are not judged in series of 1,800 points
   * and more; in series of 2,500 and more, twice as many are not.
   */
  readonly warmUp: number;
}

/** Bounds of a numeric setting. The editor starts from `default` if a setting is not a number yet, and shows `unit`. */
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
  floor: { default: SENSITIVITIES.balanced.floor, min: 0, max: 10, step: 0.05, unit: '× noise' },
  pruning: { default: SENSITIVITIES.balanced.pruning, min: 0, max: 1, step: 0.01, unit: '' },
  errorBuffer: { default: 10, min: 0, max: 500, step: 1, unit: 'points' },
} as const satisfies Record<string, SettingBounds>;

/** The sizes that `auto` chooses from, each twice the one before. Windows of 256 found less at every period measured. */
export const AUTO_WINDOWS = [32, 64, 128] as const;

/** The threshold as telemanom computes it, with its published configuration. */
export const TELEMANOM_THRESHOLD: ThresholdSettings = {
  errorWindow: { batchSize: 70, batches: 30, warmUp: 250 },
  maxSequences: 5,
  inversePass: true,
  relativeGuard: 0.05,
  absoluteGuard: 0.05,
  leastDeviation: 0,
  severity: 'distance',
  passes: 1,
  localNoise: 0,
  joinWithin: 0,
};

/** The panel's threshold. docs/detector.md has the reason for each deviation from the paper. */
export const DEFAULT_THRESHOLD: ThresholdSettings = {
  errorWindow: 'whole',
  maxSequences: 10,
  inversePass: false,
  relativeGuard: 0.05,
  absoluteGuard: 0,
  leastDeviation: 1e-6,
  severity: 'excess',
  passes: 6,
  localNoise: 1,
  joinWithin: 1,
};

export const DEFAULT_METHOD: MethodSettings = {
  recall: { neighbours: 8, capacity: 2000, rarestBarred: 0.1, reconstruction: 'decoded-with-remainder' },
  threshold: DEFAULT_THRESHOLD,
  changePoints: true,
};

export const DEFAULT_DETECTOR_SETTINGS: DetectorSettings = {
  windowSize: 'auto',
  span: DETECTOR_BOUNDS.span.default,
  smoothing: 'two-sided',
  memory: true,
  evidence: 'all',
  sensitivity: 'balanced',
  floor: DETECTOR_BOUNDS.floor.default,
  pruning: DETECTOR_BOUNDS.pruning.default,
  errorBuffer: DETECTOR_BOUNDS.errorBuffer.default,
};
