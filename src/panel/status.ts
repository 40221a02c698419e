import { DETAILED_LIMIT, DETAILED_WORST } from '../chart/drawing';
import { Certainty, type Detection, type Outcome, type SkipReason } from '../detector/detection';
import type { AnalysisResult, WiderStride } from '../worker/protocol';
import { t } from '../i18n';
import type { LeftOut } from './frames';
import type { Lookback } from './lookback/useLookback';
import type { Analysis } from './useAnalysis';

export type StatusTone = 'busy' | 'calm' | 'found' | 'warning';

/** What the panel says about itself: one line, and the rest on demand. */
export interface Status {
  readonly tone: StatusTone;
  readonly line: string;
  readonly notes: readonly StatusNote[];
}

export interface StatusNote {
  readonly title: string;
  readonly items: readonly string[];
}

export interface StatusInput {
  readonly analysis: Pick<Analysis, 'phase' | 'result' | 'failure'> & Partial<Pick<Analysis, 'isWaiting' | 'judged'>>;
  readonly names: readonly string[];
  /** Points of a window, where recall from memory is on. */
  readonly recalledWindow: number | null;
  readonly visible: number;
  readonly leftOut: readonly LeftOut[];
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
/** With fewer windows' lengths of points than this, recall knows too little of a series (docs/evaluation.md). */
const ENOUGH_WINDOWS = 8;
/** With fewer than this a smaller window does not help: there is too little to compare anything with. */
const HOPELESS_WINDOWS = 3;

export function statusOf(input: StatusInput): Status {
  const { analysis, names, leftOut, notices, lookback } = input;
  const { result } = analysis;
  const skipped = result ? skippedOf(result.outcomes, names) : [];
  const notes: StatusNote[] = [
    { title: 'Options changed to fit', items: notices },
    { title: 'Not judged', items: listed([...skipped, ...leftOut.map(({ name, reason }) => `${name}: ${reason}`)]) },
    { title: t('report.category', 'Reporting'), items: reportingOf(input) },
    { title: 'Many series', items: limitsOf(input) },
    { title: 'Less certain', items: fewWindowsOf(input) },
    { title: t('lookback.mode', 'Look-back'), items: listed(lookback?.refused ?? []) },
    { title: t('marks.title', 'Marks'), items: input.taught ?? [] },
    { title: 'How this was judged', items: result ? provenanceOf(result, lookback?.looked) : [] },
  ].filter(({ items }) => items.length > 0);

  const { tone, line } = headline(input);
  const asides = [
    skipped.length + leftOut.length > 0 ? `${skipped.length + leftOut.length} not judged` : '',
    changesLine(result?.outcomes ?? []),
    notices.length > 0 ? (notices.length === 1 ? '1 option changed' : `${notices.length} options changed`) : '',
  ].filter((aside) => aside !== '');
  return { tone: notices.length > 0 && tone === 'calm' ? 'warning' : tone, line: [line, ...asides].join(' · '), notes };
}

function headline({
  analysis: { phase, result, failure, isWaiting },
  names,
  reported,
}: StatusInput): Pick<Status, 'tone' | 'line'> {
  if (failure) {
    return { tone: 'warning', line: 'Not judged' };
  }
  if (!result) {
    return { tone: 'busy', line: isWaiting ? 'Waiting to be seen' : busyLine(phase) };
  }
  const counts = reported ?? detectedCounts(result.outcomes);
  const judged = result.outcomes.some(({ status }) => status === 'detected');
  const total = counts.reduce((sum, count) => sum + count, 0);
  const affected = counts.filter((count) => count > 0).length;
  if (total === 0) {
    const failed = result.outcomes.some(({ status }) => status === 'failed');
    const quiet = failed ? 'No anomalies in what could be judged' : 'No anomalies';
    return { tone: judged && !failed ? 'calm' : 'warning', line: judged ? quiet : 'Nothing to judge' };
  }
  const anomalies = total === 1 ? '1 anomaly' : `${total} anomalies`;
  return {
    tone: 'found',
    line: names.length > 1 ? `${anomalies} in ${affected} of ${names.length} series` : anomalies,
  };
}

function detectedCounts(outcomes: readonly Outcome[]): number[] {
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

function changesLine(outcomes: readonly Outcome[]): string {
  const changes = outcomes.reduce(
    (sum, outcome) => sum + (outcome.status === 'detected' ? outcome.detection.changePoints.length : 0),
    0
  );
  return changes === 0 ? '' : changes === 1 ? '1 change point' : `${changes} change points`;
}

function busyLine(phase: Analysis['phase']): string {
  switch (phase?.phase) {
    case 'warming-up':
      return 'Warming up the model';
    case 'computing':
      return `Computing ${Math.min(phase.done + 1, phase.total)} of ${phase.total}`;
    default:
      return 'Computing';
  }
}

function skippedOf(outcomes: readonly Outcome[], names: readonly string[]): string[] {
  return outcomes.flatMap((outcome, index) => {
    switch (outcome.status) {
      case 'detected':
        return [];
      case 'skipped':
        return [`${names[index]}: ${skipText(outcome.reason, outcome.points, outcome.needed)}`];
      case 'failed':
        return [`${names[index]}: ${outcome.message}`];
    }
  });
}

function skipText(reason: SkipReason, points: number, needed: number): string {
  switch (reason) {
    case 'empty':
      return 'no number in it';
    case 'constant':
      return 'constant, every value is the same';
    case 'too-short':
      return `too short: ${points} ${points === 1 ? 'point' : 'points'} in a row, one window needs ${needed}`;
    case 'left-out':
      return `left out by marks: they leave ${points} ${points === 1 ? 'point' : 'points'} in a row, one window needs ${needed}`;
  }
}

function judgedPoints({ certainty }: Detection): number {
  return certainty.reduce(
    (points, one) => points + (one === Certainty.certain || one === Certainty.lessCertain ? 1 : 0),
    0
  );
}

/** One sentence on the series that are short beside the window, for all of them. */
function fewWindowsOf({ analysis: { result, judged }, recalledWindow }: StatusInput): string[] {
  if (!result || recalledWindow === null) {
    return [];
  }
  const lengths = result.outcomes.flatMap((outcome, index) => {
    if (outcome.status !== 'detected') {
      return [];
    }
    const seen = outcome.detection.certainty.length;
    const around = (judged?.[index]?.times.length ?? seen) - seen;
    return [judgedPoints(outcome.detection) + around];
  });
  const short = lengths.filter((points) => points < ENOUGH_WINDOWS * recalledWindow);
  if (short.length === 0) {
    return [];
  }
  const which = short.length === lengths.length ? '' : `${short.length} of ${lengths.length} series: `;
  const shortest = Math.min(...short);
  const remedy = shortest < HOPELESS_WINDOWS * recalledWindow ? 'A longer' : 'A smaller window or a longer';
  return [
    `${which}${shortest} points are few to compare windows of ${recalledWindow} with. ` +
      `${remedy} time range knows more of what is normal.`,
  ];
}

function limitsOf({ visible, analysis }: StatusInput): string[] {
  return visible > DETAILED_LIMIT && analysis.result
    ? [
        `Reconstruction and error are drawn for the ${DETAILED_WORST} of ${visible} series that pass their threshold furthest. ` +
          'All are judged and shaded; click one in the legend to see it alone.',
      ]
    : [];
}

function provenanceOf(
  { engine, elapsedMs, cached, widerStride }: AnalysisResult,
  looked: readonly string[] = []
): string[] {
  const { name, version, sha256 } = engine.model;
  const time = cached ? 'Taken from the cache' : `Computed in ${formatDuration(elapsedMs)}`;
  return [
    `Model ${name} ${version}, weights ${sha256.slice(0, 8)}`,
    `${time} on ${BACKEND_NAMES[engine.backend]}`,
    ...looked,
    ...(widerStride ? [wideningOf(widerStride)] : []),
    ...engine.passedOver,
    'Nothing left this browser',
  ];
}

function wideningOf({ stride, usual, budgetMs }: WiderStride): string {
  return `Windows moved by ${stride} points instead of ${usual} to answer within ${formatDuration(budgetMs)}`;
}

const BACKEND_NAMES: Record<AnalysisResult['engine']['backend'], string> = {
  webgl: 'the graphics card (WebGL)',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript',
};

function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds < 1
    ? `${Math.round(milliseconds)} ms`
    : `${Number.isInteger(seconds) ? seconds : seconds.toFixed(1)} s`;
}

function listed(items: readonly string[]): string[] {
  return items.length > LISTED ? [...items.slice(0, LISTED), `and ${items.length - LISTED} more`] : [...items];
}
