/** What the command line gave to the server, as `api/config` tells it. */
export interface ServerConfig {
  /** Names of the CSV files, in the order of `api/csv/0`, `api/csv/1`, … */
  readonly csvFiles: readonly string[];
  readonly prometheus: PrometheusConfig | null;
}

export interface PrometheusConfig {
  readonly url: string;
  readonly queries: readonly string[];
  /** Seconds between points, or null to choose by range. */
  readonly step: number | null;
  /** How far back the page looks at first, e.g. `6h`. */
  readonly range: string;
}

/** Asks the page's server; rejects with a sentence to show. */
export async function readServerConfig(): Promise<ServerConfig> {
  return (await get('api/config')).json();
}

/** Fetches an address of the page's own server. The server's refusals are sentences; they become the error's message. */
export async function get(path: string, signal?: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { signal });
  } catch {
    throw new Error("The page's own server does not respond. Is npm start still running?");
  }
  if (!response.ok) {
    throw new Error(await response.text());
  }
  return response;
}
