import { type ChartSeries, DETAILED_LIMIT, DETAILED_WORST } from '../../chart/plot/plotModel';
import type { Lookback } from '../../data/lookback/useLookback';
import { Certainty, type Detection, type SkipReason } from '../../detector/detection';
import type { DetectorSettings } from '../../detector/settings';
import type { AnalysisResult, SeriesOutcome, WiderStride } from '../../worker/protocol';
import { inWords, t } from '../../shared/i18n';
import { elapsedText } from '../timeTexts';
import type { Analysis } from '../useAnalysis';
import { type LookbackNotes, lookbackNotes } from './lookbackNotes';
import { newestNotes, waitingAnomalies } from './newestNotes';
import { type StatusInput, detectedCounts, sumOf } from './status';

export interface StatusNote {
  readonly title: string;
  readonly items: readonly string[];
}

export interface NotesInput extends StatusInput {
  readonly analysis: StatusInput['analysis'] & Partial<Pick<Analysis, 'unrefined' | 'judged'>>;
  /** Of the panel; series may override them. */
  readonly settings: Pick<DetectorSettings, 'windowSize' | 'memory'>;
  readonly visible: number;
  /** Number of series of a comparison with another period. */
  readonly compared?: number;
  /** Number of times that have several values. */
  readonly conflicts?: number;
  /** Whether the list does not fit into the panel. */
  readonly listHidden?: boolean;
  readonly lookback?: LookbackNotes;
  readonly labelNotes?: readonly string[];
  /** What is not final in the newest rows, one sentence each. */
  readonly newestNotes?: readonly string[];
  /** Anomalies that wait until their values are settled. */
  readonly waiting?: number;
}

/** What a panel has at hand for its notes. */
export interface PanelNotesInput extends Omit<NotesInput, 'lookback' | 'newestNotes' | 'waiting'> {
  readonly lookedBack: Lookback;
  readonly shown: readonly ChartSeries[];
  /** Start of the visible range, epoch milliseconds. */
  readonly from: number;
}

/** Further items are counted, not listed. */
const LISTED = 8;
/** With fewer windows of points, recall knows too little of a series (docs/evaluation.md). `auto` keeps as many. */
const MIN_WINDOWS = 8;
/** With fewer windows a smaller window does not help. */
const TOO_FEW_WINDOWS = 3;

/** The notes on what a panel shows. The look-back and the newest rows are worded here, because most people never open them. */
export function panelNotes({ lookedBack, shown, from, ...input }: PanelNotesInput): StatusNote[] {
  return notesOf({
    ...input,
    lookback: lookbackNotes(lookedBack, shown, from),
    newestNotes: newestNotes(shown),
    waiting: waitingAnomalies(shown),
  });
}

/** All notes in groups, without empty groups. */
export function notesOf(input: NotesInput): StatusNote[] {
  const { analysis, notices, lookback } = input;
  const { result } = analysis;
  return [
    { title: t('status.options-title', 'Options changed to fit'), items: notices },
    { title: t('status.not-judged', 'Not judged'), items: capped(unjudgedOf(input)) },
    { title: t('report.category', 'Reporting'), items: reportingOf(input) },
    { title: t('status.many-series', 'Many series'), items: limitsOf(input) },
    { title: t('status.less-certain', 'Less certain'), items: [...fewWindowsOf(input), ...conflictsOf(input)] },
    { title: t('newest.rows', 'Newest rows'), items: input.newestNotes ?? [] },
    { title: t('lookback.mode', 'Look-back'), items: capped(lookback?.refused ?? []) },
    { title: t('marks.title', 'Labels'), items: input.labelNotes ?? [] },
    {
      title: t('status.how', 'How this was judged'),
      items: result ? [...provenanceOf(result, input), ...unrefinedOf(analysis)] : [],
    },
  ].filter(({ items }) => items.length > 0);
}

/** Skipped and failed series and unusable fields, each with its reason. */
function unjudgedOf({ analysis: { result }, names, unusable }: NotesInput): string[] {
  return [
    ...(result ? skippedOf(result.outcomes, names) : []),
    ...unusable.map(({ name, reason }) => `${name}: ${reason}`),
  ];
}

/** Notes on anomalies that the report rules hold back, and on a hidden list. */
function reportingOf({ analysis: { result }, reported, waiting = 0, listHidden }: NotesInput): string[] {
  const detected = result ? sumOf(detectedCounts(result.outcomes)) : 0;
  const missing = result && reported ? detected - sumOf(reported) - waiting : 0;
  return [
    ...(missing > 0
      ? [
          t(
            'report.missing',
            'The rules on direction, deviation, length and persistence merge or suppress {{missing}} of {{detected}} anomalies.',
            { missing, detected }
          ),
        ]
      : []),
    ...(listHidden ? [t('list.no-room', 'The anomaly list is hidden because the panel is too small for it.')] : []),
  ];
}

function skippedOf(outcomes: readonly SeriesOutcome[], names: readonly string[]): string[] {
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
      return t('status.skipped-empty', 'it contains no number');
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
        'excluded by labels: they leave {{count}} points in a row, one window needs {{needed}}',
        {
          count: points,
          needed,
          defaultValue_one: 'excluded by labels: they leave {{count}} point in a row, one window needs {{needed}}',
        }
      );
  }
}

function judgedPoints({ certainty }: Detection): number {
  return certainty.filter((one) => one === Certainty.certain || one === Certainty.lessCertain).length;
}

/** One sentence on all series that are short relative to their window. */
function fewWindowsOf({ analysis: { result, judged }, settings }: NotesInput): string[] {
  if (!result || !settings.memory) {
    return [];
  }
  const judgedSeries = result.outcomes.flatMap((outcome, index) => {
    if (outcome.status !== 'detected') {
      return [];
    }
    const { certainty, windowSize } = outcome.detection;
    const around = (judged?.[index]?.times.length ?? certainty.length) - certainty.length;
    return [{ points: judgedPoints(outcome.detection) + around, window: windowSize }];
  });
  const windows = ({ points, window }: (typeof judgedSeries)[number]) => points / window;
  const short = judgedSeries.filter((one) => windows(one) < MIN_WINDOWS);
  if (short.length === 0) {
    return [];
  }
  const shortest = short.reduce((least, one) => (windows(one) < windows(least) ? one : least));
  // An automatic window already is as small as makes sense.
  const sentence =
    windows(shortest) < TOO_FEW_WINDOWS || settings.windowSize === 'auto'
      ? t(
          'status.far-too-few-points',
          '{{points}} points are few to compare windows of {{window}} with. Show a longer time range.',
          shortest
        )
      : t(
          'status.few-points',
          '{{points}} points are few to compare windows of {{window}} with. Use a smaller window or show a longer time range.',
          shortest
        );
  return [
    short.length === judgedSeries.length
      ? sentence
      : t('status.some-series', '{{some}} of {{all}} series: {{sentence}}', {
          some: short.length,
          all: judgedSeries.length,
          sentence,
        }),
  ];
}

function conflictsOf({ conflicts = 0 }: NotesInput): string[] {
  return conflicts > 0
    ? [
        t('status.conflicts', '{{count}} times have several values; the last one counts.', {
          count: conflicts,
          defaultValue_one: '{{count}} time has several values; the last one counts.',
        }),
      ]
    : [];
}

function limitsOf({ visible, analysis }: NotesInput): string[] {
  return visible > DETAILED_LIMIT && analysis.result
    ? [
        t(
          'status.drawn',
          'The panel draws reconstruction and score only for the {{drawn}} of {{visible}} series that pass their threshold furthest. It judges and shades all. Click one in the legend to see it alone.',
          { drawn: DETAILED_WORST, visible }
        ),
      ]
    : [];
}

function provenanceOf(result: AnalysisResult, { lookback, settings, compared = 0 }: NotesInput): string[] {
  const { engine, elapsedMs, cached, widerStride } = result;
  const { name, version, sha256 } = engine.model;
  const where = backendName(engine.backend);
  return [
    t('inspector.model', 'Model {{name}} {{version}}, weights {{hash}}', { name, version, hash: sha256.slice(0, 8) }),
    cached
      ? t('status.cached', 'Taken from the cache on {{engine}}', { engine: where })
      : t('status.computed', 'Computed in {{duration}} on {{engine}}', {
          duration: elapsedText(elapsedMs),
          engine: where,
        }),
    ...windowsOf(result, settings),
    ...(lookback?.looked ?? []),
    ...(compared > 0
      ? [t('status.compared', 'The compared period is not judged; the detector knows its rows as earlier ones')]
      : []),
    ...(widerStride ? [widerStrideText(widerStride)] : []),
    ...engine.passedOver.map(inWords),
    t('inspector.private', 'No data left this browser'),
  ];
}

/** The window size, or the range of sizes. */
function windowsOf({ outcomes }: AnalysisResult, { windowSize }: NotesInput['settings']): string[] {
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

function unrefinedOf({ unrefined }: NotesInput['analysis']): string[] {
  return unrefined
    ? [
        t('status.unrefined', 'The usual stride could not be used: {{message}} {{remedy}}', {
          message: inWords(unrefined.message),
          remedy: inWords(unrefined.remedy),
        }),
      ]
    : [];
}

function widerStrideText({ stride, usual, budgetMs }: WiderStride): string {
  return t(
    'status.wider-stride',
    'Windows moved by {{stride}} points instead of {{usual}} to answer within {{duration}}',
    { stride, usual, duration: elapsedText(budgetMs) }
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

function capped(items: readonly string[]): string[] {
  return items.length > LISTED
    ? [...items.slice(0, LISTED), t('status.and-more', 'and {{count}} more', { count: items.length - LISTED })]
    : [...items];
}
