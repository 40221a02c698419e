import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gaussian } from '../../demo/generator/random';

const YARDSTICK = join(__dirname, '../../bench/yardstick/injected.json');

/** Time of the first row of a file, and the step. */
interface Rows {
  readonly startSeconds: number;
  readonly stepSeconds: number;
}

/** From Monday, 2 March 2026. */
const QUARTERS: Rows = { startSeconds: 1_772_409_600, stepSeconds: 900 };
/** From Wednesday, 4 March 2026. */
const MINUTES: Rows = { startSeconds: 1_772_582_400, stepSeconds: 60 };

/** Quarter-hours per day. */
const DAY = 96;
const NOISE = 1.6;

/** The day with only half of the requests, counted from 0, and two points of a meaningless burst. */
const QUIET_DAY = 9;
const BURST = [400, 401];

/** Requests per second over two weeks, as CSV: a daily rhythm with one quiet day and a short burst. Always the same. */
export function requestsCsv(): string {
  return csv(['requests'], 14 * DAY, QUARTERS, (_, row) => requests(row, 1) + (BURST.includes(row) ? 14 : 0));
}

/** Five hosts over the first six of these days, as CSV. One of them has a high load for half a day. */
export function hostsCsv(): string {
  const stuck = (host: number, row: number) => host === 3 && row >= 3.9 * DAY && row < 4.3 * DAY;
  return csv(numbered('host', 5), 6 * DAY, QUARTERS, (host, row) => {
    const scale = 0.5 + (host % 5) / 6;
    return stuck(host, row) ? scale * (95 + NOISE * gaussian(host + 2, row)) : scale * requests(row, host + 2);
  });
}

/** Series of one service by instance, as CSV. Every sixth has an incident at a different time. Always the same. */
export function instancesCsv(count: number): string {
  return csv(numbered('instance', count), 960, MINUTES, (index, row) => {
    const shift = (index % 6) * 30;
    const isIncident = index % 6 === 3 && row >= 620 - shift && row < 680 - shift;
    const usual = 60 + 20 * Math.sin((2 * Math.PI * (row + 11 * index)) / 120) + 1.2 * gaussian(index + 1, row);
    return isIncident ? usual * 2.4 : usual;
  });
}

/** One series of the yardstick as CSV. @throws Error if there is none of that name */
export function yardstickCsv(id: string): string {
  const { stepSeconds, series } = JSON.parse(readFileSync(YARDSTICK, 'utf8')) as {
    stepSeconds: number;
    series: Array<{ id: string; values: number[] }>;
  };
  const one = series.find((candidate) => candidate.id === id);
  if (!one) {
    throw new Error(`The yardstick has no series ${id}.`);
  }
  const rows = one.values.map((value, row) => `${QUARTERS.startSeconds + row * stepSeconds},${value}`);
  return ['time,value', ...rows].join('\n');
}

function requests(row: number, seed: number): number {
  const hour = (row % DAY) / DAY;
  const share = Math.floor(row / DAY) === QUIET_DAY && seed === 1 ? 0.55 : 1;
  const rhythm = 35 * Math.sin(2 * Math.PI * (hour - 0.3)) + 12 * Math.sin(4 * Math.PI * (hour - 0.1));
  return 60 + share * rhythm + NOISE * gaussian(seed, row);
}

function numbered(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${kind}-${String(index + 1).padStart(2, '0')}`);
}

function csv(
  names: readonly string[],
  length: number,
  { startSeconds, stepSeconds }: Rows,
  value: (column: number, row: number) => number
): string {
  const rows = Array.from({ length }, (_, row) =>
    [startSeconds + row * stepSeconds, ...names.map((_name, column) => value(column, row).toFixed(2))].join()
  );
  return [['time', ...names].join(), ...rows, ''].join('\n');
}
