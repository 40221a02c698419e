import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { basename } from 'node:path';
import type { ServerConfig } from '../host/serverConfig.ts';
import { fileBelow, sendCsv, sendFile } from './files.ts';
import type { ProxyLimits } from './limits.ts';
import { createPrometheusProxy, type PrometheusProxy, type Upstream } from './prometheus.ts';
import { Refusal } from './refusal.ts';

export interface ServerOptions {
  /** Folder of the bundled page. */ readonly page: string;
  /** Folder of the built plugin. */ readonly plugin: string;
  /** Paths of CSV files. */ readonly csv: readonly string[];
  readonly prometheus: Upstream | null;
  /** Limits on the answers of Prometheus; by default, those for one user. */ readonly limits?: ProxyLimits;
  /** Whether the server accepts host names other than those of loopback. */
  readonly anyHost: boolean;
}

const PLUGIN_PATH = '/public/plugins/residual-anomaly-panel/';
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/** The browser enforces that the page has no other connections and is not shown in another page's frame. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' blob: 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' data: blob:",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The page's server: static files, the CSV files of the command line, and a proxy for one Prometheus. */
export function createPageServer(options: ServerOptions): Server {
  const proxy = options.prometheus && createPrometheusProxy(options.prometheus, options.limits);
  return createServer((request, response) => {
    answer(options, proxy, request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      // The text of any other error may reveal folders of this machine.
      const { status, message } =
        error instanceof Refusal
          ? error
          : new Refusal(500, "The page's own server failed at this. Refresh to try again.");
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(message);
    });
  });
}

async function answer(
  options: ServerOptions,
  proxy: PrometheusProxy | null,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // DNS rebinding: a foreign page whose host name resolves to this machine must not read these files.
  if (!options.anyHost && !LOOPBACK.test(request.headers.host ?? '')) {
    throw new Refusal(403, 'This page is served only to this machine. Start it with --host to change that.');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new Refusal(405, 'Only GET is allowed here.');
  }
  const { pathname: path, searchParams } = urlOf(request);

  if (path === '/api/config') {
    const { csv, prometheus } = options;
    const config: ServerConfig = { csvFiles: csv.map((file) => basename(file)), prometheus: toldOf(prometheus) };
    response
      .writeHead(200, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' })
      .end(JSON.stringify(config));
  } else if (path === '/api/prometheus/query_range' && proxy) {
    await proxy(searchParams, response);
  } else if (path.startsWith('/api/csv/')) {
    const number = /^\/api\/csv\/(\d+)$/.exec(path)?.[1];
    await sendCsv(response, number === undefined ? undefined : options.csv[Number(number)]);
  } else if (path.startsWith('/api/')) {
    throw nothingThere();
  } else if (path.startsWith(PLUGIN_PATH)) {
    await sendFile(response, fileBelow(options.plugin, path.slice(PLUGIN_PATH.length)));
  } else {
    await sendFile(response, fileBelow(options.page, path === '/' ? 'index.html' : path.slice(1)));
  }
}

/** The requested URL. `//name/path` and `http://name/path` belong to another server. */
function urlOf({ url = '/' }: IncomingMessage): URL {
  if (!/^\/(?!\/)/.test(url)) {
    throw nothingThere();
  }
  return new URL(`http://page${url}`);
}

/** The Prometheus settings for the page. Listed one by one, so that the credentials stay here. */
function toldOf(prometheus: Upstream | null): ServerConfig['prometheus'] {
  if (prometheus === null) {
    return null;
  }
  const { url, queries, step, range } = prometheus;
  return { url, queries, step, range };
}

function nothingThere(): Refusal {
  return new Refusal(404, 'There is nothing at this address.');
}
