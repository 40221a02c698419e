import { createServer, request, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Server as SocketServer } from 'node:net';
import type { Upstream } from './prometheus';
import { createPageServer, type ServerOptions } from './server';

const started: Array<Server | SocketServer> = [];

/** Listens on a free port of loopback until `closeAll`. */
export async function listen(server: Server | SocketServer): Promise<number> {
  started.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export function closeAll(): void {
  for (const server of started.splice(0)) {
    server.close();
    if ('closeAllConnections' in server) {
      server.closeAllConnections();
    }
  }
}

/** Starts a page's server that serves only the given files. */
export function serve(options: Partial<ServerOptions> = {}): Promise<number> {
  const none = { page: 'no-page', plugin: 'no-plugin', csv: [], prometheus: null, anyHost: false };
  return listen(createPageServer({ ...none, ...options }));
}

/** Starts a page's server in front of a substitute for Prometheus. */
export async function serveBefore(
  answer: RequestListener,
  upstream: Partial<Upstream> = {},
  limits?: ServerOptions['limits']
): Promise<number> {
  const url = `http://127.0.0.1:${await listen(createServer(answer))}/prom`;
  return serve({ prometheus: { ...upstreamAt(url), ...upstream }, limits });
}

export function upstreamAt(url: string): Upstream {
  return { url, queries: ['up', 'rate(x[1m])'], step: null, range: '6h', authorization: null };
}

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request unchanged; `fetch` would normalise the path and the Host header. */
export function get(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  signal?: AbortSignal
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ port, path, headers, method, host: '127.0.0.1', agent: false, signal }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

export const RANGE_PATH = '/api/prometheus/query_range?query=0&start=1700000000&end=1700003600&step=15';
