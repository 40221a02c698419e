import { DAY, evenTimes, HOUR, isWeekend, MINUTE } from '../../bench/everyday/clock';
import type { PointRun } from '../../bench/evaluate/labelledSeries';
import { incidentAt, NOTHING, type Expectation } from '../../bench/everyday/expectation';
import { daily, phaseOf, sine } from '../../bench/everyday/rhythm';
import type { Draw } from '../../bench/suite/draw';
import { parseCsv } from '../../headless/csv';
import { requestsCsv } from '../../scripts/screenshots/series';
import type { SkipReason } from '../../src/detector/detection';
import type { Series } from '../../src/detector/series';
import type { DetectorSettings } from '../../src/detector/settings';
import type { Labels } from '../../src/detector/labels/labels';

/** A series, and the verdict that is right by how it was made. */
export interface Judged extends Series {
  readonly right: Expectation | NotJudged;
  /** Where they are not the default ones. */
  readonly settings?: Partial<DetectorSettings>;
  readonly mark?: Mark;
}

/** What a person says about some rows. */
export interface Mark extends PointRun {
  readonly kind: keyof Labels;
}

export interface NotJudged {
  readonly kind: 'not judged';
  readonly reason: SkipReason;
}

/** Points of a window by default, where nothing asks for others. */
const USUAL_WINDOW = 64;

export const noise = (draw: Draw) => 2 * draw.normal();
export const within = (row: number, start: number, end: number) => row >= start && row <= end;
export const span = (start: number, end: number): PointRun => ({ start, end });

/** A change point near this row, and no anomaly. */
export function changeAt(at: number): Expectation {
  return { kind: 'onset', at, changeWithin: USUAL_WINDOW / 2, anomalyWithin: 0, longest: 0, endsWithin: 0 };
}

export function series(
  draw: Draw,
  length: number,
  value: (row: number, time: number) => number,
  right: Judged['right'],
  step = MINUTE
): Judged {
  const times = evenTimes(draw, length, step);
  return { times, values: times.map((time, row) => value(row, time)), right };
}

export function still(
  draw: Draw,
  length: number,
  value: (row: number) => number,
  at: PointRun,
  right: Expectation = incidentAt(at, 0.5)
): Judged {
  const one = series(draw, length, value, right);
  one.values.fill(one.values[at.start], at.start, at.end + 1);
  return one;
}

/** Three stretches, and one that is not twice as long as the shortest of them. */
export function threeTimesStill(draw: Draw): Judged {
  const one = series(draw, 2000, () => noise(draw), NOTHING);
  [span(300, 329), span(700, 734), span(1200, 1227), span(1600, 1645)].forEach(({ start, end }) => {
    one.values.fill(0, start, end + 1);
  });
  return one;
}

/** Intervals at these rows, three more or less, and no others. */
export function exactly(at: readonly PointRun[]): Expectation {
  return { kind: 'incidents', at, endsWithin: 3, others: 0 };
}

/** A job of twelve rows begins at each of `starts`; those at `reported` are to be found. */
export function jobs(draw: Draw, starts: readonly number[], reported: readonly number[]): Judged {
  const isBusy = (row: number) => starts.some((start) => within(row, start, start + 11));
  const right = reported.length > 0 ? exactly(reported.map((start) => span(start, start + 11))) : NOTHING;
  return series(draw, 1200, (row) => noise(draw) + (isBusy(row) ? 30 : 0), right);
}

export function block(draw: Draw, { start, end }: PointRun, right: Expectation): Judged {
  return series(draw, 1400, (row) => noise(draw) + (within(row, start, end) ? 20 : 0), right);
}

/** What the guide's pictures show: a quiet day, and two high points. */
export const QUIET_DAY = span(864, 959);
export const BURST = span(400, 401);

export function pictured(settings: Partial<DetectorSettings>, at: readonly PointRun[]): Judged {
  const [{ times, values }] = parseCsv(requestsCsv(), 'requests.csv').series;
  return { times, values, settings, right: exactly(at) };
}

export function twoBlocks(draw: Draw, apart: number, right: Expectation): Judged {
  const isOver = (row: number) => within(row, 600, 629) || within(row, 630 + apart, 659 + apart);
  return series(draw, 1400, (row) => noise(draw) + (isOver(row) ? 20 : 0), right);
}

/** A hump of twenty rows over a rhythm, and later another of some height, at another hour. */
export function humps(draw: Draw, height: number, at: readonly PointRun[]): Judged {
  const hump = (row: number, start: number) =>
    within(row, start, start + 19) ? 40 * Math.sin((Math.PI * (row - start + 0.5)) / 20) : 0;
  return series(
    draw,
    1200,
    (row) => noise(draw) + 20 * sine(phaseOf(row, 48)) + hump(row, FIRST) + height * hump(row, 830),
    at.length > 0 ? { kind: 'incidents', at, endsWithin: 6, others: 0 } : NOTHING
  );
}

/** First row of what is marked. */
export const FIRST = 400;
export const marked = (kind: keyof Labels): Mark => ({ kind, ...span(FIRST, FIRST + 19) });

export function gap(one: Judged, { start, end }: PointRun): Judged {
  one.values.fill(NaN, start, end + 1);
  return one;
}

export function backups(draw: Draw, days: number, only: PointRun | null): Judged {
  const step = 15 * MINUTE;
  const week = (7 * DAY) / step;
  return series(
    draw,
    (days * DAY) / step,
    (row) => 30 + 2 * draw.normal() + 5 * daily(phaseOf(row, DAY / step)) + (within(row % week, 200, 211) ? 60 : 0),
    only ? incidentAt(only, 0.5) : NOTHING,
    step
  );
}

export function weekends(draw: Draw, weeks: number): Judged {
  return series(
    draw,
    (weeks * 7 * DAY) / HOUR,
    (row, time) => 100 + 2 * draw.normal() + 40 * (daily(phaseOf(time / HOUR, 24)) + 1) * (isWeekend(time) ? 0.4 : 1),
    NOTHING,
    HOUR
  );
}

export function weekly(draw: Draw, at: PointRun | null): Judged {
  return series(
    draw,
    730,
    (row, time) => (isWeekend(time) ? 40 : 100) + 4 * draw.normal() - (at && within(row, at.start, at.end) ? 35 : 0),
    at ? incidentAt(at) : NOTHING,
    DAY
  );
}
