import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What answers at the address: Grafana, or the page of `npm start`. */
export interface Host {
  readonly kind: 'grafana' | 'page';
  /** Grafana's version; on the page, the version of Grafana's libraries that it is built on. */
  readonly version: string;
}

/** Where the tests go; it ends with a slash, so that relative addresses keep a sub-path. */
export const BASE_URL = `${(process.env.GRAFANA_URL ?? 'http://localhost:3000').replace(/\/+$/, '')}/`;

/**
 * Looks what answers at {@link BASE_URL}.
 *
 * @throws Error that says what to start, where nothing answers
 */
export async function findHost(): Promise<Host> {
  const health = await answerOf('api/health');
  if (isRecord(health) && 'database' in health) {
    return { kind: 'grafana', version: versionOf(health) ?? versionOf(await buildInfo()) ?? '' };
  }
  const require = createRequire(__filename);
  const { version } = JSON.parse(readFileSync(require.resolve('@grafana/data/package.json'), 'utf8'));
  return { kind: 'page', version };
}

/** The JSON at a path below the base address, undefined where something else answers. */
async function answerOf(path: string): Promise<unknown> {
  const response = await fetch(new URL(path, BASE_URL)).catch((error: unknown) => {
    throw new Error(
      `Nothing answers at ${BASE_URL} (${error instanceof Error ? error.message : String(error)}). ` +
        'Start Grafana with npm run server, or name another address in GRAFANA_URL.'
    );
  });
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return response.ok && isJson ? response.json() : undefined;
}

/** Some Grafanas hide their version from the health check. */
async function buildInfo(): Promise<unknown> {
  const settings = await answerOf('api/frontend/settings');
  return isRecord(settings) ? settings.buildInfo : undefined;
}

function versionOf(answer: unknown): string | undefined {
  return isRecord(answer) && typeof answer.version === 'string' ? answer.version : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
