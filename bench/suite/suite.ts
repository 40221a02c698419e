import { findScale } from '../../src/detector/grid/scale';
import type { PointRun, LabelledSeries } from '../evaluate/labelledSeries';
import { ANOMALIES, type Anomaly } from './anomalies';
import { drawFrom, type Draw } from './draw';
import { SHAPES, type Regime, type Shape } from './shapes';

/** Two halves of disjoint seeds: settings are chosen on one, figures are reported from the other. */
export type Half = 'choose' | 'report';
const FIRST_SEED: Record<Half, number> = { choose: 20_000, report: 70_000 };
const FIRST_SEED_OF_LENGTHS = 120_000;

/** Series of each shape, in each half. */
const CLEAN = 2;
const REGIME_CHANGES = 2;
const BROKEN = 6;

const SHORTEST = 300;
const LONGEST = 4000;
/** One event in so many points, three at most where nothing else is asked for. */
const POINTS_AN_EVENT = 1200;
const MOST_EVENTS = 3;
/** Root mean square of what an anomaly changes, in spreads of the series: less than this nobody could see. */
const LEAST_CHANGE = 0.4;
const TRIES = 40;

const START = Date.UTC(2024, 0, 1);
const STEPS_SECONDS = [15, 60, 300, 3600];

/**
 * The repository's own series, {@link CLEAN} clean ones, {@link REGIME_CHANGES} with one change that lasts and
 * {@link BROKEN} with anomalies for each shape. The same half is always the same.
 */
export function suiteOf(half: Half): LabelledSeries[] {
  return SHAPES.flatMap((shape, s) => {
    const fitting = ANOMALIES.filter(({ rhythmic }) => shape.rhythmic || !rhythmic);
    // Each half and shape begins elsewhere in the list, so that all pairs of shape and anomaly occur over the two.
    const first = s * BROKEN + (half === 'choose' ? 0 : Math.floor(fitting.length / 2));
    return Array.from({ length: CLEAN + REGIME_CHANGES + BROKEN }, (_, k) => {
      const seed = FIRST_SEED[half] + 100 * s + k;
      const id = `${half}-${shape.name}-${k}`;
      // Where one anomaly would not be seen in this series, the next one of the list is taken.
      const rotated = fitting.map((_, i) => fitting[(first + k + i) % fitting.length]);
      const kind = k < CLEAN ? 'clean' : k < CLEAN + REGIME_CHANGES ? 'regime change' : 'broken';
      return madeOf(shape, id, seed, kind, rotated);
    });
  });
}

/** Series of each shape, one clean and two broken, all of so many points. */
export function suiteOfLength(points: number, mostEvents = MOST_EVENTS): LabelledSeries[] {
  return SHAPES.flatMap((shape, s) => {
    const fitting = ANOMALIES.filter(({ rhythmic }) => shape.rhythmic || !rhythmic);
    return (['clean', 'broken', 'broken'] as const).map((kind, k) => {
      const rotated = fitting.map((_, i) => fitting[(s + k + i) % fitting.length]);
      return madeOf(
        shape,
        `${points}-${shape.name}-${k}`,
        FIRST_SEED_OF_LENGTHS + 100 * s + k,
        kind,
        rotated,
        points,
        mostEvents
      );
    });
  });
}

function madeOf(
  shape: Shape,
  id: string,
  seed: number,
  kind: 'clean' | 'regime change' | 'broken',
  anomalies: readonly Anomaly[],
  points?: number,
  mostEvents = MOST_EVENTS
): LabelledSeries {
  const draw = drawFrom(seed);
  const period = draw.whole(20, shape.leastPeriods > 20 ? 48 : 90);
  const length = points ?? Math.round(draw.magnitude(Math.max(SHORTEST, shape.leastPeriods * period), LONGEST));
  const amplitude = draw.magnitude(0.01, 1e4);
  const before = { period, amplitude, level: amplitude * draw.between(2, 6), noise: draw.between(0.03, 0.15) };
  const change = kind === 'regime change' ? Math.round(length * draw.between(0.35, 0.65)) : length;
  const after = kind === 'regime change' ? changedRegime(before, shape, draw) : before;
  const normal = normalValues(shape, before, after, length, change, draw);
  const step = draw.pick(STEPS_SECONDS) * 1000;
  const made = {
    id,
    shape: shape.name,
    anomaly: kind as string,
    events: [] as readonly PointRun[],
    changes: kind === 'regime change' ? [change] : [],
    times: Float64Array.from({ length }, (_, i) => START + i * step),
    values: normal,
  };
  if (kind !== 'broken') {
    return made;
  }
  for (const anomaly of anomalies) {
    const broken = breakSeries(normal, shape, before, anomaly, mostEvents, draw);
    if (broken.events.length > 0) {
      return { ...made, ...broken, anomaly: anomaly.name };
    }
  }
  throw new Error(`No anomaly can be seen in ${id}.`);
}

/** Something that is there to stay. */
function changedRegime(regime: Regime, { rhythmic }: Shape, draw: Draw): Regime {
  const changed: Regime[] = [{ ...regime, level: regime.level + draw.between(2, 4) * regime.amplitude }];
  if (rhythmic) {
    changed.push({ ...regime, period: Math.round(regime.period * draw.pick([0.5, 1.6])) });
    changed.push({ ...regime, amplitude: regime.amplitude * draw.pick([0.4, 2]) });
  }
  return draw.pick(changed);
}

function normalValues(
  shape: Shape,
  before: Regime,
  after: Regime,
  length: number,
  change: number,
  draw: Draw
): Float64Array {
  const values = new Float64Array(length);
  const parts: ReadonlyArray<readonly [Regime, number, number]> = [
    [before, 0, change],
    [after, change, length],
  ];
  for (const [regime, from, to] of parts) {
    const next = shape.normal(regime, draw);
    for (let t = from; t < to; t++) {
      const value = next(t - from);
      values[t] = shape.measured ? shape.measured(value, regime) : value;
    }
  }
  return values;
}

/** Puts events where nothing else is, and tries again where one would not be seen. */
function breakSeries(
  normal: Float64Array,
  { measured }: Shape,
  regime: Regime,
  anomaly: Anomaly,
  mostEvents: number,
  draw: Draw
): { values: Float64Array; events: PointRun[] } {
  const { period } = regime;
  const spread = findScale(normal)?.halfRange ?? 1;
  const wanted = Math.min(mostEvents, Math.max(1, Math.round(normal.length / POINTS_AN_EVENT)));
  const values = normal.slice();
  const events: PointRun[] = [];
  for (let tried = 0; tried < TRIES && events.length < wanted; tried++) {
    const length = Math.min(draw.whole(...anomaly.length(period)), Math.floor(normal.length / 5));
    const start = draw.whole(
      Math.round(0.15 * normal.length),
      normal.length - length - Math.round(0.03 * normal.length)
    );
    const apart = 2 * Math.max(64, period);
    if (events.some((event) => start <= event.end + apart && event.start <= start + length + apart)) {
      continue;
    }
    const broken = anomaly
      .values({ values: normal, period, spread }, start, length, draw)
      .map((value) => (measured ? measured(value, regime) : value));
    const change = Math.sqrt(broken.reduce((sum, value, i) => sum + (value - normal[start + i]) ** 2, 0) / length);
    if (change >= LEAST_CHANGE * spread) {
      values.set(broken, start);
      events.push({ start, end: start + length - 1 });
    }
  }
  return { values, events: events.sort((a, b) => a.start - b.start) };
}
