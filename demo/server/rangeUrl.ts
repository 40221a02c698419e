import { Refusal } from './refusal.ts';

/**
 * The address below `base` of the range query that the page asks for: `query` is its number among `queries`; `start`, `end`
 * and `step` are seconds. Nothing else of what is asked gets into it. Throws Refusal.
 */
export function rangeUrl(base: string, queries: readonly string[], asked: URLSearchParams): URL {
  const number = (name: string) => {
    const value = Number(asked.get(name) ?? NaN);
    if (!Number.isFinite(value)) {
      throw new Refusal(400, `"${name}" must be a number.`);
    }
    return value;
  };
  const query = queries[number('query')];
  if (query === undefined) {
    throw new Refusal(404, 'There is no query with this number; see --query.');
  }
  const url = new URL('api/v1/query_range', base.endsWith('/') ? base : `${base}/`);
  url.search = new URLSearchParams({
    query,
    start: String(number('start')),
    end: String(number('end')),
    step: String(number('step')),
  }).toString();
  return url;
}
