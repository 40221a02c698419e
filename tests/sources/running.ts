import { readFileSync, writeFileSync } from 'node:fs';
import type { Interval } from '../../src/detector/interval';

/** What scripts/sources.mjs says of a server. */
export type Reached =
  | { readonly skipped: string }
  | ({ readonly skipped?: undefined; readonly url: string; readonly version: string } & Record<string, string>);

interface Report {
  readonly sources: Readonly<Record<string, Reached>>;
  readonly lines: ReportLine[];
}

/** A line of the table at the end of `npm run sources`. */
export interface ReportLine {
  readonly source: string;
  readonly check: string;
  readonly found: string;
  readonly ok: boolean;
}

const FILE = process.env.RESIDUAL_SOURCES;

function read(): Report {
  if (FILE === undefined) {
    throw new Error('Run `npm run sources`, which starts the servers.');
  }
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** The server of this name if it runs. */
export function reached(name: string): Exclude<Reached, { readonly skipped: string }> | undefined {
  const source = read().sources[name];
  return source === undefined || source.skipped !== undefined ? undefined : source;
}

/** Adds a line to the table, and fails if it is not ok. */
export function report(line: ReportLine): void {
  const before = read();
  writeFileSync(FILE ?? '', JSON.stringify({ ...before, lines: [...before.lines, line] }));
  expect(line).toMatchObject({ ok: true });
}

/** An interval as hh:mm:ss–hh:mm:ss. */
export function clock({ from, to }: Interval): string {
  return [from, to].map((time) => new Date(time).toISOString().slice(11, 19)).join('–');
}
