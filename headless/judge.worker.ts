/** A thread's entry: opens a judge, then answers one series after another. */
import { workerData } from 'node:worker_threads';
import { withCompleteness } from '../src/detector/report/completeness';
import { withSettled } from '../src/detector/report/settled';
import { completenessIn } from './completeness';
import { croppedOutcome, withContext } from '../src/detector/report/context';
import { type Outcome, memoryMismatchIn, withDetection } from '../src/detector/detection';
import { DEFAULT_REPORT_RULES, reported } from '../src/detector/report/report';
import type { Series } from '../src/detector/series';
import { ascending } from '../src/series/ascending';
import { type Answer, type Job, type JudgeRequest, openJudge } from './judge';
import { buffersOf } from './moved';
import { type Answerer, serve } from './thread';

/** @throws ModelError if the model's files or all backends fail */
export async function answererOf(request: JudgeRequest): Promise<Answerer<Job, Answer>> {
  const { passedOver, judge, study } = await openJudge(request);
  return {
    passedOver,
    async answer({ series, context, known }: Job, onProgress): Promise<Answer> {
      const judged = ascending(series.times, series.values);
      const completeness = completenessIn(judged.series, context ?? null, request.newest);
      const whole = withContext(judged.series, context ?? null, completeness);
      const options = { ...known, onProgress };
      const { outcome, learnt } = request.learns
        ? await study(whole, request.settings, options)
        : { outcome: await judge(whole, request.settings, options), learnt: null };
      const cropped = context ? croppedOutcome(outcome, whole, judged.series) : outcome;
      const marked = withCompleteness(cropped, judged.series, completeness);
      return {
        series,
        judged,
        outcome: applyRules(marked, judged.series, request),
        learnt,
        memoryMismatch: memoryMismatchIn(outcome),
      };
    },
    handsOver: ({ series, judged, outcome }: Answer) =>
      buffersOf(series, judged, judged.series, outcome.status === 'detected' ? outcome.detection : {}),
  };
}

serve(() => answererOf(workerData as JudgeRequest));

function applyRules(
  outcome: Outcome,
  series: Series,
  { rules = DEFAULT_REPORT_RULES, newest }: Pick<JudgeRequest, 'rules' | 'newest'>
): Outcome {
  return withDetection(outcome, (detection) =>
    reported(withSettled(detection, series, newest === 'provisional'), series, rules)
  );
}
