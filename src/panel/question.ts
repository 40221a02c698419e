import type { Detection } from '../detector/detection';
import type { DetectorSettings } from '../detector/settings';
import type { AnalysisRequest, AnalysisResult } from '../worker/protocol';
import { carryOver, sameSeries } from './carryOver';
import type { PanelSeries } from './frames';

/** What is asked of the client, and the names that tell which series of one question is which of the next. */
export interface Question {
  readonly request: AnalysisRequest;
  readonly names: readonly string[];
}

/** An answer and the question it belongs to, so that an old answer can never pass for a new one. */
export interface Answer {
  readonly question: Question;
  readonly result: AnalysisResult;
}

/**
 * Hands out the same question as long as its content is the same: a refresh that brought nothing new, a hover, a
 * resize or a series hidden in the legend then asks for nothing.
 */
export class LatestQuestion {
  private latest: Question | null = null;

  of(series: readonly PanelSeries[], settings: DetectorSettings): Question {
    const next: Question = {
      request: { series: series.map((one) => one.series), settings },
      names: series.map(({ name }) => name),
    };
    if (this.latest === null || !sameQuestion(this.latest, next)) {
      this.latest = next;
    }
    return this.latest;
  }
}

function sameQuestion(a: Question, b: Question): boolean {
  return (
    JSON.stringify(a.request.settings) === JSON.stringify(b.request.settings) &&
    a.names.length === b.names.length &&
    a.names.every((name, index) => name === b.names[index]) &&
    a.request.series.every((series, index) => sameSeries(series, b.request.series[index]))
  );
}

/** The verdicts of an answer to this very question. */
export function detectionsOf({ outcomes }: AnalysisResult): Array<Detection | null> {
  return outcomes.map((outcome) => (outcome.status === 'detected' ? outcome.detection : null));
}

/** What of an earlier answer still holds for the series asked about now, matched by name. */
export function carriedDetections(answer: Answer | null, question: Question): Array<Detection | null> {
  const { series } = question.request;
  if (
    answer === null ||
    JSON.stringify(answer.question.request.settings) !== JSON.stringify(question.request.settings)
  ) {
    return series.map(() => null);
  }
  const earlier = detectionsOf(answer.result);
  return series.map((now, index) => {
    const name = question.names[index];
    const at = answer.question.names[index] === name ? index : answer.question.names.indexOf(name);
    const detection = at < 0 ? null : earlier[at];
    return detection ? carryOver(answer.question.request.series[at], detection, now) : null;
  });
}
