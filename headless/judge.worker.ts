/** The entry of a thread: opens a judge, then answers one series after another with its line or lines. */
import { workerData } from 'node:worker_threads';
import { croppedOutcome, withContext } from '../src/detector/report/context';
import { type Outcome, misfitIn } from '../src/detector/detection';
import { DEFAULT_REPORT_RULES, reported } from '../src/detector/report/report';
import type { Series } from '../src/detector/series';
import { anomalyLines } from './anomalyLines';
import { type Answer, type Job, type JudgeRequest, openJudge } from './judge';
import { jsonLine } from './jsonLine';
import { serve } from './thread';

serve(async () => {
  const request = workerData as JudgeRequest;
  const { passedOver, judge, study } = await openJudge(request);
  return {
    passedOver,
    async answer({ file, series, context, known }: Job): Promise<Answer> {
      const whole = context ? withContext(series, context) : { series, offset: 0 };
      const { outcome, learnt } = request.learns
        ? await study(whole.series, request.settings, known)
        : { outcome: await judge(whole.series, request.settings, known), learnt: null };
      const visible = { ...whole, length: series.times.length };
      const told = byTheRules(croppedOutcome(outcome, visible), series, request.rules);
      const lines =
        request.format === 'text' || request.format === 'csv'
          ? anomalyLines(file, series, told, request.format)
          : jsonLine(file, series, request.settings, told);
      return { lines, learnt, misfit: misfitIn(outcome) };
    },
  };
});

function byTheRules(outcome: Outcome, series: Series, rules = DEFAULT_REPORT_RULES): Outcome {
  return outcome.status === 'detected'
    ? { ...outcome, detection: reported(outcome.detection, series, rules) }
    : outcome;
}
