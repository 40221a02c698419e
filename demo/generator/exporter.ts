/**
 * Serves the life-like metrics of the present time to Prometheus:
 *
 *     node exporter.ts          (Node 22.18 or newer runs TypeScript as it is; older ones with tsx)
 *
 * Environment: HOST and PORT to listen on (0.0.0.0, 9464), SEED (1), DAY_MINUTES: how long a day of the made-up service
 * takes (20, so that several days pass while you watch), STEP_SECONDS between samples (5).
 */
import { createServer } from 'node:http';
import { createExposition } from './exposition.ts';

const host = process.env.HOST ?? '0.0.0.0';
const port = positive('PORT', 9464);
const clock = {
  seed: positive('SEED', 1),
  dayMs: positive('DAY_MINUTES', 20) * 60_000,
  stepMs: positive('STEP_SECONDS', 5) * 1000,
};
const exposition = createExposition(clock, Date.now());

const server = createServer((request, response) => {
  const path = (request.url ?? '/').split('?')[0];
  if (path === '/metrics') {
    response.setHeader('Content-Type', 'text/plain; version=0.0.4; charset=utf-8');
    response.end(exposition.at(Date.now()));
  } else if (path === '/healthz') {
    response.end('ok\n');
  } else {
    response.statusCode = 404;
    response.end('Metrics are at /metrics.\n');
  }
});

server.on('error', (error) => {
  process.stderr.write(`The exporter cannot listen on ${host}:${port}: ${error.message}\n`);
  process.exit(1);
});
server.listen(port, host, () => process.stdout.write(`Metrics at http://${host}:${port}/metrics\n`));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}

function positive(name: string, fallback: number): number {
  const written = process.env[name];
  const value = written === undefined || written === '' ? fallback : Number(written);
  if (!(value > 0 && Number.isFinite(value))) {
    process.stderr.write(`${name} must be a number above 0, not "${written}".\n`);
    process.exit(2);
  }
  return value;
}
