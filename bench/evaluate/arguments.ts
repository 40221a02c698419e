import { parseArgs } from 'node:util';
import { quoted } from '../../headless/terminal.mjs';
import { KINDS, type Kind } from '../everyday/everyday';
import type { Half } from '../suite/suite';
import { CONTENDERS } from './contender';

/** What a person asks `npm run evaluate` for. */
export interface EvaluateRequest {
  /** Folders of labelled CSV files, as they were written. */
  readonly real?: string;
  readonly dev?: string;
  /** Parts that are measured if the pages are written. */
  readonly parts: readonly EvaluatePart[];
  /** Ids of contenders, in the table's order. */
  readonly rows: readonly string[];
  readonly json: boolean;
  /** Nothing but how far zooms agree with the ranges they are taken from. */
  readonly zooms: boolean;
  /** Nothing but what marks and a learnt memory change. */
  readonly teaching: boolean;
  /** Nothing but plain series and whether each verdict is right. */
  readonly everyday: boolean;
  /** Nothing but where incidents begin and end. */
  readonly bounds: boolean;
  /** Nothing but whether verdicts stay as rows are added. */
  readonly steady: boolean;
  /** Halves of the sets that have halves. */
  readonly halves: readonly Half[];
  /** Kinds of everyday series. */
  readonly kinds: readonly Kind[];
  /** Everyday series of each kind, or series of the bounds or steady suite; undefined: all. */
  readonly count?: number;
  /** Folder of the model; undefined: the bundled one. */
  readonly modelFolder?: string;
  /** Threads at most; undefined: one a core. */
  readonly jobs?: number;
}

/** What the pages are made of: `main` is every row on every set. */
export const PARTS = ['main', 'lengths', 'zooms', 'labels', 'everyday', 'bounds', 'steady'] as const;
export type EvaluatePart = (typeof PARTS)[number];

/** A command line that cannot be understood. */
export class EvaluateUsageError extends Error {}

const HALVES: readonly Half[] = ['choose', 'report'];

export const USAGE = `Usage: npm run --silent evaluate -- [options]

Judges the yardstick, the suite, and folders of labelled series, and prints a table for each. With --real, --dev, all rows and the
bundled model, it judges the halves to report and writes docs/evaluation.md and docs/evaluation-details.md.

  --real DIR     a folder of CSV files TimeStamp,Value,Label
  --dev DIR      another such folder
  --only A,B     with both: only these parts; the pages keep the others: ${PARTS.join(', ')}
  --rows A,B     only these rows: ${CONTENDERS.map(({ id }) => id).join(', ')}
  --model DIR    folder of the model; default: the one in models/
  --jobs N       threads; default: one a core
  --zooms        only how far zooms agree with the ranges they are taken from
  --teaching     only what marks and a learnt memory change
  --everyday     only plain series, and whether each verdict is right
  --bounds       only where incidents begin and end
  --steady       only whether verdicts stay as rows are added
  --half HALF    only one half of each set, ${HALVES.join(' or ')}; writes no page
  --count N      with one of these three: only N series; with --everyday N of each kind
  --kinds A,B    with --everyday: only these kinds: ${KINDS.join(', ')}
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
  const blank = (['real', 'dev', 'model'] as const).find((option) => values[option]?.trim() === '');
  if (blank !== undefined) {
    throw new EvaluateUsageError(`--${blank} must be followed by a folder.`);
  }
  if (!values.everyday && !values.bounds && !values.steady) {
    refuse(values, ['count'], '--everyday, --bounds or --steady');
  }
  if (!values.everyday) {
    refuse(values, ['kinds'], '--everyday');
  }
  if (values.real === undefined || values.dev === undefined) {
    refuse(values, ['only'], '--real and --dev');
  }
  return {
    real: values.real,
    dev: values.dev,
    parts: chosen('part', values.only, PARTS),
    rows: chosen(
      'row',
      values.rows,
      CONTENDERS.map(({ id }) => id)
    ),
    json: values.json ?? false,
    zooms: values.zooms ?? false,
    teaching: values.teaching ?? false,
    everyday: values.everyday ?? false,
    bounds: values.bounds ?? false,
    steady: values.steady ?? false,
    halves: chosen('half', values.half, HALVES),
    kinds: chosen('kind', values.kinds, KINDS),
    count: wholeNumber('--count', values.count),
    modelFolder: values.model,
    jobs: wholeNumber('--jobs', values.jobs),
  };
}

/** @throws EvaluateUsageError if one of some options is given that go with others only */
function refuse(values: Record<string, unknown>, options: readonly string[], others: string): void {
  const stray = options.find((option) => values[option] !== undefined);
  if (stray !== undefined) {
    throw new EvaluateUsageError(`--${stray} goes with ${others}.`);
  }
}

/** The known names that are asked for, in their own order; all of them if none is. */
function chosen<Name extends string>(what: string, asked: string | undefined, known: readonly Name[]): Name[] {
  const names = asked?.split(',').map((name) => name.trim());
  const unknown = names?.find((name) => !known.some((one) => one === name));
  if (unknown !== undefined) {
    throw new EvaluateUsageError(`There is no ${what} ${quoted(unknown)}; --help lists those there are.`);
  }
  return known.filter((name) => !names || names.includes(name));
}

function wholeNumber(option: string, asked: string | undefined): number | undefined {
  const number = asked === undefined ? undefined : Number(asked);
  if (number !== undefined && !(Number.isInteger(number) && number >= 1)) {
    throw new EvaluateUsageError(`${option} must be a whole number from 1 on, not ${quoted(asked ?? '')}.`);
  }
  return number;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        real: { type: 'string' },
        dev: { type: 'string' },
        only: { type: 'string' },
        rows: { type: 'string' },
        model: { type: 'string' },
        jobs: { type: 'string' },
        json: { type: 'boolean' },
        zooms: { type: 'boolean' },
        teaching: { type: 'boolean' },
        everyday: { type: 'boolean' },
        bounds: { type: 'boolean' },
        steady: { type: 'boolean' },
        half: { type: 'string' },
        kinds: { type: 'string' },
        count: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (thrown) {
    throw new EvaluateUsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
