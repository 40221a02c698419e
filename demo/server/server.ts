import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { basename } from 'node:path';
import type { ServerConfig } from '../host/serverConfig.ts';
import { fileBelow, sendFile } from './files.ts';
import { queryRange, Refusal } from './prometheus.ts';

export interface ServerOptions {
  /** Folder of the bundled page. */ readonly page: string;
  /** Folder of the built plugin. */ readonly plugin: string;
  /** Paths of CSV files. */ readonly csv: readonly string[];
  readonly prometheus: ServerConfig['prometheus'];
  /** Whether the page may be asked for under names other than those of loopback. */
  readonly anyHost: boolean;
}

const PLUGIN_PATH = '/public/plugins/residual-anomaly-panel/';
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/** The browser itself holds the page to its word: no script, style, picture or request from or to anywhere else. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' blob: 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' data: blob:",
].join('; ');

/** The page's server: static files, the CSV files of the command line, and the way to one Prometheus. */
export function createPageServer(options: ServerOptions): Server {
  return createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      const status = error instanceof Refusal ? error.status : 500;
      const message = error instanceof Error ? error.message : String(error);
      if (response.headersSent) {
        response.destroy();
        return;
      }
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(message);
    });
  });
}

async function answer(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // A foreign page whose name was made to point at this machine must not read what is served here.
  if (!options.anyHost && !LOOPBACK.test(request.headers.host ?? '')) {
    throw new Refusal(403, 'This page is served to this machine alone. Start it with --host to change that.');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new Refusal(405, 'Only GET is answered here.');
  }
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  const url = new URL(request.url ?? '/', 'http://page');
  const path = url.pathname;

  if (path.startsWith('/api/')) {
    await answerApi(options, path, url.searchParams, response);
  } else if (path.startsWith(PLUGIN_PATH)) {
    await sendFile(response, fileBelow(options.plugin, path.slice(PLUGIN_PATH.length)));
  } else {
    await sendFile(response, fileBelow(options.page, path === '/' ? 'index.html' : path.slice(1)));
  }
}

async function answerApi(
  { csv, prometheus }: ServerOptions,
  path: string,
  parameters: URLSearchParams,
  response: ServerResponse
): Promise<void> {
  const json = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };
  const csvFile = /^\/api\/csv\/(\d+)$/.exec(path);
  if (path === '/api/config') {
    const config: ServerConfig = { csvFiles: csv.map((file) => basename(file)), prometheus };
    response.writeHead(200, json).end(JSON.stringify(config));
  } else if (path === '/api/prometheus/query_range' && prometheus) {
    const text = await queryRange(prometheus.url, prometheus.queries, parameters);
    response.writeHead(200, json).end(text);
  } else if (csvFile && Number(csvFile[1]) < csv.length) {
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    createReadStream(csv[Number(csvFile[1])])
      .on('error', (error) => {
        if (response.headersSent) {
          response.destroy();
          return;
        }
        response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' }).end(error.message);
      })
      .pipe(response);
  } else {
    throw new Refusal(404, 'There is nothing at this address.');
  }
}
