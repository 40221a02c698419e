import type { Draw } from '../suite/draw';

/** Something that grows, as disks, queues and counters do. */
export interface Growth {
  readonly name: string;
  readonly values: Float64Array;
  /** How far a value lies from the smooth course over some dozen rows: one deviation. */
  readonly noise: number;
  /** Rows at which everything falls back. */
  readonly falls: readonly number[];
}

export type Grow = (draw: Draw) => Growth;

const ROWS = [800, 1800] as const;
/** Noise as a share of the whole rise. */
const NOISE = [0.001, 0.008] as const;

/** A disk of half a terabyte that fills or is emptied, or something smaller. */
export const straight: Grow = (draw) => {
  const level = draw.pick([5e11, draw.magnitude(1, 1e9)]);
  const rise = level * draw.between(0.05, 0.8) * draw.pick([1, 1, -1]);
  return smooth('ramp', draw, level, rise, (share) => share);
};

export const exponential: Grow = (draw) => {
  const factor = draw.magnitude(3, 20);
  const level = draw.magnitude(1, 1e6);
  return smooth(
    'exponential growth',
    draw,
    level,
    level * (factor - 1),
    (share) => (factor ** share - 1) / (factor - 1)
  );
};

export const logarithmic: Grow = (draw) => {
  const steepness = draw.magnitude(4, 40);
  const level = draw.magnitude(1, 1e6);
  return smooth(
    'logarithmic growth',
    draw,
    level,
    level * draw.between(0.5, 4),
    (share) => Math.log1p(steepness * share) / Math.log1p(steepness)
  );
};

/** A raw counter that only rises, at a rate with noise. */
export const counter: Grow = (draw) => {
  const rate = draw.magnitude(1, 1e6);
  const spread = draw.between(0.1, 0.3);
  let count = draw.pick([0, rate * draw.between(100, 3000)]);
  const values = Float64Array.from({ length: draw.whole(...ROWS) }, () =>
    Math.round((count += rate * Math.max(0, 1 + spread * draw.normal())))
  );
  // Of a sum of so many increments.
  return { name: 'counter', values, noise: rate * spread * Math.sqrt(20), falls: [] };
};

/** A disk that fills for some hundred rows and is cleaned, not quite by the clock. */
export const cleanedDisk: Grow = (draw) => {
  const size = draw.whole(200, 400);
  const length = draw.whole(5 * size, 7 * size);
  const [level, height] = [draw.magnitude(1, 1e11), draw.magnitude(1, 1e11)];
  const noise = height * draw.between(0.002, 0.01);
  const falls: number[] = [];
  let next = draw.whole(size / 4, size);
  let filled = size - next;
  const values = Float64Array.from({ length }, (_, row) => {
    if (row === next) {
      falls.push(row);
      filled = 0;
      next += Math.round(size * draw.between(0.96, 1.04));
    }
    return level + (height * filled++) / size + noise * draw.normal();
  });
  return { name: 'cleaned disk', values, noise, falls };
};

function smooth(name: string, draw: Draw, level: number, rise: number, course: (share: number) => number): Growth {
  const length = draw.whole(...ROWS);
  const noise = Math.abs(rise) * draw.magnitude(...NOISE);
  const values = Float64Array.from(
    { length },
    (_, row) => level + rise * course(row / (length - 1)) + noise * draw.normal()
  );
  return { name, values, noise, falls: [] };
}
