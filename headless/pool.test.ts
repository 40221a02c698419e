/** @jest-environment node */
import { join } from 'node:path';
import type { Added, Numbers } from './pool.fixture';
import { answerAll } from './pool';

const jobsOf = (...lengths: number[]): Numbers[] =>
  lengths.map((length, i) => ({ name: String(i), values: new Float64Array(length).fill(1) }));

async function added(jobs: readonly Numbers[], { mostAtATime = Infinity, milliseconds = 0 } = {}) {
  const answers: Added[] = [];
  const done: number[] = [];
  await answerAll<Numbers, Added>(
    jobs,
    {
      entry: join(__dirname, 'pool.fixture.ts'),
      workerData: milliseconds,
      threads: 3,
      nameOf: ({ name }) => name,
      sizeOf: ({ values }) => values.length,
      mostAtATime,
      handsOver: ({ values }) => [values.buffer as ArrayBuffer],
    },
    { answer: (one) => void answers.push(one), passedOver: () => undefined, progress: (rows) => done.push(rows) }
  );
  return { answers, done };
}

test('arrays move to a thread and back, and answers come in the order of the jobs', async () => {
  const jobs = jobsOf(3, 1, 2, 5, 4);
  const { answers } = await added(jobs);
  expect(answers.map(({ sum }) => sum)).toEqual([3, 1, 2, 5, 4]);
  expect(answers.map(({ values }) => values.length)).toEqual([3, 1, 2, 5, 4]);
  expect(jobs.map(({ values }) => values.length)).toEqual([0, 0, 0, 0, 0]);
});

test('progress grows from job to job, and ends with the sizes of all of them', async () => {
  const { done } = await added(jobsOf(10, 30, 20, 40));
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done[0]).toBeGreaterThan(0);
  expect(done[0]).toBeLessThan(50);
  expect(done[done.length - 1]).toBe(100);
});

test('jobs that are too large together are worked on one after the other, and one that is too large by itself, alone', async () => {
  const { answers } = await added(jobsOf(6, 6, 50, 6), { mostAtATime: 10, milliseconds: 700 });
  answers.slice(1).forEach(({ began }, i) => expect(began).toBeGreaterThanOrEqual(answers[i].ended));
});
