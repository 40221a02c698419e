import { type Wording, wordingOf, message } from '../shared/message';
import { AnalysisError } from './failure';
import type { WorkerSetup } from './protocol';

// Both are put in by webpack; tests run without it.
declare const __webpack_public_path__: string;
declare const PLUGIN_VERSION: string;

const WORKER_FILE = 'analysis-worker.js';

/** What the client needs of a worker; `Worker` has it, and so has a message port in a test. */
export interface AnalysisWorker {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject): void;
  terminate(): void;
}

export interface StartedWorker {
  readonly worker: AnalysisWorker;
  readonly setup: WorkerSetup;
}

/**
 * The plugin's own folder on its server, absolute and with a slash at its end. Grafana gives a URL, or a path from its
 * root, which under a sub-path the page's base completes.
 */
export function pluginUrl(publicPath: string = __webpack_public_path__, base: string = document.baseURI): string {
  return new URL(publicPath, base).href;
}

export function pluginVersion(): string {
  return typeof PLUGIN_VERSION === 'string' ? PLUGIN_VERSION : 'dev';
}

/**
 * Starts the worker from the plugin's folder. A browser takes no worker from another origin (a content delivery
 * network); there a script of one line on this origin brings it in.
 *
 * @throws AnalysisError 'worker-unavailable' when the browser refuses at once; a refusal that comes later is an error
 *   event without a message on the worker
 */
export function createAnalysisWorker(
  assetsUrl: string = pluginUrl(),
  setup: Omit<WorkerSetup, 'assetsUrl'> = {}
): StartedWorker {
  const url = `${assetsUrl}${WORKER_FILE}?_cache=${encodeURIComponent(pluginVersion())}`;
  try {
    const ownOrigin = new URL(assetsUrl).origin === window.location.origin;
    return { worker: ownOrigin ? new Worker(url) : importingWorker(url), setup: { ...setup, assetsUrl } };
  } catch (thrown) {
    throw new AnalysisError(workerUnavailable(wordingOf(thrown)));
  }
}

function importingWorker(url: string): Worker {
  const script = new Blob([`importScripts(${JSON.stringify(url)});`], { type: 'text/javascript' });
  // Not revoked: some browsers read the blob only after the constructor has returned, and it is a few bytes long.
  return new Worker(URL.createObjectURL(script));
}

/** @param reason what the browser said, or nothing */
export function workerUnavailable(reason: Wording | undefined): AnalysisError['failure'] {
  return {
    code: 'worker-unavailable',
    message: reason
      ? message('failure.worker-unavailable-for', 'The analysis worker {{file}} could not be started: {{reason}}.', {
          file: WORKER_FILE,
          reason,
        })
      : message('failure.worker-unavailable', 'The analysis worker {{file}} could not be started.', {
          file: WORKER_FILE,
        }),
    remedy: message(
      'failure.worker-unavailable-remedy',
      "Check that the plugin's folder is complete and its server can be reached. When Grafana has a content security " +
        "policy, its worker-src must allow 'self' (and blob: when plugins come from a content delivery network)."
    ),
  };
}
