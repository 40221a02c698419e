import type { Smoothing } from './threshold/smooth';

/**
 * Everything a person can turn in the detector, with defaults and bounds in this one place: the panel's editor, the
 * headless command, the clamping of provisioned options and the docs all read from here.
 */
export interface DetectorSettings {
  /** Points the network sees at a time. `auto`: as many as suit each series (windowChoice.ts). */
  windowSize: number | 'auto';
  /** Span of the exponentially weighted mean that smooths the residual, in points; alpha = 2 / (span + 1). */
  span: number;
  /**
   * `causal`: the exponentially weighted mean of the past, the paper's. `two-sided`: mean of the one over the past and
   * the one over the future, which goes over into `causal` where the future ends.
   */
  smoothing: Smoothing;
  /** Replace a window's latent by the mean of its nearest latents elsewhere in the series. */
  memory: boolean;
  /** How much is reported: a point on the measured curve of recall against false alarms, or `exact`: floor and pruning as they stand. */
  sensitivity: Sensitivity | 'exact';
  /** Where `sensitivity` is exact: epsilon is never below this times the greatest smoothed error that noise like the series' own reaches. 0: off. */
  floor: number;
  /**
   * Where `sensitivity` is exact: least relative step between sequence maxima, p in Hundman et al. 2018, section 3.3.
   * Zero prunes nothing.
   */
  pruning: number;
  /** Points by which an anomalous point is widened to both sides before points are joined to sequences. */
  errorBuffer: number;
  /** What the panel's editor does not offer; {@link DEFAULT_METHOD} when left out. */
  method?: MethodSettings;
}

/** The settings of one series once its window is known. */
export interface ResolvedSettings extends DetectorSettings {
  windowSize: number;
}

export type Sensitivity = 'quiet' | 'balanced' | 'keen';

/** How strict the threshold is. */
export type Strictness = Pick<DetectorSettings, 'floor' | 'pruning'>;

/** Three points on the measured curve (docs/evaluation.md). */
export const SENSITIVITIES: Record<Sensitivity, Strictness> = {
  quiet: { floor: 2, pruning: 0.1 },
  balanced: { floor: 1.5, pruning: 0.05 },
  keen: { floor: 1.25, pruning: 0.02 },
};

/** What the sensitivity comes to. */
export function strictnessOf({ sensitivity, floor, pruning }: DetectorSettings): Strictness {
  return sensitivity === 'exact' ? { floor, pruning } : SENSITIVITIES[sensitivity];
}

/** How reconstruction and threshold work. Each departure from the paper is one named field. */
export interface MethodSettings {
  readonly recall: RecallSettings;
  readonly threshold: ThresholdSettings;
  /** Report the seam between two regimes that both last as a change point, not as an anomaly. */
  readonly changePoints: boolean;
}

/** Recall from memory (after MemAE, Gong et al. 2019). */
export interface RecallSettings {
  /** Nearest latents whose mean replaces a window's own. */
  readonly neighbours: number;
  /** Windows kept in memory at most, evenly chosen, so that the cost of recall grows linearly with the series. */
  readonly capacity: number;
  /** Share of the memory's windows, those farthest from all others, that are not recalled. */
  readonly rarestBarred: number;
  /**
   * `decoded`: the decoder's drawing of the recalled latent. `decoded-with-remainder`: the same plus the mean of what
   * decoding left over in the recalled windows, which is detail that the decoder smooths away.
   */
  readonly reconstruction: 'decoded' | 'decoded-with-remainder';
}

/** The dynamic threshold (Hundman et al. 2018, section 3.2 and 3.3) and where it departs from the paper. */
export interface ThresholdSettings {
  /** Points that one threshold is found for: the whole series, or windows of `batches` × `batchSize` points that move by `batchSize`. */
  readonly errorWindow: 'whole' | SlidingErrorWindow;
  /** A candidate epsilon that leaves more sequences than this is no candidate. */
  readonly maxSequences: number;
  /** Find unusually low errors too, in errors mirrored at their mean. */
  readonly inversePass: boolean;
  /** Errors below this share of the values' 5–95 % range are never anomalous; nor is anything in a quiet window. 0: off. */
  readonly relativeGuard: number;
  /** Nothing is anomalous in a window whose greatest smoothed error is not above this (scaled units). */
  readonly absoluteGuard: number;
  /**
   * Nothing is anomalous in a window whose errors deviate by less than this share of their mean: they are all alike.
   * 0: off, and every one of several equal errors reaches epsilon, as in the reference.
   */
  readonly leastDeviation: number;
  /**
   * What a score measures, over mean + deviation of the error window. `excess`: by how much the peak passes epsilon
   * (the paper's eq. 7). `distance`: the farthest that any point of the widened sequence, or its mirror image, lies
   * from epsilon to either side (telemanom's code).
   */
  readonly severity: 'excess' | 'distance';
  /** The threshold is sought again on the points that are left, at most this many times in all. */
  readonly passes: number;
  /**
   * Errors where recall is usually inexact count for less, by the ratio of the ordinary error to the one usual there to
   * this power. 0: off, and in sliding error windows always.
   */
  readonly localNoise: number;
  /** Sequences no farther apart than this share of a window are one: an event often crosses the threshold twice. 0: off. */
  readonly joinWithin: number;
}

/** telemanom's error windows. */
export interface SlidingErrorWindow {
  /** Points by which the window moves, and that are judged in each window but the first. */
  readonly batchSize: number;
  /** Batches in a window; fewer are taken when the series is shorter. */
  readonly batches: number;
  /**
   * Points at the start that were smoothed without history (telemanom's `l_s`): not judged in series of 1,800 points
   * and more, and twice as many in series of 2,500 and more.
   */
  readonly warmUp: number;
}

/** Bounds of a numeric setting; `default` is the number to begin with where a setting is no number yet. `unit` is what the editor shows behind the number. */
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

/** What `auto` chooses among, ascending; each is twice the one before. Windows of 256 found less at every period measured. */
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

/** What the panel does; the reasons for each departure are in docs/detector.md. */
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
  sensitivity: 'balanced',
  floor: DETECTOR_BOUNDS.floor.default,
  pruning: DETECTOR_BOUNDS.pruning.default,
  errorBuffer: DETECTOR_BOUNDS.errorBuffer.default,
};
