import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { quoted } from '../../headless/terminal.mjs';
import { CREDENTIALS_VARIABLE, readAuthorization, takeCredentials } from './credentials.mjs';
import { UsageError, withoutCredentials } from './usageError.mjs';

export const USAGE =
  'npm start -- [--csv FILE]… [--prometheus URL --query EXPR… [--step SECONDS] [--range 6h] [--prometheus-credentials FILE]] [--port N] [--host H] [--no-open]';

const OPTIONS = {
  csv: { type: 'string', multiple: true, default: [] },
  prometheus: { type: 'string' },
  'prometheus-credentials': { type: 'string' },
  query: { type: 'string', multiple: true, default: [] },
  step: { type: 'string' },
  range: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
  'grafana-libs': { type: 'string', default: '.' },
  help: { type: 'boolean', default: false },
};

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i;

/** Reads and checks the command line. File names are relative to `cwd`; credentials are removed from `env`. Throws UsageError. */
export function readArguments(args, cwd, env) {
  const credentials = takeCredentials(env);
  const values = parse(args);
  return {
    help: values.help,
    csv: values.csv.map((file) => readableFile(resolve(cwd, file), file)),
    prometheus: readPrometheus(values, cwd, credentials),
    port: values.port === undefined ? undefined : wholeNumber('--port', values.port, 0, 65_535),
    host: values.host ?? '127.0.0.1',
    // Only this machine has access, unless --host is an address of its network.
    anyHost: values.host !== undefined && !LOOPBACK.test(values.host),
    open: !values['no-open'],
    libs: values['grafana-libs'],
  };
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    // Most of these messages quote an argument, which may be an address.
    const message = error.message.replace(/'(.*)'/s, (_, argument) => `'${withoutCredentials(argument)}'`);
    throw new UsageError(message.split('\n')[0]);
  }
}

function readPrometheus({ prometheus, query, step, range, 'prometheus-credentials': file }, cwd, variable) {
  if (prometheus === undefined) {
    if (query.length > 0 || step !== undefined || range !== undefined || file !== undefined) {
      throw new UsageError('--query, --step, --range and --prometheus-credentials need --prometheus URL.');
    }
    return null;
  }
  if (query.length === 0) {
    throw new UsageError("--prometheus needs at least one --query, e.g. --query 'rate(node_cpu_seconds_total[1m])'.");
  }
  if (range !== undefined && !/^\d+[smhdw]$/.test(range)) {
    throw new UsageError(`--range: ${quoted(range)} is not a duration such as 30m, 6h or 7d.`);
  }
  return {
    url: addressOf(prometheus),
    queries: query,
    step: step === undefined ? null : wholeNumber('--step', step, 1, 86_400),
    range: range ?? '6h',
    authorization: readAuthorization(file && resolve(cwd, file), file, variable),
  };
}

/** The address of Prometheus, which the page shows: only scheme, host, port and path. Throws UsageError. */
function addressOf(prometheus) {
  let url;
  try {
    url = new URL(prometheus);
  } catch {
    url = undefined;
  }
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(
      `--prometheus: ${quoted(withoutCredentials(prometheus))} is not an http(s) URL, e.g. http://localhost:9090.`
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      `--prometheus: remove user and password from the URL, where other programs see them. Pass them with --prometheus-credentials FILE, or in ${CREDENTIALS_VARIABLE}.`
    );
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UsageError('--prometheus: remove the part of the URL from ? or # on; pass queries with --query.');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function wholeNumber(name, text, least, most) {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < least || number > most) {
    throw new UsageError(`${name}: ${quoted(text)} is not a whole number from ${least} to ${most}.`);
  }
  return number;
}

function readableFile(path, written) {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new UsageError(`--csv: ${written} does not exist or cannot be read.`);
  }
  if (!statSync(path).isFile()) {
    throw new UsageError(`--csv: ${written} is not a file.`);
  }
  return path;
}
