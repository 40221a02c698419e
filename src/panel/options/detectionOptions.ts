import { DEFAULT_REPORT_RULES, REPORT_BOUNDS, type ReportRules } from '../../detector/report/report';
import { DEFAULT_DETECTOR_SETTINGS, DETECTOR_BOUNDS, type DetectorSettings } from '../../detector/settings';
import { EXCLUDED_ROWS } from '../../data/completeness/newestRows';
import { t } from '../../shared/i18n';
import type { EngineChoice } from '../../worker/client';
import { type Group, type Option, choice, flag, number, setting } from './optionKinds';
import { windowSize } from './ownKinds';

const sensitivities = () =>
  ({
    quiet: [
      t('detection.quiet', 'Quiet'),
      t('detection.quiet-description', 'Reports only clear deviations from the noise'),
    ],
    balanced: [t('detection.balanced', 'Balanced'), t('detection.balanced-description', 'Suits most series')],
    keen: [
      t('detection.keen', 'Keen'),
      t('detection.keen-description', 'Finds more anomalies, with more false alarms'),
    ],
  }) as const;

/** Numbers that the editor offers only for the exact sensitivity. */
const isExact: Option<number>['showIf'] = ({ detection }) => detection?.sensitivity === 'exact';

export const detection = {
  sensitivity: choice({
    default: DEFAULT_DETECTOR_SETTINGS.sensitivity,
    texts: () => [
      t('series.sensitivity', 'Sensitivity'),
      t(
        'detection.sensitivity-description',
        'How much the panel reports: fewer false alarms on the left, fewer missed anomalies on the right.'
      ),
    ],
    choices: () => ({
      ...sensitivities(),
      exact: [
        t('detection.exact', 'Exact'),
        t('detection.exact-description', 'Uses the noise floor and pruning that you set'),
      ],
    }),
  }),
  windowSize: windowSize({
    bounds: DETECTOR_BOUNDS.windowSize,
    texts: () => [
      t('detection.window-size', 'Window size'),
      t(
        'detection.window-size-description',
        'Number of points that the network sees at a time. Auto uses about one period of each series, if it has a clear one.'
      ),
    ],
  }),
  span: setting({
    bounds: DETECTOR_BOUNDS.span,
    texts: () => [
      t('detection.span', 'Smoothing span'),
      t(
        'detection.span-description',
        'Span of the exponentially weighted mean of the error. A longer span makes the error smoother and its peaks wider.'
      ),
    ],
  }),
  floor: setting({
    bounds: DETECTOR_BOUNDS.floor,
    texts: () => [
      t('detection.floor', 'Noise floor'),
      t(
        'detection.floor-description',
        'Lower bound of the threshold, as a multiple of the largest error that noise alone reaches.'
      ),
    ],
    showIf: isExact,
  }),
  pruning: setting({
    bounds: DETECTOR_BOUNDS.pruning,
    texts: () => [
      t('detection.pruning', 'Pruning (p)'),
      t(
        'detection.pruning-description',
        'Minimum relative step between the peaks of intervals. A higher value keeps fewer intervals; 0 keeps all.'
      ),
    ],
    showIf: isExact,
  }),
  errorBuffer: setting({
    bounds: DETECTOR_BOUNDS.errorBuffer,
    texts: () => [
      t('detection.error-buffer', 'Error buffer'),
      t(
        'detection.error-buffer-description',
        'Number of points by which each anomalous point is dilated on both sides before neighbouring points merge into an interval.'
      ),
    ],
  }),
  smoothing: choice({
    default: DEFAULT_DETECTOR_SETTINGS.smoothing,
    texts: () => [
      t('detection.smoothing', 'Smoothing'),
      t('detection.smoothing-description', 'Whether the mean of the error also uses later points.'),
    ],
    choices: () => ({
      'two-sided': [
        t('detection.two-sided', 'Two-sided'),
        t('detection.two-sided-description', 'Also uses later errors, if there are any: tighter intervals'),
      ],
      causal: [
        t('detection.causal', 'Causal'),
        t(
          'detection.causal-description',
          'Uses past errors only, as in the paper; the error rises later and lasts longer'
        ),
      ],
    }),
  }),
  memory: flag({
    default: DEFAULT_DETECTOR_SETTINGS.memory,
    texts: () => [
      t('detection.memory', 'Recall from memory'),
      t(
        'detection.memory-description',
        'Compare each window with similar windows of the same series. If off, the network reconstructs each window on its own.'
      ),
    ],
  }),
  evidence: choice({
    default: DEFAULT_DETECTOR_SETTINGS.evidence,
    texts: () => [
      t('detection.evidence', 'Evidence'),
      t('detection.evidence-description', 'Which evidence the score combines.'),
    ],
    choices: () => ({
      all: [
        t('detection.evidence-all', 'All'),
        t(
          'detection.evidence-all-description',
          'The reconstruction error, and the distance of 8, 32 and 128 consecutive points from the rest of the series'
        ),
      ],
      'reconstruction-error': [
        t('detection.evidence-error', 'Reconstruction error'),
        t('detection.evidence-error-description', 'The error alone, as in the paper'),
      ],
    }),
  }),
} satisfies Group<Omit<DetectorSettings, 'method'>>;

export const engine = choice<EngineChoice>({
  default: 'auto',
  editor: 'addSelect',
  texts: () => [
    t('engine.name', 'Engine'),
    t('engine.description', 'Where the network runs. The status in the corner shows the engine in use and the reason.'),
  ],
  choices: () => ({
    auto: [
      t('engine.auto', 'Automatic'),
      t('engine.auto-description', 'The fastest engine, measured once in each browser'),
    ],
    webgl: ['WebGL', t('engine.webgl-description', 'The graphics card')],
    wasm: ['WebAssembly', t('engine.wasm-description', 'The processor, up to four cores')],
    cpu: ['JavaScript', t('engine.cpu-description', 'Works in every browser, but is by far the slowest')],
  }),
});

/** How to judge the newest rows. */
export const newest = {
  rows: choice({
    default: 'auto',
    editor: 'addSelect',
    texts: () => [
      t('newest.rows', 'Newest rows'),
      t(
        'newest.rows-description',
        'Which of the newest rows to judge. Many sources return a last row that is not complete yet, or revise it.'
      ),
    ],
    choices: () => ({
      auto: [
        t('newest.auto', 'Automatic'),
        t(
          'newest.auto-description',
          'Excludes incomplete rows, and reports an anomaly in rows that may change when they are settled'
        ),
      ],
      provisional: [
        t('newest.provisional', 'Automatic, with provisional anomalies'),
        t('newest.provisional-description', 'Reports an anomaly in rows that may change at once, as provisional'),
      ],
      all: [t('newest.all', 'Judge all'), t('newest.all-description', 'Takes every row as complete')],
      exclude: [t('newest.exclude', 'Exclude…'), t('newest.exclude-description', 'A number of rows of your choice')],
    }),
  }),
  excluded: setting({
    bounds: EXCLUDED_ROWS,
    texts: () => [
      t('newest.count', 'Rows to exclude'),
      t('newest.count-description', 'Number of the newest rows that are drawn but not judged.'),
    ],
    showIf: ({ newest }) => newest?.rows === 'exclude',
  }),
};

/** Which of the detector's intervals to report. */
export const report = {
  direction: choice({
    default: DEFAULT_REPORT_RULES.direction,
    texts: () => [
      t('report.direction', 'Direction'),
      t('report.direction-description', 'Whether the panel reports values above or below the reconstruction.'),
    ],
    choices: () => ({
      both: [
        t('report.direction-both', 'Both'),
        t('report.direction-both-description', 'Values higher or lower than expected'),
      ],
      above: [
        t('report.direction-above', 'Above'),
        t('report.direction-above-description', 'Only values higher than expected'),
      ],
      below: [
        t('report.direction-below', 'Below'),
        t('report.direction-below-description', 'Only values lower than expected'),
      ],
    }),
  }),
  leastDeviation: number({
    bounds: REPORT_BOUNDS.leastDeviation,
    texts: () => [
      t('report.least-deviation', 'Minimum deviation'),
      t(
        'report.least-deviation-description',
        'Minimum distance of the value from the reconstruction at the farthest point, in the unit of the series. 0 reports all.'
      ),
    ],
  }),
  leastLength: number({
    bounds: REPORT_BOUNDS.leastLength,
    texts: () => [
      t('report.least-length', 'Minimum length'),
      t(
        'report.least-length-description',
        'Minimum number of points of an anomaly. {{min}}–{{max}} points.',
        REPORT_BOUNDS.leastLength
      ),
    ],
  }),
  persistence: number({
    bounds: REPORT_BOUNDS.persistence,
    texts: () => [
      t('report.persistence', 'Persistence'),
      t(
        'report.persistence-description',
        'Minimum number of consecutive points with a score over its threshold. {{min}}–{{max}} points; 0 requires none.',
        REPORT_BOUNDS.persistence
      ),
    ],
  }),
  mergeWithin: number({
    bounds: REPORT_BOUNDS.mergeWithin,
    texts: () => [
      t('report.merge-within', 'Merge distance'),
      t(
        'report.merge-within-description',
        'The panel merges anomalies with at most this many points between them, and always those within one window. {{min}}–{{max}} points.',
        REPORT_BOUNDS.mergeWithin
      ),
    ],
  }),
} satisfies Group<ReportRules>;

/** Field overrides of one series. Exact numbers apply to all series, so no override offers them. */
export const SERIES_OPTIONS = {
  detection: {
    sensitivity: choice({
      default: 'balanced',
      texts: () => [
        t('series.sensitivity', 'Sensitivity'),
        t('series.sensitivity-description', 'How much the panel reports of this series.'),
      ],
      choices: sensitivities,
    }),
    windowSize: detection.windowSize,
    span: detection.span,
  },
  report: {
    direction: report.direction,
    leastDeviation: report.leastDeviation,
    leastLength: report.leastLength,
  },
};
