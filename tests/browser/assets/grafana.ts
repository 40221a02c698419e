import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { fileBelow, sendFile } from '../../../demo/server/files';

const ROOT = resolve(__dirname, '../../..');
const LIBS = process.env.RESIDUAL_GRAFANA_LIBS;
const PAGE = resolve(ROOT, LIBS === undefined || LIBS === '.' ? '.cache/host' : '.cache/host-grafana-13');
const DIST = resolve(ROOT, 'dist');
/** Where Grafana serves a plugin, below its root. */
export const PLUGIN_PATH = 'public/plugins/residual-anomaly-panel';
/** What a policy's `'nonce-…'` and the page's scripts agree on. */
export const NONCE = 'cmVzaWR1YWw=';

/** How a Grafana is set up, as far as a plugin can tell. */
export interface Setting {
  /** Path under which Grafana is served, with a slash at both ends. Default: `/`. */
  readonly subPath?: string;
  /** Folder of the plugin on a content delivery network, absolute and without a slash at its end. */
  readonly cdn?: string;
  /** Content-Security-Policy of the page and of all that its server sends. */
  readonly policy?: string;
}

export interface Served {
  /** Address of the page, or of the folder, with a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

type Answer = (path: string, response: ServerResponse) => Promise<void>;

/** Serves the demo page as a Grafana of this setting would serve its own, on a port of loopback. */
export function serveGrafana({ subPath = '/', cdn, policy }: Setting): Promise<Served> {
  return serve(subPath, async (path, response) => {
    if (policy !== undefined) {
      response.setHeader('Content-Security-Policy', policy);
    }
    if (path === '') {
      send(response, 'text/html', (await page('index.html')).replaceAll('<script ', `<script nonce="${NONCE}" `));
    } else if (path === 'api/config') {
      send(response, 'application/json', JSON.stringify({ csvFiles: [], prometheus: null }));
    } else if (path === 'main.js' && cdn !== undefined) {
      // Grafana tells its page the plugin's address on the network in place of its own path.
      send(response, 'text/javascript', withPlugin(await page('main.js'), cdn));
    } else if (path.startsWith(PLUGIN_PATH)) {
      await sendFile(response, cdn === undefined ? fileBelow(DIST, path.slice(PLUGIN_PATH.length)) : null);
    } else {
      await sendFile(response, fileBelow(PAGE, path));
    }
  });
}

/** Serves the built plugin alone, to any origin, as a content delivery network does. */
export function serveNetwork(): Promise<Served> {
  return serve('/residual/0.1.0/', async (path, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    await sendFile(response, fileBelow(DIST, path));
  });
}

async function serve(root: string, answer: Answer): Promise<Served> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://loopback');
    const found = pathname.startsWith(root) ? answer(pathname.slice(root.length), response) : sendFile(response, null);
    found.catch((error: unknown) =>
      // A page that no longer needs a file ends the connection in the middle of it.
      response.headersSent ? response.destroy() : response.writeHead(500).end(String(error))
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${root}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

const page = (file: string) => readFile(resolve(PAGE, file), 'utf8');

function send(response: ServerResponse, type: string, content: string): void {
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(content);
}

function withPlugin(script: string, folder: string): string {
  if (!script.includes(PLUGIN_PATH)) {
    throw new Error(`main.js does not name ${PLUGIN_PATH}.`);
  }
  return script.replaceAll(PLUGIN_PATH, folder);
}
