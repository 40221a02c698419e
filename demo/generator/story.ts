import type { DemoSeries } from './series.ts';
import { gaussian } from './random.ts';

export interface StoryOptions {
  readonly seed?: number;
  /** Epoch milliseconds of the first point. Its default is a multiple of the whole story's length. */
  readonly start?: number;
  /** Milliseconds between points. */
  readonly stepMs?: number;
  /** Standard deviation of the noise; the sines' amplitudes are about 1. */
  readonly noise?: number;
}

/** Points of the story. */
export const STORY_POINTS = 2400;

/** Two cycles of each of these in turn, repeatedly. Repetition makes them normal. */
const SINES = [
  { period: 60, amplitude: 1 },
  { period: 40, amplitude: 0.7 },
  { period: 80, amplitude: 1.3 },
  { period: 50, amplitude: 0.9 },
];
const CYCLES = 2;

/** The piece of tangent: earliest start, points per branch, number of branches, and the limit at its poles. */
const TANGENT = { from: 1450, period: 60, branches: 2, limit: 3 };

const STEP_MS = 10_000;
const STORY_START = 71_800 * STORY_POINTS * STEP_MS;

/**
 * The tutorial's story: sine waves of several periods and amplitudes, joined at their zero crossings, then a piece of
 * tangent, then sines again. The one incident covers the tangent from its first to its last point.
 */
export function tutorialStory(options: StoryOptions = {}): DemoSeries {
  const { seed = 1, start = STORY_START, stepMs = STEP_MS, noise = 0.03 } = options;
  const shape: number[] = [];
  let tangent: { first: number; last: number } | null = null;
  for (let piece = 0; shape.length < STORY_POINTS; piece++) {
    if (tangent === null && shape.length >= TANGENT.from) {
      const first = shape.length;
      appendTangent(shape);
      tangent = { first, last: shape.length - 1 };
    }
    appendSine(shape, SINES[piece % SINES.length]);
  }
  const times = Array.from({ length: STORY_POINTS }, (_, i) => start + i * stepMs);
  const values = times.map((_, i) => shape[i] + noise * gaussian(seed, i));
  const incidents = tangent ? [{ kind: 'tangent', start: times[tangent.first], end: times[tangent.last] }] : [];
  return { id: 'story', name: 'Joined sines', unit: 'none', times, values, incidents };
}

function appendSine(shape: number[], { period, amplitude }: { period: number; amplitude: number }): void {
  for (let i = 0; i < period * CYCLES; i++) {
    shape.push(amplitude * Math.sin((2 * Math.PI * i) / period));
  }
}

function appendTangent(shape: number[]): void {
  const { period, branches, limit } = TANGENT;
  for (let i = 0; i < period * branches; i++) {
    shape.push(Math.max(-limit, Math.min(limit, Math.tan((Math.PI * i) / period))));
  }
}
