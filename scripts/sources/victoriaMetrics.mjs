import { join } from 'node:path';
import { findProgram, goProgram } from './programs.mjs';
import { answers, freePorts, startProgram } from './server.mjs';

const VERSION = 'v1.151.0';

/**
 * VictoriaMetrics with its usual options, but without its cache of answers: the checks write what happened some minutes ago
 * between two queries, and the cache takes a moment to notice.
 */
export async function startVictoriaMetrics({ folder, cache }) {
  const program =
    findProgram('victoria-metrics') ??
    join(
      goProgram(
        'victoria-metrics',
        `github.com/VictoriaMetrics/VictoriaMetrics/app/victoria-metrics@${VERSION}`,
        cache
      ),
      'victoria-metrics'
    );
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const stop = await startProgram({
    program,
    args: [
      `-storageDataPath=${join(folder, 'data')}`,
      `-httpListenAddr=127.0.0.1:${port}`,
      '-retentionPeriod=7d',
      '-search.disableCache',
    ],
    folder,
    isReady: () => answers(`${url}/health`),
  });
  return { url, version: VERSION.slice(1), stop };
}
