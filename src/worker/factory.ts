import { type Wording, wordingOf, message } from '../shared/message';
import { AnalysisError } from './failure';
import type { AnalysisFailure, WorkerSetup } from './protocol';

// Webpack defines both; they are undefined in tests.
declare const __webpack_public_path__: string;
declare const PLUGIN_VERSION: string;

const WORKER_FILE = 'analysis-worker.js';

/** The part of `Worker` that the client uses. */
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
 * The absolute URL of the plugin's folder, with a slash at its end. Grafana's public path is a URL or a path. The page's
 * base URI completes a path, also under a sub-path.
 */
export function pluginUrl(publicPath: string = __webpack_public_path__, base: string = document.baseURI): string {
  return new URL(publicPath, base).href;
}

export function pluginVersion(): string {
  return typeof PLUGIN_VERSION === 'string' ? PLUGIN_VERSION : 'dev';
}

/**
 * Starts the worker from the plugin's folder. Browsers refuse a worker from another origin, such as a content delivery
 * network. In that case a one-line script on this origin imports the worker.
 *
 * @throws AnalysisError 'worker-unavailable' if the browser refuses at once. A later refusal is an error event without a
 *   message.
 */
export function createAnalysisWorker(
  assetsUrl: string = pluginUrl(),
  setup: Omit<WorkerSetup, 'assetsUrl'> = {}
): StartedWorker {
  const url = `${assetsUrl}${WORKER_FILE}?_cache=${encodeURIComponent(pluginVersion())}`;
  try {
    const isSameOrigin = new URL(assetsUrl).origin === window.location.origin;
    return { worker: isSameOrigin ? new Worker(url) : importingWorker(url), setup: { ...setup, assetsUrl } };
  } catch (thrown) {
    throw new AnalysisError(workerUnavailable(wordingOf(thrown)));
  }
}

/** A worker inherits a page's demand for trusted types, but not Grafana's policy that grants them. */
const IMPORT =
  "importScripts(self.trustedTypes?trustedTypes.createPolicy('residual',{createScriptURL:()=>url}).createScriptURL(url):url)";

function importingWorker(url: string): Worker {
  const script = new Blob([`const url=${JSON.stringify(url)};${IMPORT};`], { type: 'text/javascript' });
  // The URL is not revoked, because some browsers read the blob after the constructor has returned.
  return new Worker(URL.createObjectURL(script));
}

/** @param reason the browser's error message, if there is one */
export function workerUnavailable(reason: Wording | undefined): AnalysisFailure {
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
      "Check that the plugin's folder is complete and that its server can be reached. If Grafana has a content " +
        "security policy, its worker-src must allow 'self' (and blob: if plugins come from a content delivery " +
        'network).'
    ),
  };
}
