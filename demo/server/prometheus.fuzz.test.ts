/** @jest-environment node */
import fc from 'fast-check';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { runs } from '../../tests/runs';
import { readMatrix } from '../host/dashboards/matrix';
import { type Behaviour, behaviours, cleanBody, startMisbehaving } from './misbehavingUpstream.fixture';
import { type Answer, closeAll, get, listen, serve, upstreamAt } from './pageServer.fixture';

/** `RESIDUAL_FUZZ=10000 npx jest demo/server/prometheus.fuzz` tries more cases, different ones each time. */
const asked = Number(process.env.RESIDUAL_FUZZ ?? 0);
const TOGETHER = 100;
const RUNS = {
  endOnFailure: true,
  ...(asked > 0 ? { numRuns: Math.ceil(asked / TOGETHER) } : { numRuns: runs(3, 10), seed: 25 }),
};
const LIMITS = { answerBytes: 20_000, heldBytes: 20_000 * TOGETHER, answerMs: 600_000 };
const REAL: FakeableAPI[] = [
  'Date',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
];
const TOKEN = Buffer.from('reader:open sesame').toString('base64');
const SECRETS = [TOKEN, 'reader:open sesame', 'open sesame'];

jest.setTimeout(60_000 + 100 * asked);
// The test controls the server's clock, so a busy machine has no effect. Node's own timers are not faked.
beforeEach(() => jest.useFakeTimers({ doNotFake: REAL }));
afterEach(() => jest.useRealTimers());
afterEach(closeAll);

test('for any behaviour of the upstream, the page gets a whole answer or one short sentence, and no other host gets a request', async () => {
  let decoyAsked = 0;
  const decoy = await listen(createServer((socket) => (decoyAsked++, socket.destroy())));
  let current: readonly Behaviour[] = [];
  // The request of a disconnected page may still be running when the next behaviours are chosen.
  const upstream = await startMisbehaving((start) => current[start] ?? current[0]);
  const url = `http://127.0.0.1:${upstream.port}`;
  const port = await serve({ prometheus: { ...upstreamAt(url), authorization: `Basic ${TOKEN}` }, limits: LIMITS });

  const behaviour = behaviours(`http://127.0.0.1:${decoy}`, SECRETS, LIMITS.answerBytes);
  const leavesAfterMs = fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.nat(20));
  const visits = fc.array(fc.record({ behaviour, leavesAfterMs }), {
    minLength: TOGETHER,
    maxLength: TOGETHER,
    size: 'max',
  });
  await fc.assert(
    fc.asyncProperty(visits, async (together) => {
      current = together.map((visit) => visit.behaviour);
      const visited = together.map(async (visit, start) => {
        const answer = await askedFor(port, start, visit.leavesAfterMs);
        if (answer !== null) {
          expectWholeOrRefused(answer, visit.behaviour);
        }
      });
      await Promise.all(visited.filter((_, i) => cleanBody(together[i].behaviour, LIMITS.answerBytes) !== null));
      await withTimePassing(Promise.all(visited));
      expect(decoyAsked).toBe(0);
    }),
    RUNS
  );

  // A connection that stays open fails the test by its time limit.
  while (upstream.open() > 0) {
    await wait(5);
  }
});

/** Advances the server's clock by its time limit until no request hangs. */
async function withTimePassing(answers: Promise<unknown>): Promise<void> {
  let areThere = false;
  const arrived = answers.finally(() => (areThere = true));
  // A failure among them is thrown below.
  arrived.catch(() => undefined);
  while (!areThere) {
    await wait(20);
    jest.advanceTimersByTime(LIMITS.answerMs);
  }
  await arrived;
}

/** The answer; null if the page disconnected before it. */
async function askedFor(port: number, start: number, leavesAfterMs: number | null): Promise<Answer | null> {
  const leaving = leavesAfterMs === null ? undefined : AbortSignal.timeout(leavesAfterMs);
  const path = `/api/prometheus/query_range?query=0&start=${start}&end=200&step=1`;
  try {
    return await get(port, path, {}, 'GET', leaving);
  } catch (error) {
    if (leaving?.aborted) {
      return null;
    }
    throw error;
  }
}

function expectWholeOrRefused({ status, headers, body }: Answer, behaviour: Behaviour): void {
  const clean = cleanBody(behaviour, LIMITS.answerBytes);
  const shown = JSON.stringify([headers, body]);
  expect(shown).not.toContain(TOKEN);
  expect(shown).not.toContain('reader:open sesame');
  if (clean !== null) {
    expect({ status, body }).toEqual({ status: 200, body: clean });
  } else if (status === 200) {
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(body.length).toBeLessThanOrEqual(LIMITS.answerBytes);
    expect(sentenceOf(() => readMatrix(body))).toMatch(/^$|is not Prometheus/);
  } else {
    expect(status).toBe(502);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toMatch(/^(Prometheus|The server) at http:\/\/127\.0\.0\.1:\d+ [^\p{Cc}\p{Cf}]{10,360}$/u);
    expect(shown).not.toContain('open sesame');
  }
}

function sentenceOf(read: () => unknown): string {
  try {
    read();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
