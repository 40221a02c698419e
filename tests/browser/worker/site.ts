import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const DIST = path.resolve(__dirname, '../../../dist');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** A file of the plugin as a test wants it served: other content, other headers, or not at all. */
export interface Tampering {
  readonly change?: (content: Buffer) => Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly missing?: boolean;
}

export interface Site {
  readonly origin: string;
  /** By path in the plugin's folder; '' is the page itself. */
  readonly tampering: Map<string, Tampering>;
  close(): Promise<void>;
}

/**
 * Serves a bare page at / and the built plugin under /plugin/, on a port of its own.
 *
 * @param entry file of the page's script
 */
export async function serveSite(entry = path.resolve(__dirname, 'page.ts')): Promise<Site> {
  const script = await pageScript(entry);
  const tampering = new Map<string, Tampering>();
  const server = createServer((request, response) => void respond(request, response, script, tampering));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tampering,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function pageScript(entry: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, format: 'iife', write: false });
  return outputFiles[0].text;
}

async function respond(
  { url = '/' }: IncomingMessage,
  response: ServerResponse,
  script: string,
  tampering: ReadonlyMap<string, Tampering>
): Promise<void> {
  const { pathname } = new URL(url, 'http://localhost');
  const file = pathname.replace(/^\/(plugin\/)?/, '');
  const { change = (content: Buffer) => content, headers, missing } = tampering.get(file) ?? {};
  const send = (type: string, content: Buffer) =>
    response
      .writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*', ...headers })
      .end(change(content));
  try {
    if (missing) {
      throw new Error('not here');
    } else if (pathname === '/') {
      send('text/html', Buffer.from('<!doctype html><title>worker</title><script src="/page.js"></script>'));
    } else if (pathname === '/page.js') {
      send('text/javascript', Buffer.from(script));
    } else {
      const content = await readFile(path.join(DIST, path.normalize(`/${file}`)));
      send(TYPES[path.extname(file)] ?? 'application/octet-stream', content);
    }
  } catch {
    response.writeHead(404).end();
  }
}
