import { parseArgs } from 'node:util';
import { CONTENDERS } from './contender';

/** What a person asks `npm run evaluate` for. */
export interface EvaluateRequest {
  /** Folder of labelled CSV files, as it was written. */
  readonly real?: string;
  /** Ids of contenders, in the table's order. */
  readonly rows: readonly string[];
  readonly json: boolean;
  /** Nothing but how far zooms agree with the ranges they are taken from. */
  readonly zooms: boolean;
  /** Nothing but what marks and a learnt memory change. */
  readonly teaching: boolean;
  /** Folder of the model; undefined: the bundled one. */
  readonly modelFolder?: string;
  /** Threads at most; undefined: one a core. */
  readonly jobs?: number;
}

/** A command line that cannot be understood. */
export class EvaluateUsageError extends Error {}

export const USAGE = `Usage: npm run --silent evaluate -- [options]

Judges the yardstick, the suite, and with --real a folder of labelled series, and prints a table for each. With --real, all rows
and the bundled model it writes docs/evaluation.md as well.

  --real DIR     a folder of CSV files TimeStamp,Value,Label
  --rows A,B     only these rows: ${CONTENDERS.map(({ id }) => id).join(', ')}
  --model DIR    folder of the model; default: the one in models/
  --jobs N       threads; default: one a core
  --zooms        only how far zooms agree with the ranges they are taken from
  --teaching     only what marks and a learnt memory change
  --json         all figures as JSON on standard output

Exit status: 0 when the tables are whole, 1 when the network cannot run, 2 for bad input.
`;

/**
 * @param args what follows the command's own name
 * @returns 'help' when that was asked for
 * @throws EvaluateUsageError
 */
export function parseEvaluateArguments(args: readonly string[]): EvaluateRequest | 'help' {
  const { values } = parsed(args);
  if (values.help) {
    return 'help';
  }
  const wanted = values.rows?.split(',').map((id) => id.trim());
  const unknown = wanted?.find((id) => !CONTENDERS.some((contender) => contender.id === id));
  if (unknown !== undefined) {
    throw new EvaluateUsageError(`There is no row "${unknown}"; --help lists those there are.`);
  }
  const jobs = values.jobs === undefined ? undefined : Number(values.jobs);
  if (jobs !== undefined && !(Number.isInteger(jobs) && jobs >= 1)) {
    throw new EvaluateUsageError(`--jobs must be a whole number from 1 on, not "${values.jobs}".`);
  }
  return {
    real: values.real,
    rows: CONTENDERS.map(({ id }) => id).filter((id) => !wanted || wanted.includes(id)),
    json: values.json ?? false,
    zooms: values.zooms ?? false,
    teaching: values.teaching ?? false,
    modelFolder: values.model,
    jobs,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        real: { type: 'string' },
        rows: { type: 'string' },
        model: { type: 'string' },
        jobs: { type: 'string' },
        json: { type: 'boolean' },
        zooms: { type: 'boolean' },
        teaching: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (thrown) {
    throw new EvaluateUsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
