import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** A mistake on the command line: one line, exit code 2. */
export class UsageError extends Error {}

export const USAGE =
  'npm start -- [--csv FILE]… [--prometheus URL --query EXPR… [--step SECONDS] [--range 6h]] [--port N] [--host H] [--no-open]';

const OPTIONS = {
  csv: { type: 'string', multiple: true, default: [] },
  prometheus: { type: 'string' },
  query: { type: 'string', multiple: true, default: [] },
  step: { type: 'string' },
  range: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'no-open': { type: 'boolean', default: false },
  'grafana-libs': { type: 'string', default: '.' },
  help: { type: 'boolean', default: false },
};

/** Reads and checks the command line. File names are taken from `cwd`. Throws UsageError. */
export function readArguments(args, cwd) {
  const values = parse(args);
  return {
    help: values.help,
    csv: values.csv.map((file) => readableFile(resolve(cwd, file), file)),
    prometheus: readPrometheus(values),
    port: values.port === undefined ? undefined : wholeNumber('--port', values.port, 0, 65_535),
    host: values.host ?? '127.0.0.1',
    // Set aside for the machine itself unless a person names an address.
    anyHost: values.host !== undefined,
    open: !values['no-open'],
    libs: values['grafana-libs'],
  };
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error.message.split('\n')[0]);
  }
}

function readPrometheus({ prometheus, query, step, range }) {
  if (prometheus === undefined) {
    if (query.length > 0 || step !== undefined || range !== undefined) {
      throw new UsageError('--query, --step and --range need --prometheus URL.');
    }
    return null;
  }
  if (query.length === 0) {
    throw new UsageError("--prometheus needs at least one --query, e.g. --query 'rate(node_cpu_seconds_total[1m])'.");
  }
  let url;
  try {
    url = new URL(prometheus);
  } catch {
    url = undefined;
  }
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(`--prometheus: "${prometheus}" is no http(s) URL, e.g. http://localhost:9090.`);
  }
  if (range !== undefined && !/^\d+[smhdw]$/.test(range)) {
    throw new UsageError(`--range: "${range}" is no duration such as 30m, 6h or 7d.`);
  }
  return {
    url: prometheus,
    queries: query,
    step: step === undefined ? null : wholeNumber('--step', step, 1, 86_400),
    range: range ?? '6h',
  };
}

function wholeNumber(name, text, least, most) {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < least || number > most) {
    throw new UsageError(`${name}: "${text}" is no whole number from ${least} to ${most}.`);
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
    throw new UsageError(`--csv: ${written} is no file.`);
  }
  return path;
}
