import { matrixProfile } from '../baselines/matrixProfile';
import { medianDistance } from '../baselines/medianDistance';
import { pcaAutoencoder, recordingAutoencoder } from '../baselines/pcaAutoencoder';
import { telemanomVerdict } from '../baselines/telemanomVerdict';
import type { Judge } from '../../headless/judge';
import { detect } from '../../src/detector/pipeline';
import type { Outcome } from '../../src/detector/detection';
import type { Series } from '../../src/detector/series';
import {
  DEFAULT_DETECTOR_SETTINGS,
  DETECTOR_BOUNDS,
  SENSITIVITIES,
  type DetectorSettings,
  type Sensitivity,
} from '../../src/detector/settings';
import { windowOf } from '../../src/detector/grid/windowChoice';
import { bridged, overPoints } from './points';
import { type PointRun, type LabelledSeries, pointsOf } from './labelledSeries';

/** A detector's say on a series. */
export interface Judgement {
  /** One a point, higher for more anomalous; NaN where the detector gave none. */
  readonly scores: Float64Array;
  readonly reported: readonly PointRun[];
  /** Stretches between two regimes; null where the detector knows no such thing. */
  readonly changes: readonly PointRun[] | null;
}

/** One row of the table. */
export interface Contender {
  /** For --rows. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** A phrase for docs/evaluation.md. */
  readonly about: string;
  judge(series: LabelledSeries, judge: Pick<Judge, 'judge'>): Promise<Judgement>;
}

/** Points of a baseline's window: as many as the network mostly sees. */
const WINDOW = DETECTOR_BOUNDS.windowSize.default;

const OTHER_SENSITIVITIES = (Object.keys(SENSITIVITIES) as Sensitivity[]).filter(
  (sensitivity) => sensitivity !== DEFAULT_DETECTOR_SETTINGS.sensitivity
);

/** The paper's only evidence. */
const ERROR_ALONE: DetectorSettings = { ...DEFAULT_DETECTOR_SETTINGS, evidence: 'reconstruction-error' };

const TELEMANOM = 'causal EWMA of span 10, telemanom’s threshold over the whole series';

export const CONTENDERS: readonly Contender[] = [
  shipped('ours', 'Residual, default options', 'what the panel shows.', DEFAULT_DETECTOR_SETTINGS),
  ...OTHER_SENSITIVITIES.map((sensitivity) =>
    shipped(sensitivity, `Residual, ${sensitivity}`, `with sensitivity \`${sensitivity}\`.`, {
      ...DEFAULT_DETECTOR_SETTINGS,
      sensitivity,
    })
  ),
  shipped('error-alone', 'reconstruction error alone', '`evidence: reconstruction-error`.', ERROR_ALONE),
  shipped('no-memory', 'network without memory', '`memory: false`; scores the error alone.', {
    ...DEFAULT_DETECTOR_SETTINGS,
    memory: false,
  }),
  principalComponents(
    'pca-latents',
    'PCA-16 in the network’s place',
    '16 principal components of the series’ windows encode and decode them.',
    DEFAULT_DETECTOR_SETTINGS
  ),
  principalComponents('pca-error', 'PCA-16, error alone', 'the same without the distances.', ERROR_ALONE),
  baseline('median', 'distance from the median', `|value − median|; ${TELEMANOM}.`, medianDistance),
  baseline(
    'matrix-profile',
    'matrix profile',
    'z-normalised self-join, windows of 64 points; same threshold.',
    (values) => overPoints(matrixProfile(values, WINDOW), WINDOW)
  ),
];

/** Windows that are compared at different lengths of series. */
export const WINDOWS = [32, WINDOW, 128];

/** The default with other windows: for the table by length only. */
export const OF_WINDOWS: readonly Contender[] = WINDOWS.map((windowSize) =>
  shipped(`window-${windowSize}`, `window ${windowSize}`, `windows of ${windowSize} points.`, {
    ...DEFAULT_DETECTOR_SETTINGS,
    windowSize,
  })
);

/** The shipped pipeline under some settings, through the same code as `npm run detect`. */
function shipped(id: string, name: string, about: string, settings: DetectorSettings): Contender {
  return {
    id,
    name,
    about,
    judge: async ({ times, values }, judge) =>
      judgementOf(await judge.judge({ times, values }, settings), { times, values }),
  };
}

/** The shipped pipeline with the principal components of each series in place of the network. */
function principalComponents(id: string, name: string, about: string, of: DetectorSettings): Contender {
  return {
    id,
    name,
    about,
    async judge({ times, values }) {
      const settings = { ...of, windowSize: windowOf(of, { times, values }) };
      const recording = recordingAutoencoder(settings.windowSize);
      const outcome = await detect({ times, values }, recording, { ...settings, memory: false });
      if (outcome.status !== 'detected') {
        return judgementOf(outcome, { times, values });
      }
      const windows = Float32Array.from(recording.seen.flatMap((batch) => Array.from(batch)));
      const fitted = pcaAutoencoder(windows, windows.length / settings.windowSize, settings.windowSize);
      return judgementOf(await detect({ times, values }, fitted, settings), { times, values });
    },
  };
}

function judgementOf(outcome: Outcome, series: Series): Judgement {
  switch (outcome.status) {
    case 'detected': {
      const { score, sequences, changePoints } = outcome.detection;
      return { scores: score, reported: pointsOf(series, sequences), changes: pointsOf(series, changePoints) };
    }
    case 'skipped':
      return { scores: new Float64Array(series.values.length).fill(NaN), reported: [], changes: [] };
  }
}

/** @param scoresOf one score a point of a series without gaps */
function baseline(
  id: string,
  name: string,
  about: string,
  scoresOf: (values: Float64Array) => Float64Array
): Contender {
  return {
    id,
    name,
    about,
    async judge({ values }) {
      const { smoothed, reported } = telemanomVerdict(scoresOf(bridged(values)));
      return { scores: smoothed, reported, changes: null };
    },
  };
}
