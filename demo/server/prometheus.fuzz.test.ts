/** @jest-environment node */
import fc from 'fast-check';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { readMatrix } from '../host/dashboards/matrix';
import { type Behaviour, behaviours, cleanBody, startMisbehaving } from './misbehavingUpstream.fixture';
import { type Answer, closeAll, get, listen, serve, upstreamAt } from './pageServer.fixture';

/** `RESIDUAL_FUZZ=10000 npx jest demo/server/prometheus.fuzz` tries more, each time others. */
const asked = Number(process.env.RESIDUAL_FUZZ ?? 0);
/** Asked for at the same time, so that those that hang do not take a second each. */
const TOGETHER = 100;
const RUNS = {
  endOnFailure: true,
  ...(asked > 0 ? { numRuns: Math.ceil(asked / TOGETHER) } : { numRuns: 10, seed: 25 }),
};
const LIMITS = { answerBytes: 20_000, heldBytes: 20_000 * TOGETHER, answerMs: 1000 };
const TOKEN = Buffer.from('reader:open sesame').toString('base64');
const SECRETS = [TOKEN, 'reader:open sesame', 'open sesame'];

jest.setTimeout(60_000 + 100 * asked);
afterEach(closeAll);

test('whatever the upstream does, the page gets its whole answer or one short sentence, and no other host is asked', async () => {
  let decoyAsked = 0;
  const decoy = await listen(createServer((socket) => (decoyAsked++, socket.destroy())));
  let current: readonly Behaviour[] = [];
  // The request of a page that has left may still be under way when the next behaviours are chosen.
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
      const started = performance.now();
      await Promise.all(
        together.map(async (visit, start) => {
          const answer = await askedFor(port, start, visit.leavesAfterMs);
          expect(performance.now() - started).toBeLessThan(2000);
          if (answer !== null) {
            expectWholeOrRefused(answer, visit.behaviour);
          }
        })
      );
      expect(decoyAsked).toBe(0);
    }),
    RUNS
  );

  for (let tries = 0; upstream.open() > 0 && tries < 40; tries++) {
    await wait(50);
  }
  expect(upstream.open()).toBe(0);
});

/** The answer, or null where the page has left before it came. */
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
  const told = JSON.stringify([headers, body]);
  expect(told).not.toContain(TOKEN);
  expect(told).not.toContain('reader:open sesame');
  if (clean !== null) {
    expect({ status, body }).toEqual({ status: 200, body: clean });
  } else if (status === 200) {
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(body.length).toBeLessThanOrEqual(LIMITS.answerBytes);
    expect(sentenceOf(() => readMatrix(body))).toMatch(/^$|is no Prometheus/);
  } else {
    expect(status).toBe(502);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(body).toMatch(/^(Prometheus|What answers) at http:\/\/127\.0\.0\.1:\d+ [^\p{Cc}\p{Cf}]{10,360}$/u);
    expect(told).not.toContain('open sesame');
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
