import { croppedOutcome, type VisibleRows, withContext } from '../detector/report/context';
import { Certainty, type Detection } from '../detector/detection';
import type { Series } from '../detector/series';
import type { DetectorSettings } from '../detector/settings';
import type { AnalysisRequest, AnalysisResult } from '../worker/protocol';
import { staleResult, sameSeries } from './staleResult';
import type { PanelSeries } from './frames';

/** What is asked of the client, and the names that tell which series of one question is which of the next. */
export interface Question {
  /** Whole series: what can be seen, and what is known around it. */
  readonly request: AnalysisRequest;
  readonly names: readonly string[];
  /** Of each series of the request, the rows that can be seen. */
  readonly visible: readonly VisibleRows[];
}

/** An answer and the question it belongs to, so that an old answer can never pass for a new one. */
export interface Answer {
  readonly question: Question;
  /** On the visible rows alone. */
  readonly result: AnalysisResult;
  /** Whether it is as good as it gets; otherwise a better one is on its way. */
  readonly isLast: boolean;
}

/** What a verdict depends on beside the visible series and the settings; each in the order of the series. */
export interface DetectionContext extends Pick<AnalysisRequest, 'overrides' | 'teachings' | 'remembered'> {
  /** What is known around the visible rows; null where nothing is. */
  readonly contexts?: ReadonlyArray<Series | null>;
}

/**
 * Hands out the same question as long as its content is the same: a refresh that brought nothing new, a hover, a
 * resize or a series hidden in the legend then asks for nothing.
 */
export class LatestQuestion {
  private latest: Question | null = null;

  of(
    series: readonly PanelSeries[],
    settings: DetectorSettings,
    { contexts, ...aside }: DetectionContext = {}
  ): Question {
    const visible = series.map(({ series: seen }, index): VisibleRows => {
      const context = contexts?.[index] ?? null;
      const whole = context === null ? { series: seen, offset: 0 } : withContext(seen, context);
      return { ...whole, length: seen.times.length };
    });
    const next: Question = {
      request: { series: visible.map((one) => one.series), settings, ...aside },
      names: series.map(({ name }) => name),
      visible,
    };
    if (this.latest === null || !sameQuestion(this.latest, next)) {
      this.latest = next;
    }
    return this.latest;
  }
}

function sameQuestion(a: Question, b: Question): boolean {
  return (
    sameWords(a.request, b.request) &&
    JSON.stringify(a.request.teachings) === JSON.stringify(b.request.teachings) &&
    sameItems(a.request.remembered ?? [], b.request.remembered ?? [], Object.is) &&
    sameItems(a.names, b.names, Object.is) &&
    sameItems(a.visible, b.visible, sameRows)
  );
}

/** Settings, and what overrides them in single series. */
function sameWords(a: AnalysisRequest, b: AnalysisRequest): boolean {
  return JSON.stringify([a.settings, a.overrides]) === JSON.stringify([b.settings, b.overrides]);
}

function sameRows(a: VisibleRows, b: VisibleRows): boolean {
  return a.offset === b.offset && a.length === b.length && sameSeries(a.series, b.series);
}

function sameItems<Item>(a: readonly Item[], b: readonly Item[], same: (a: Item, b: Item) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index]));
}

/** An answer on whole series as one on what can be seen of them. */
export function visibleAnswer(question: Question, result: AnalysisResult, isLast: boolean): Answer {
  const outcomes = result.outcomes.map((outcome, index) => {
    const visible = question.visible[index];
    return visible.length === visible.series.times.length ? outcome : croppedOutcome(outcome, visible);
  });
  return { question, result: { ...result, outcomes }, isLast };
}

/** The verdicts of an answer to this very question. */
export function detectionsOf({ outcomes }: AnalysisResult): Array<Detection | null> {
  return outcomes.map((outcome) => (outcome.status === 'detected' ? outcome.detection : null));
}

/**
 * What of an earlier answer still holds for the series asked about now, matched by name. What came before them or was
 * said about them may have changed: until the new verdict is there the old one is the best that is known.
 */
export function carriedDetections(answer: Answer | null, question: Question): Array<Detection | null> {
  const { visible } = question;
  if (answer === null || !sameWords(answer.question.request, question.request)) {
    return visible.map(() => null);
  }
  const earlier = detectionsOf(answer.result);
  return visible.map((now, index) => {
    const name = question.names[index];
    const at = answer.question.names[index] === name ? index : answer.question.names.indexOf(name);
    const detection = at < 0 ? null : earlier[at];
    return detection ? staleResult(seriesSeen(answer.question.visible[at]), detection, seriesSeen(now)) : null;
  });
}

/** Whether the verdicts that are carried over hold for at least half of all points that can be seen. */
export function holdsForMost(carried: ReadonlyArray<Detection | null>, { visible }: Question): boolean {
  const points = visible.reduce((sum, { length }) => sum + length, 0);
  const held = carried.reduce(
    (sum, detection) =>
      sum + (detection?.certainty.filter((certainty) => certainty !== Certainty.notJudged).length ?? 0),
    0
  );
  return 2 * held >= points;
}

function seriesSeen({ series: { times, values }, offset, length }: VisibleRows): Series {
  return { times: times.subarray(offset, offset + length), values: values.subarray(offset, offset + length) };
}
