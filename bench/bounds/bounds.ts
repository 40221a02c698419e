import { findScale } from '../../src/detector/grid/scale';
import type { Series } from '../../src/detector/series';
import type { PointRun } from '../evaluate/labelledSeries';
import { evenTimes, HOUR, hourOf, MINUTE } from '../everyday/clock';
import { daily, drawSize, office, phaseOf, sine } from '../everyday/rhythm';
import { drawFrom, type Draw } from '../suite/draw';
import type { Half } from '../suite/suite';
import { INCIDENTS, type Break } from './incidents';

/** A series with incidents whose first and last rows are known. */
export interface BoundsSeries extends Series {
  readonly id: string;
  /** In order, disjoint; all rows from the first to the last that an incident visibly changes. */
  readonly incidents: readonly PointRun[];
}

export const SERIES = 32;
const FIRST_SEED: Record<Half, number> = { choose: 1_200_000, report: 1_300_000 };
const ROWS = [2000, 4000] as const;
/** Rows of an incident. */
const LENGTHS = [8, 80] as const;
/** Rows between two incidents, and between one and either end. */
const APART = 200;
/** Incidents of a series: three, and four in every fifth. */
const incidentsOf = (turn: number) => (turn % 5 === 4 ? 4 : 3);
/** A row is visibly changed by so much of the series' spread. */
const VISIBLE = 0.3;
/** Share of an incident's rows that are visibly changed, at least. */
const DENSE = 0.6;

interface Base {
  readonly name: string;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** The same half is always the same; fewer series are the first of more. */
export function boundsOf(half: Half, series = SERIES): BoundsSeries[] {
  return Array.from({ length: series }, (_, turn) => {
    const draw = drawFrom(FIRST_SEED[half] + turn);
    const { name, times, values } = BASES[turn % BASES.length](draw, draw.whole(...ROWS));
    return { id: `${half} bounds ${turn}, ${name}`, times, ...broken(draw, values, turn) };
  });
}

const BASES: ReadonlyArray<(draw: Draw, length: number) => Base> = [
  (draw, length) => byTheClock('daily', draw, length, 5 * MINUTE, daily),
  (draw, length) => byTheClock('office hours', draw, length, HOUR, office),
  (draw, length) => {
    const period = draw.whole(20, 90);
    const { level, amplitude, noise } = drawSize(draw);
    const values = Float64Array.from(
      { length },
      (_, row) => level + amplitude * sine(phaseOf(row, period)) + noise * draw.normal()
    );
    return { name: 'sine', times: evenTimes(draw, length), values };
  },
  (draw, length) => {
    const { level, noise } = drawSize(draw);
    const values = Float64Array.from({ length }, () => level + noise * draw.normal());
    return { name: 'flat with noise', times: evenTimes(draw, length), values };
  },
];

function byTheClock(name: string, draw: Draw, length: number, step: number, form: (phase: number) => number): Base {
  const times = evenTimes(draw, length, step);
  const { level, amplitude, noise } = drawSize(draw);
  const values = times.map((time) => level + amplitude * form(hourOf(time) / 24) + noise * draw.normal());
  return { name, times, values };
}

/** Puts incidents where there is room, each kind in turn, and tries again elsewhere if one would not be seen. */
function broken(draw: Draw, normal: Float64Array, turn: number): Pick<BoundsSeries, 'values' | 'incidents'> {
  const values = normal.slice();
  const incidents: PointRun[] = [];
  const spread = findScale(normal)?.halfRange ?? 1;
  for (let kind = turn; incidents.length < incidentsOf(turn);) {
    const length = Math.round(draw.magnitude(...LENGTHS));
    const start = draw.whole(APART, normal.length - APART - length);
    const isFree = incidents.every((one) => start > one.end + APART || start + length < one.start - APART);
    const incident = isFree && putIn(values, normal, INCIDENTS[kind % INCIDENTS.length], start, length, spread, draw);
    if (incident) {
      incidents.push(incident);
      kind++;
    }
  }
  return { values, incidents: incidents.sort((a, b) => a.start - b.start) };
}

/** @returns the rows from the first to the last that are visibly changed; null, with nothing changed, if too few are */
function putIn(
  values: Float64Array,
  normal: Float64Array,
  breakRows: Break,
  start: number,
  length: number,
  spread: number,
  draw: Draw
): PointRun | null {
  const changed = breakRows(normal, start, length, spread, draw);
  const isVisible = Array.from(changed, (value, i) => Math.abs(value - normal[start + i]) >= VISIBLE * spread);
  const [first, last] = [isVisible.indexOf(true), isVisible.lastIndexOf(true)];
  const rows = last - first + 1;
  if (first < 0 || rows < LENGTHS[0] || isVisible.filter(Boolean).length < DENSE * rows) {
    return null;
  }
  values.set(changed.subarray(first, last + 1), start + first);
  return { start: start + first, end: start + last };
}
