import type { ServerResponse } from 'node:http';
import type { PrometheusConfig } from '../host/serverConfig.ts';
import { ByteBudget, readBody, TooLarge } from './boundedBody.ts';
import { Credentials } from './credentials.ts';
import { LIMITS, type ProxyLimits } from './limits.ts';
import { rangeUrl } from './rangeUrl.ts';
import { onOneLine, Refusal } from './refusal.ts';
import { failureOf, rejectionOf } from './upstreamFault.ts';
import { decoded, request } from './upstreamRequest.ts';

export interface Upstream extends PrometheusConfig {
  /** Value of the `Authorization` header, or null. It goes to this Prometheus and nowhere else. */
  readonly authorization: string | null;
}

const ADDRESS_CHARACTERS = 100;

/** Answers one request of the page with the parameters `asked`. Rejects with a Refusal. */
export type PrometheusProxy = (asked: URLSearchParams, response: ServerResponse) => Promise<void>;

/** A proxy for one Prometheus. It contacts no other host and keeps at most `limits` in memory. */
export function createPrometheusProxy(upstream: Upstream, limits: ProxyLimits = LIMITS): PrometheusProxy {
  const budget = new ByteBudget(limits.heldBytes);
  return async (asked, response) => {
    const url = rangeUrl(upstream.url, upstream.queries, asked);
    const account = budget.open(limits.answerBytes);
    const ending = new AbortController();
    // The page has disconnected, or has the whole answer.
    response.once('close', () => {
      ending.abort();
      account.close();
    });
    const timer = setTimeout(() => ending.abort(), limits.answerMs);
    try {
      const body = await ask(upstream, url, limits, ending.signal, account.add);
      // A page that does not read must not keep the answer in memory without end.
      response.setTimeout(limits.answerMs, () => response.destroy());
      response
        .writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
        .end(body);
    } catch (error) {
      // Stop reading a refused answer, and free its memory for others at once.
      ending.abort();
      account.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The body of one answer. `add` gets the size of each piece. Rejects with a Refusal. */
async function ask(
  { url: base, authorization }: Upstream,
  url: URL,
  limits: ProxyLimits,
  signal: AbortSignal,
  add: (bytes: number) => void
): Promise<Buffer> {
  const address = onOneLine(base, ADDRESS_CHARACTERS);
  const credentials = new Credentials(authorization);
  try {
    const answer = await request(url, credentials.headers, signal);
    if (answer.statusCode !== 200) {
      throw new Refusal(502, `Prometheus at ${address} ${await rejectionOf(answer, credentials)}`);
    }
    if (Number(answer.headers['content-length']) > limits.answerBytes) {
      throw new TooLarge('answer');
    }
    const body = await readBody(decoded(answer), add);
    if (!mayBeMatrix(body) || credentials.areSentBackIn(body)) {
      throw new Refusal(
        502,
        `The server at ${address} is not Prometheus, or the query does not return a range of numbers.`
      );
    }
    return body;
  } catch (error) {
    if (error instanceof Refusal) {
      throw error;
    }
    throw new Refusal(502, `Prometheus at ${address} ${failureOf(error, limits, signal.aborted)}`);
  }
}

/** Whether a body begins, ends and is typed like a matrix. Not parsed: objects may take ten times its bytes, and the page parses it. */
function mayBeMatrix(body: Buffer): boolean {
  const begin = body.toString('latin1', 0, 16).trimStart();
  const end = body.toString('latin1', Math.max(0, body.length - 16)).trimEnd();
  return begin.startsWith('{') && end.endsWith('}') && body.includes('"matrix"');
}
