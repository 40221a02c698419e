// npm start: sets the clone up, builds the plugin and the demo page, serves them on this machine and opens a browser.
import { join } from 'node:path';
import { errorLine } from '../headless/terminal.mjs';
import { orOneLine, ROOT, setUp } from './setup.mjs';
import { SetupError } from './setup/run.mjs';
import { readArguments, USAGE } from './start/arguments.mjs';
import { openBrowser } from './start/open.mjs';
import { UsageError } from './start/usageError.mjs';

const DEFAULT_PORT = 8437;
/** Ports to try in turn, if none was requested. */
const PORTS = 20;

const options = readOrLeave();
await orOneLine(async () => {
  const { host: page } = await setUp({ plugin: true, host: { libs: options.libs } });
  const { tsImport } = await import('tsx/esm/api');
  const { createPageServer } = await tsImport('../demo/server/server.ts', import.meta.url);
  const server = createPageServer({ ...options, page: join(ROOT, page), plugin: join(ROOT, 'dist') });
  await listen(server);
  const shown = options.host.includes(':') ? `[${options.host}]` : options.host;
  const url = `http://${shown}:${server.address().port}/`;
  process.stdout.write(`\nResidual is at ${url}   (Ctrl+C ends it)\n`);
  if (options.open) {
    openBrowser(url);
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
});

function readOrLeave() {
  try {
    const read = readArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd(), process.env);
    if (read.help) {
      process.stdout.write(`${USAGE}\n`);
      process.exit(0);
    }
    return read;
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    process.stderr.write(`${errorLine(error.message)}\n`);
    process.exit(2);
  }
}

/** Listens on the requested port, or on the first free one from the default on. Throws SetupError. */
async function listen(server) {
  const first = options.port ?? DEFAULT_PORT;
  const last = options.port === undefined ? first + PORTS - 1 : first;
  for (let port = first; ; port++) {
    const error = await new Promise((resolve) => {
      server.once('error', resolve);
      server.listen(port, options.host, () => {
        server.removeListener('error', resolve);
        resolve(undefined);
      });
    });
    if (!error) {
      return;
    }
    if (error.code !== 'EADDRINUSE' || port === last) {
      const reason = error.code === 'EADDRINUSE' ? 'in use' : error.code;
      throw new SetupError(
        `Cannot listen on ${options.host}:${port} (${reason}). Choose another with --port or --host.`
      );
    }
  }
}
