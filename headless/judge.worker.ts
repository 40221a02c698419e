/** The entry of a thread: opens a judge, then answers one series after another with its JSON line. */
import { workerData } from 'node:worker_threads';
import { croppedOutcome, withContext } from '../src/detector/context';
import { type Job, type JudgeRequest, openJudge } from './judge';
import { jsonLine } from './jsonLine';
import { serve } from './thread';

serve(async () => {
  const request = workerData as JudgeRequest;
  const { passedOver, judge } = await openJudge(request);
  return {
    passedOver,
    async answer({ file, series, context }: Job) {
      const whole = context ? withContext(series, context) : { series, offset: 0 };
      const outcome = await judge(whole.series, request.settings);
      const visible = { ...whole, length: series.times.length };
      return jsonLine(file, series, request.settings, croppedOutcome(outcome, visible));
    },
  };
});
