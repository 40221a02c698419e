import { DETAILED_LIMIT, DETAILED_WORST } from '../../chart/plot/plotModel';
import { Certainty, type Detection, type Outcome, type SkipReason } from '../../detector/detection';
import type { DetectorSettings } from '../../detector/settings';
import type { AnalysisResult, WiderStride } from '../../worker/protocol';
import { inWords, t } from '../../shared/i18n';
import type { UnusableField } from '../frames';
import type { Lookback } from '../lookback/useLookback';
import type { Analysis } from '../useAnalysis';

export interface StatusNote {
  readonly title: string;
  readonly items: readonly string[];
}

export interface StatusInput {
  readonly analysis: Pick<Analysis, 'phase' | 'result' | 'failure'> &
    Partial<Pick<Analysis, 'refining' | 'unrefined' | 'isWaiting' | 'judged'>>;
  readonly names: readonly string[];
  /** The panel's; single series may have others. */
  readonly settings: Pick<DetectorSettings, 'windowSize' | 'memory'>;
  readonly visible: number;
  readonly leftOut: readonly UnusableField[];
  /** Of each series, the anomalies that the rules on reporting leave; all that were detected where left out. */
  readonly reported?: readonly number[];
  /** Whether a list is asked for that the panel has no room for. */
  readonly listHidden?: boolean;
  /** Options that were changed to fit. */
  readonly notices: readonly string[];
  readonly lookback?: Pick<Lookback, 'looked' | 'refused'>;
  /** Which marks took part, and what is wrong with others. */
  readonly taught?: readonly string[];
}

/** More names than this are counted, not listed. */
const LISTED = 8;
/** With fewer windows' lengths of points than this, recall knows too little of a series (docs/evaluation.md); `auto` leaves as many. */
const ENOUGH_WINDOWS = 8;
/** With fewer than this a smaller window does not help: there is too little to compare anything with. */
const HOPELESS_WINDOWS = 3;

/** Everything there is to say beside the line, in groups; groups of nothing are left out. */
export function notesOf(input: StatusInput): StatusNote[] {
  const { analysis, notices, lookback } = input;
  const { result } = analysis;
  return [
    { title: t('status.options-title', 'Options changed to fit'), items: notices },
    { title: t('status.not-judged', 'Not judged'), items: listed(unjudgedOf(input)) },
    { title: t('report.category', 'Reporting'), items: reportingOf(input) },
    { title: t('status.many-series', 'Many series'), items: limitsOf(input) },
    { title: t('status.less-certain', 'Less certain'), items: fewWindowsOf(input) },
    { title: t('lookback.mode', 'Look-back'), items: listed(lookback?.refused ?? []) },
    { title: t('marks.title', 'Marks'), items: input.taught ?? [] },
    {
      title: t('status.how', 'How this was judged'),
      items: result ? [...provenanceOf(result, input), ...unrefinedOf(analysis)] : [],
    },
  ].filter(({ items }) => items.length > 0);
}

/** Series that were skipped or failed, and fields that are no series, each with its reason. */
export function unjudgedOf({ analysis: { result }, names, leftOut }: StatusInput): string[] {
  return [
    ...(result ? skippedOf(result.outcomes, names) : []),
    ...leftOut.map(({ name, reason }) => `${name}: ${reason}`),
  ];
}

/** Anomalies of each series as the detector found them. */
export function detectedCounts(outcomes: readonly Outcome[]): number[] {
  return outcomes.map((outcome) => (outcome.status === 'detected' ? outcome.detection.sequences.length : 0));
}

/** What of the detector's intervals is not shown as it was found, and what is not shown for want of room. */
function reportingOf({ analysis: { result }, reported, listHidden }: StatusInput): string[] {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const detected = result ? sum(detectedCounts(result.outcomes)) : 0;
  const missing = result && reported ? detected - sum(reported) : 0;
  return [
    ...(missing > 0
      ? [
          t(
            'report.missing',
            '{{missing}} of {{detected}} anomalies are merged or left out by the rules on direction, deviation, length and persistence.',
            { missing, detected }
          ),
        ]
      : []),
    ...(listHidden ? [t('list.no-room', 'The list of anomalies is hidden: the panel is too small for it.')] : []),
  ];
}

function skippedOf(outcomes: readonly Outcome[], names: readonly string[]): string[] {
  return outcomes.flatMap((outcome, index) => {
    switch (outcome.status) {
      case 'detected':
        return [];
      case 'skipped':
        return [`${names[index]}: ${skipText(outcome.reason, outcome.points, outcome.needed)}`];
      case 'failed':
        return [`${names[index]}: ${inWords(outcome.message)}`];
    }
  });
}

function skipText(reason: SkipReason, points: number, needed: number): string {
  switch (reason) {
    case 'empty':
      return t('status.skipped-empty', 'no number in it');
    case 'constant':
      return t('status.skipped-constant', 'constant, every value is the same');
    case 'too-sparse':
      return t(
        'status.skipped-sparse',
        'too sparse: its points come in bursts with long gaps; query it with a longer interval'
      );
    case 'too-short':
      return t('status.skipped-short', 'too short: {{count}} points in a row, one window needs {{needed}}', {
        count: points,
        needed,
        defaultValue_one: 'too short: {{count}} point in a row, one window needs {{needed}}',
      });
    case 'left-out':
      return t(
        'status.skipped-left-out',
        'left out by marks: they leave {{count}} points in a row, one window needs {{needed}}',
        {
          count: points,
          needed,
          defaultValue_one: 'left out by marks: they leave {{count}} point in a row, one window needs {{needed}}',
        }
      );
  }
}

function judgedPoints({ certainty }: Detection): number {
  return certainty.reduce(
    (points, one) => points + (one === Certainty.certain || one === Certainty.lessCertain ? 1 : 0),
    0
  );
}

/** One sentence on the series that are short beside the window, for all of them. */
function fewWindowsOf({ analysis: { result, judged }, settings }: StatusInput): string[] {
  if (!result || !settings.memory) {
    return [];
  }
  const known = result.outcomes.flatMap((outcome, index) => {
    if (outcome.status !== 'detected') {
      return [];
    }
    const { certainty, windowSize } = outcome.detection;
    const around = (judged?.[index]?.times.length ?? certainty.length) - certainty.length;
    return [{ points: judgedPoints(outcome.detection) + around, window: windowSize }];
  });
  const windows = ({ points, window }: (typeof known)[number]) => points / window;
  const short = known.filter((one) => windows(one) < ENOUGH_WINDOWS);
  if (short.length === 0) {
    return [];
  }
  const shortest = short.reduce((least, one) => (windows(one) < windows(least) ? one : least));
  // A window that was chosen is as small as makes sense.
  const sentence =
    windows(shortest) < HOPELESS_WINDOWS || settings.windowSize === 'auto'
      ? t(
          'status.far-too-few-points',
          '{{points}} points are few to compare windows of {{window}} with. A longer time range knows more of what is normal.',
          shortest
        )
      : t(
          'status.few-points',
          '{{points}} points are few to compare windows of {{window}} with. A smaller window or a longer time range knows more of what is normal.',
          shortest
        );
  return [
    short.length === known.length
      ? sentence
      : t('status.some-series', '{{some}} of {{all}} series: {{sentence}}', {
          some: short.length,
          all: known.length,
          sentence,
        }),
  ];
}

function limitsOf({ visible, analysis }: StatusInput): string[] {
  return visible > DETAILED_LIMIT && analysis.result
    ? [
        t(
          'status.drawn',
          'Reconstruction and error are drawn for the {{drawn}} of {{visible}} series that pass their threshold furthest. All are judged and shaded; click one in the legend to see it alone.',
          { drawn: DETAILED_WORST, visible }
        ),
      ]
    : [];
}

function provenanceOf(result: AnalysisResult, { lookback, settings }: StatusInput): string[] {
  const { engine, elapsedMs, cached, widerStride } = result;
  const { name, version, sha256 } = engine.model;
  const where = backendName(engine.backend);
  return [
    t('inspector.model', 'Model {{name}} {{version}}, weights {{hash}}', { name, version, hash: sha256.slice(0, 8) }),
    cached
      ? t('status.cached', 'Taken from the cache on {{engine}}', { engine: where })
      : t('status.computed', 'Computed in {{duration}} on {{engine}}', {
          duration: formatDuration(elapsedMs),
          engine: where,
        }),
    ...windowsOf(result, settings),
    ...(lookback?.looked ?? []),
    ...(widerStride ? [wideningOf(widerStride)] : []),
    ...engine.passedOver.map(inWords),
    t('inspector.private', 'Nothing left this browser'),
  ];
}

/** The size of the series' windows, or the least and the greatest of their sizes. */
function windowsOf({ outcomes }: AnalysisResult, { windowSize }: StatusInput['settings']): string[] {
  const sizes = outcomes.flatMap((outcome) => (outcome.status === 'detected' ? [outcome.detection.windowSize] : []));
  if (sizes.length === 0) {
    return [];
  }
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const size = least === most ? String(least) : `${least}–${most}`;
  return [
    windowSize === 'auto'
      ? t('status.window-chosen', 'Window: {{size}} points, chosen from the rhythm and length of each series', { size })
      : t('status.window', 'Window: {{size}} points', { size }),
  ];
}

function unrefinedOf({ unrefined }: StatusInput['analysis']): string[] {
  return unrefined
    ? [
        t('status.unrefined', 'Usual steps could not be taken: {{message}} {{remedy}}', {
          message: inWords(unrefined.message),
          remedy: inWords(unrefined.remedy),
        }),
      ]
    : [];
}

function wideningOf({ stride, usual, budgetMs }: WiderStride): string {
  return t(
    'status.wider-stride',
    'Windows moved by {{stride}} points instead of {{usual}} to answer within {{duration}}',
    { stride, usual, duration: formatDuration(budgetMs) }
  );
}

function backendName(backend: AnalysisResult['engine']['backend']): string {
  switch (backend) {
    case 'webgl':
      return t('status.on-webgl', 'the graphics card (WebGL)');
    case 'wasm':
      return 'WebAssembly';
    case 'cpu':
      return t('status.on-cpu', 'plain JavaScript');
  }
}

function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 1
    ? `${Math.round(milliseconds)} ms`
    : `${Number.isInteger(seconds) ? seconds : seconds.toFixed(1)} s`;
}

function listed(items: readonly string[]): string[] {
  return items.length > LISTED
    ? [...items.slice(0, LISTED), t('status.and-more', 'and {{count}} more', { count: items.length - LISTED })]
    : [...items];
}
