import { ALL_COMPLETE, type Completeness, withCompleteness } from '../detector/report/completeness';
import { croppedOutcome, withContext } from '../detector/report/context';
import { sameNumbers } from '../chart/plot/align';
import { Certainty, type Detection } from '../detector/detection';
import { type Series, countWhile } from '../detector/series';
import type { DetectorSettings } from '../detector/settings';
import type { AnalysisRequest, AnalysisResult } from '../worker/protocol';
import { staleResult, sameSeries } from './staleResult';
import type { PanelSeries } from '../series/frames';

/** A request, and the names that identify its series across requests. */
export interface Question {
  /** Contains whole series: the visible rows and the look-back. */
  readonly request: AnalysisRequest;
  readonly names: readonly string[];
  /** The visible rows of each series. */
  readonly visible: readonly Series[];
  /** Which of them are final. */
  readonly completeness: readonly Completeness[];
}

/** A result together with its question, so that a stale result cannot pass for a new one. */
export interface Answer {
  readonly question: Question;
  /** For the visible rows only. */
  readonly result: AnalysisResult;
  /** Whether no better result will follow. */
  readonly isLast: boolean;
}

/** What a verdict depends on besides the visible series and the settings, in series order. */
export interface DetectionContext extends Pick<AnalysisRequest, 'overrides' | 'teachings' | 'remembered'> {
  /** The look-back of each series; null if there is none. */
  readonly contexts?: ReadonlyArray<Series | null>;
  /** Which visible rows are final; all if absent. */
  readonly completeness?: readonly Completeness[];
}

/**
 * Returns the same question until its content changes. So a refresh without news, a hover or a resize triggers no
 * request.
 */
export class LatestQuestion {
  private latest: Question | null = null;

  of(
    series: readonly PanelSeries[],
    settings: DetectorSettings,
    { contexts, completeness: known, ...aside }: DetectionContext = {}
  ): Question {
    const visible = series.map((one) => one.series);
    const completeness = visible.map((_, index) => known?.[index] ?? ALL_COMPLETE);
    const whole = visible.map((one, index) => withContext(one, contexts?.[index] ?? null, completeness[index]));
    const next: Question = {
      request: { series: whole, settings, ...aside },
      names: series.map(({ name }) => name),
      visible,
      completeness,
    };
    if (this.latest === null || !sameQuestion(this.latest, next)) {
      this.latest = next;
    }
    return this.latest;
  }
}

function sameQuestion(a: Question, b: Question): boolean {
  return (
    sameSettings(a.request, b.request) &&
    JSON.stringify(a.request.teachings) === JSON.stringify(b.request.teachings) &&
    sameItems(a.request.remembered ?? [], b.request.remembered ?? [], Object.is) &&
    sameItems(a.names, b.names, Object.is) &&
    sameItems(a.request.series, b.request.series, sameSeries) &&
    sameItems(a.visible, b.visible, (one, other) => sameNumbers(one.times, other.times)) &&
    a.visible.every(({ times }, index) => sameCompleteness(a.completeness[index], b.completeness[index], times))
  );
}

/** Whether the same rows are final. The time up to which values are settled goes on with each refresh. */
function sameCompleteness(a: Completeness, b: Completeness, times: Float64Array): boolean {
  const settled = ({ settledTo }: Completeness) => countWhile(times, (time) => time <= settledTo);
  return a.complete.from === b.complete.from && a.complete.to === b.complete.to && settled(a) === settled(b);
}

/** Compares settings and overrides. */
function sameSettings(a: AnalysisRequest, b: AnalysisRequest): boolean {
  return JSON.stringify([a.settings, a.overrides]) === JSON.stringify([b.settings, b.overrides]);
}

function sameItems<Item>(a: readonly Item[], b: readonly Item[], same: (a: Item, b: Item) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index]));
}

/** Crops a result to the visible rows. */
export function visibleAnswer(question: Question, result: AnalysisResult, isLast: boolean): Answer {
  const outcomes = result.outcomes.map((outcome, index) => {
    const [whole, visible] = [question.request.series[index], question.visible[index]];
    const own = visible.times.length === whole.times.length ? outcome : croppedOutcome(outcome, whole, visible);
    return withCompleteness(own, visible, question.completeness[index]);
  });
  return { question, result: { ...result, outcomes }, isLast };
}

export function detectionsOf({ outcomes }: AnalysisResult): Array<Detection | null> {
  return outcomes.map((outcome) => (outcome.status === 'detected' ? outcome.detection : null));
}

/**
 * The parts of an earlier result that still apply to the current series, matched by name. Look-back and labels may have
 * changed, but these verdicts are the best known until the new result arrives.
 */
export function staleDetections(answer: Answer | null, question: Question): Array<Detection | null> {
  const { visible } = question;
  if (answer === null || !sameSettings(answer.question.request, question.request)) {
    return visible.map(() => null);
  }
  const earlier = detectionsOf(answer.result);
  return visible.map((now, index) => {
    const name = question.names[index];
    const at = answer.question.names[index] === name ? index : answer.question.names.indexOf(name);
    const detection = at < 0 ? null : earlier[at];
    return detection ? staleResult(answer.question.visible[at], detection, now) : null;
  });
}

/** Whether the stale verdicts cover at least half of the visible points. */
export function coversMost(stale: ReadonlyArray<Detection | null>, { visible }: Question): boolean {
  const judged = (detection: Detection | null) =>
    detection?.certainty.filter((certainty) => certainty !== Certainty.notJudged).length ?? 0;
  const lacking = visible.map(({ times }, index) => times.length - 2 * judged(stale[index]));
  return lacking.reduce((sum, one) => sum + one, 0) <= 0;
}
