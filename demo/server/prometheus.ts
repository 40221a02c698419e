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

/** `fetch` says "fetch failed"; what failed is the code of its cause. */
function reasonOf(error: unknown): string {
  const cause = field(error, 'cause');
  return String(field(cause, 'code') ?? field(error, 'message') ?? error);
}

function errorOf(text: string): string | undefined {
  const error = field(parse(text), 'error');
  return error === undefined ? undefined : String(error);
}

function isMatrix(text: string): boolean {
  return field(field(parse(text), 'data'), 'resultType') === 'matrix';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
