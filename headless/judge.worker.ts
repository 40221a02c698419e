/** The entry of a thread: opens a judge, then answers one series after another with its JSON line. */
import { workerData } from 'node:worker_threads';
import { type Job, type JudgeRequest, openJudge } from './judge';
import { jsonLine } from './jsonLine';
import { serve } from './thread';

serve(async () => {
  const request = workerData as JudgeRequest;
  const { passedOver, judge } = await openJudge(request);
  return {
    passedOver,
    answer: async ({ file, series }: Job) =>
      jsonLine(file, series, request.settings, await judge(series, request.settings)),
  };
});
