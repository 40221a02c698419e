import type { PointRun } from '../../evaluate/labelledSeries';
import type { Draw } from '../../suite/draw';
import { evenTimes } from '../clock';
import type { Made, Make } from '../make';
import { incidentAt, NOTHING } from '../expectation';

/** Rows before and after an incident, at least: one window, and a little. */
const APART = 80;
/** Rows between a gap and an incident, at least. */
const GAP_APART = 20;

/** A flat series and its incident; null if it has none. */
interface Flat {
  readonly variant: string;
  readonly values: Float64Array;
  readonly incident: PointRun | null;
}

/** Exactly or nearly flat: one incident is reported, if there is one. Every third series has gaps of missing rows. */
export const flat: Make = (draw, turn) => {
  const length = draw.whole(300, 1500);
  const made = VARIANTS[turn % VARIANTS.length](draw, length, turn);
  const times = evenTimes(draw, length);
  return turn % 3 === 2 ? withGaps(draw, times, made) : madeOf(made, times);
};

const VARIANTS = [up, constant, jitter, quantised];

/** `up` of Prometheus, with an outage. */
function up(draw: Draw, length: number): Flat {
  const incident = drawIncident(draw, length);
  const values = new Float64Array(length).fill(1).fill(0, incident.start, incident.end + 1);
  return { variant: 'up', values, incident };
}

function constant(draw: Draw, length: number): Flat {
  const level = draw.pick([1, 5e9, 0.1, 42, -7, 1e-6]);
  const incident = drawIncident(draw, length);
  const values = new Float64Array(length).fill(level).fill(departure(draw, level), incident.start, incident.end + 1);
  return { variant: `constant ${level}`, values, incident };
}

/** A constant whose last bit is not always the same, as after a unit was converted. */
function jitter(draw: Draw, length: number): Flat {
  const level = draw.pick([0.3, 5e9, 1 / 3, 99.9]);
  const incident = drawIncident(draw, length);
  const values = Float64Array.from({ length }, () => level * (1 + draw.whole(-1, 1) * Number.EPSILON));
  values.fill(departure(draw, level), incident.start, incident.end + 1);
  return { variant: 'last bit jitters', values, incident };
}

/** A sensor that flips between two neighbouring levels now and then. Every second one has an incident. */
function quantised(draw: Draw, length: number, turn: number): Flat {
  const quantum = draw.pick([0.0625, 0.1, 0.5, 1]);
  const level = quantum * draw.whole(20, 900);
  const flips = draw.magnitude(0.01, 0.15);
  let high = 0;
  const values = Float64Array.from({ length }, () => {
    high = draw.between(0, 1) < flips ? 1 - high : high;
    return level + quantum * high;
  });
  if (turn % 8 < VARIANTS.length) {
    return { variant: 'two levels', values, incident: null };
  }
  const incident = drawIncident(draw, length);
  const height = quantum * draw.whole(10, 60) * draw.pick([-1, 1]);
  values.set(
    values.slice(incident.start, incident.end + 1).map((value) => value + height),
    incident.start
  );
  return { variant: 'two levels and an incident', values, incident };
}

function drawIncident(draw: Draw, length: number): PointRun {
  const rows = draw.whole(3, 40);
  const start = draw.whole(APART, length - APART - rows);
  return { start, end: start + rows - 1 };
}

/** An outage, or a blip. */
const departure = (draw: Draw, level: number) => level * draw.pick([0, 0, 0.5, 1.5, 3]);

function madeOf({ variant, values, incident }: Flat, times: Float64Array): Made {
  return { variant, times, values, expectation: incident ? incidentAt(incident) : NOTHING };
}

/** Removes three stretches of rows, none beside the incident. */
function withGaps(draw: Draw, times: Float64Array, { variant, values, incident }: Flat): Made {
  const kept = new Uint8Array(values.length).fill(1);
  for (let gap = 0; gap < 3; gap++) {
    const rows = draw.whole(2, 30);
    const start = draw.whole(GAP_APART, values.length - GAP_APART - rows);
    const isBeside = incident && start <= incident.end + GAP_APART && start + rows >= incident.start - GAP_APART;
    if (!isBeside) {
      kept.fill(0, start, start + rows);
    }
  }
  const before = incident ? kept.subarray(0, incident.start).reduce((sum, one) => sum + one, 0) : 0;
  const moved = incident && { start: before, end: before + incident.end - incident.start };
  const isKept = (_: number, row: number) => kept[row] === 1;
  return madeOf(
    { variant: `${variant}, with gaps`, values: values.filter(isKept), incident: moved },
    times.filter(isKept)
  );
}
