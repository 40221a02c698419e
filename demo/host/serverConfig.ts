/** The server's command line, as in the answer of `api/config`. */
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
  /** Length of the initial time range, e.g. `6h`. */
  readonly range: string;
}

/** Requests the configuration from the page's server. Rejects with a sentence to show. */
export async function readServerConfig(): Promise<ServerConfig> {
  return (await get('api/config')).json();
}

/** Fetches an address of the page's own server. The sentence of a refusal becomes the error's message. */
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
