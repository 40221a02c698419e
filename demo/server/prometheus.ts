/** A refusal that the page shows in the panel's place. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string
  ) {
    super(message);
  }
}

const TIMEOUT_MS = 30_000;

/**
 * Asks Prometheus's HTTP API for one of the queries named on the command line: `query` is its number, `start`, `end`
 * and `step` are seconds. Nothing else is passed on. Returns the answer's JSON text; throws Refusal.
 */
export async function queryRange(base: string, queries: readonly string[], asked: URLSearchParams): Promise<string> {
  const number = (name: string) => {
    const value = Number(asked.get(name) ?? NaN);
    if (!Number.isFinite(value)) {
      throw new Refusal(400, `"${name}" must be a number.`);
    }
    return value;
  };
  const query = queries[number('query')];
  if (query === undefined) {
    throw new Refusal(404, 'There is no query of this number; see --query.');
  }
  const url = new URL('api/v1/query_range', base.endsWith('/') ? base : `${base}/`);
  url.search = new URLSearchParams({
    query,
    start: String(number('start')),
    end: String(number('end')),
    step: String(number('step')),
  }).toString();

  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await answer.text();
  } catch (error) {
    throw new Refusal(502, `Prometheus at ${base} does not answer (${reasonOf(error)}). Is it running there?`);
  }
  if (!answer.ok) {
    throw new Refusal(502, `Prometheus at ${base} refused the query: ${errorOf(text) ?? `HTTP ${answer.status}`}`);
  }
  if (!isMatrix(text)) {
    throw new Refusal(502, `What answers at ${base} is no Prometheus, or the query gives no range of numbers.`);
  }
  return text;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}

function errorOf(text: string): string | undefined {
  const answer = parse(text);
  return typeof answer === 'object' && answer !== null && 'error' in answer ? String(answer.error) : undefined;
}

function isMatrix(text: string): boolean {
  const answer = parse(text);
  if (typeof answer !== 'object' || answer === null || !('data' in answer)) {
    return false;
  }
  const { data } = answer;
  return typeof data === 'object' && data !== null && 'resultType' in data && data.resultType === 'matrix';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
