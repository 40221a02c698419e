/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import { runs } from '../../../tests/runs';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import type { DetectOptions } from '../options';
import { run } from '../pipeline';
import { inspect } from './inspect';
import { detectionOf } from '../resultMapping';
import type { Interval } from '../interval';
import type { PipelineState } from '../state';
import { recalledWindows } from './moments';
import { DEFAULT_DETECTOR_SETTINGS } from '../settings';
import { learn } from '../memory/learn';

const WINDOW = 16;
const LATENT = 6;
const MINUTE = 60_000;
// A whole number of strides from the epoch.
const START = 1.6e12 - (1.6e12 % (8 * MINUTE));
const toy = cosineAutoencoder(WINDOW, LATENT);

async function findingsOf(
  values: readonly number[],
  memory = true,
  leastStride = 0,
  { from = 0, ...known }: { from?: number } & Pick<DetectOptions, 'labels' | 'remembered'> = {}
): Promise<PipelineState> {
  const series = {
    times: Float64Array.from(values, (_, i) => START + (from + i) * MINUTE),
    values: Float64Array.from(values),
  };
  const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW, memory };
  const examination = await run(series, toy, settings, { leastStride, ...known });
  if (examination.status !== 'judged') {
    throw new Error(`Not judged: ${JSON.stringify(examination)}`);
  }
  return examination.state;
}

const minutes = (from: number, to = from) => ({ from: START + from * MINUTE, to: START + to * MINUTE });
const minuteOf = (time: number) => (time - START) / MINUTE;

/** A sine of period 20 with noise, and the same hump wherever it is asked for. */
function humps(length: number, at: readonly number[], seed = 5): number[] {
  const random = seeded(seed);
  return Array.from({ length }, (_, i) => {
    const hump = at.find((start) => i >= start && i < start + 12);
    const bump = hump === undefined ? 0 : 4 * Math.sin((Math.PI * (i - hump + 0.5)) / 12);
    return Math.sin((2 * Math.PI * i) / 20) + 0.05 * random() + bump;
  });
}

/** Latent of the window that starts at a slot, straight from the scaled values. */
async function latentAt({ values }: PipelineState, start: number): Promise<number[]> {
  return Array.from(await toy.encode(Float32Array.from(values.slice(start, start + WINDOW)), 1));
}

const distanceOf = (a: readonly number[], b: readonly number[]) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0));

describe('moments that are similar to a range', () => {
  it('are the other occurrences of the same event', async () => {
    // Whole periods apart, so that the hump lies on the same part of the sine.
    const at = [100, 240, 400, 660];
    const { similar, comparison } = inspect(await findingsOf(humps(800, at)), { at: minutes(240, 251), similar: 3 });
    expect(comparison).toBe('window');
    expect(similar.map(({ from }) => Math.round(minuteOf(from) / 10) * 10).sort((a, b) => a - b)).toEqual([
      100, 400, 660,
    ]);
    similar.forEach(({ from, to, values }) => {
      expect(minuteOf(to) - minuteOf(from)).toBe(WINDOW - 1);
      expect(values).toHaveLength(WINDOW);
      expect(Math.max(...values)).toBeGreaterThan(3);
    });
  });

  it('are as long as the range if it is longer than a window', async () => {
    const at = [100, 130, 400, 430, 600];
    const findings = await findingsOf(humps(800, at));
    const { similar, comparison } = inspect(findings, { at: minutes(95, 145), similar: 2 });
    expect(comparison).toBe('along');
    // The second pair of humps is 300 points, which are fifteen periods, behind the first.
    expect(minuteOf(similar[0].from)).toBe(395);
    expect(minuteOf(similar[0].to)).toBe(445);
    expect(similar[0].distance).toBeLessThan(similar[1].distance / 3);
    expect(Array.from(similar[0].values)).toEqual(Array.from(findings.series.values.subarray(395, 446)));
  });

  it('have the compared moment beside them: the window around a short range, or a long range itself', async () => {
    const findings = await findingsOf(humps(800, [100, 400]));
    const short = inspect(findings, { at: minutes(104, 106) });
    const start = minuteOf(short.compared?.from ?? NaN);
    // Windows start every other slot or oftener, so the middle of the nearest is a slot away from the range's at most.
    expect(Math.abs(start + (WINDOW - 1) / 2 - 105)).toBeLessThanOrEqual(1);
    expect(short.compared).toMatchObject({ distance: 0, values: findings.series.values.slice(start, start + WINDOW) });
    expect(short.judgedWindow).toEqual(short.compared);
    const long = inspect(findings, { at: minutes(95, 145) });
    expect([long.compared?.from, long.compared?.to].map((time) => minuteOf(time ?? NaN))).toEqual([95, 145]);
    expect(long.judgedWindow?.values).toHaveLength(WINDOW);
  });

  it('are as many as asked for, six by default', async () => {
    const findings = await findingsOf(humps(800, []));
    expect(inspect(findings, { at: minutes(300, 310) }).similar).toHaveLength(6);
    expect(inspect(findings, { at: minutes(300, 310), similar: 0 }).similar).toEqual([]);
    expect(inspect(findings, { at: minutes(300, 310), similar: 1_000 }).similar.length).toBeLessThanOrEqual(50);
  });

  it('are found without memory, too', async () => {
    const findings = await findingsOf(humps(400, [100, 240]), false);
    const { similar, recalled } = inspect(findings, { at: minutes(240, 251), similar: 1 });
    expect(Math.abs(minuteOf(similar[0].from) - 98)).toBeLessThanOrEqual(4);
    expect(recalled).toEqual([]);
  });

  it('are those of sorting all by distance', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          length: fc.integer({ min: WINDOW, max: 220 }),
          seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
          gap: fc.integer({ min: 0, max: 30 }),
          from: fc.double({ min: 0, max: 1, noNaN: true }),
          long: fc.integer({ min: 0, max: 70 }),
          leastStride: fc.constantFrom(0, 4, 8),
        }),
        async ({ length, seed, gap, from, long, leastStride }) => {
          const values = humps(length, [20, 150], seed);
          // A gap that may be longer than a window, with a window of points on either side of it.
          for (let i = 0; i < gap && WINDOW + i < length - WINDOW; i++) {
            values[WINDOW + i] = NaN;
          }
          const findings = await findingsOf(values, true, leastStride);
          const first = Math.floor(from * (length - 1));
          const found = inspect(findings, { at: minutes(first, first + long), similar: 4 });
          const { peak } = found.verdict;
          if (!peak) {
            expect(found.similar).toEqual([]);
            return;
          }
          const expected = await naiveSimilar(findings, first, first + long, minuteOf(peak.time), 4);
          expect(found.comparison).toBe(expected.comparison);
          expect(found.similar.map(({ from, to }) => [from, to].map(minuteOf))).toEqual(
            expected.moments.map(({ minutes: [start, end] }) => [start, end])
          );
          found.similar.forEach(({ distance }, i) => expect(distance).toBeCloseTo(expected.moments[i].distance, 5));
        }
      ),
      { numRuns: runs(40, 150) }
    );
  });
});

/**
 * All of it once more in the plainest way: every stretch of points that windows on strides can be laid over, by minutes
 * from the start of the series.
 */
async function naiveSimilar(findings: PipelineState, from: number, to: number, peak: number, count: number) {
  const { grid, layout } = findings;
  const minuteOfSlot = new Map(Array.from(grid.points, (point) => [grid.slotOf[point], point]));
  const segments = grid.segments.map(({ start, end }) => ({ start, end, minute: minuteOfSlot.get(start) ?? NaN }));
  const own = segments.find(({ start, end }) => grid.slotOf[peak] >= start && grid.slotOf[peak] < end);
  if (!own) {
    throw new Error('the peak lies in no segment');
  }
  const toMinute = (slot: number) => {
    const segment = segments.find(({ start, end }) => slot >= start && slot < end);
    return segment ? segment.minute + slot - segment.start : NaN;
  };
  const observed = Array.from(grid.points).filter(
    (point) => point >= from && point <= to && grid.slotOf[point] >= own.start && grid.slotOf[point] < own.end
  );
  const [first, last] = [grid.slotOf[observed[0]], grid.slotOf[observed[observed.length - 1]]];
  const starts = Array.from(layout.starts);
  const isOnStride = (slot: number) => (START / MINUTE + toMinute(slot)) % layout.stride === 0;

  const along: number[] = [];
  for (const start of starts) {
    const inside = start >= first && start + WINDOW - 1 <= last && isOnStride(start);
    if (inside && (along.length === 0 || start - along[along.length - 1] >= WINDOW / 2)) {
      along.push(start);
    }
  }
  const candidates: Array<{ first: number; last: number; distance: number }> = [];
  let taken = { first, last };
  if (along.length > 1) {
    for (const segment of segments) {
      for (let shift = segment.start - first; last + shift < segment.end; shift++) {
        const others = along.map((start) => start + shift);
        if (others.every((start) => starts.includes(start) && isOnStride(start))) {
          let sum = 0;
          for (const [i, start] of along.entries()) {
            sum += distanceOf(await latentAt(findings, start), await latentAt(findings, others[i]));
          }
          candidates.push({ first: first + shift, last: last + shift, distance: sum / along.length });
        }
      }
    }
  } else {
    const middle = last - first >= WINDOW ? grid.slotOf[peak] : (first + last) / 2;
    const ends = last - first >= WINDOW ? [middle, middle] : [first, last];
    const covering = starts.filter((start) => start <= ends[1] && start + WINDOW > ends[0]);
    const off = (start: number) => Math.abs(start + (WINDOW - 1) / 2 - middle);
    const [best] = covering.slice().sort((a, b) => off(a) - off(b) || a - b);
    taken = { first: Math.min(first, best), last: Math.max(last, best + WINDOW - 1) };
    for (const start of starts) {
      const distance = distanceOf(await latentAt(findings, best), await latentAt(findings, start));
      candidates.push({ first: start, last: start + WINDOW - 1, distance });
    }
  }
  const chosen = [{ ...taken, distance: 0 }];
  for (const one of candidates.sort((a, b) => a.distance - b.distance || a.first - b.first)) {
    if (chosen.length <= count && chosen.every((other) => one.last < other.first || one.first > other.last)) {
      chosen.push(one);
    }
  }
  return {
    comparison: along.length > 1 ? 'along' : 'window',
    moments: chosen
      .slice(1)
      .map(({ distance, ...slots }) => ({ distance, minutes: [toMinute(slots.first), toMinute(slots.last)] })),
  };
}

describe('the recalled windows', () => {
  it('are shown nearest first, in the series’ unit, with their distance over the usual one', async () => {
    const findings = await findingsOf(humps(800, [300]).map((value) => 50 + 10 * value));
    const { recalled } = inspect(findings, { at: minutes(500, 507) });
    expect(recalled).toHaveLength(8);
    const distances = recalled.map(({ distance }) => distance);
    expect(distances).toEqual(distances.slice().sort((a, b) => a - b));
    for (const { from, to, values, source } of recalled) {
      const start = minuteOf(from);
      expect(Array.from(values)).toEqual(Array.from(findings.series.values.subarray(start, start + WINDOW)));
      expect(minuteOf(to)).toBe(start + WINDOW - 1);
      expect(Math.abs(start - 496)).toBeGreaterThanOrEqual(WINDOW);
      expect(source).toBe('series');
    }
  });

  it('are marked as learnt if they come from another time, and shown as they were then', async () => {
    const values = humps(1_000, []).map((value) => 50 + 10 * value);
    const before = await findingsOf(values.slice(0, 800));
    const learnt = learn(before);
    if (!learnt) {
      throw new Error('nothing was learnt');
    }
    const options = { from: 800, remembered: { ...learnt, id: 'before' } };
    const short = await findingsOf(values.slice(800, 850), true, 0, options);
    const { recalled, judgedWindow } = inspect(short, { at: minutes(820, 827) });
    const elsewhere = recalled.filter(({ source }) => source === 'learnt');
    expect(elsewhere.length).toBeGreaterThan(4);
    for (const { from, to, values: shown } of elsewhere) {
      const start = minuteOf(from);
      expect(minuteOf(to)).toBe(start + WINDOW - 1);
      expect(start).toBeLessThanOrEqual(800 - WINDOW);
      shown.forEach((value, i) => expect(value).toBeCloseTo(values[start + i], 4));
    }
    const scaledTo = ({ scale }: PipelineState, shown: ArrayLike<number>) =>
      Float32Array.from(shown, (value) => (value - scale.centre) / scale.halfRange);
    const [judged, ...others] = await Promise.all(
      [judgedWindow, ...elsewhere].map(async (one) =>
        Array.from(await toy.encode(scaledTo(short, one?.values ?? []), 1))
      )
    );
    elsewhere.forEach(({ distance }, i) => expect(distance).toBeCloseTo(distanceOf(judged, others[i]), 4));
  });

  it('are marked as taught if a label calls them normal', async () => {
    const labels = { normal: [minutes(300, 311)], excluded: [], falseAlarms: [] };
    const usedLabels = await findingsOf(humps(800, [300, 500]), true, 0, { labels });
    const { recalled } = inspect(usedLabels, { at: minutes(500, 511) });
    const marked = recalled.filter(({ source }) => source === 'taught');
    expect(marked.length).toBeGreaterThan(0);
    marked.forEach(({ from }) => expect(Math.abs(minuteOf(from) - 298)).toBeLessThanOrEqual(WINDOW));
    const untaught = inspect(await findingsOf(humps(800, [300, 500])), { at: minutes(500, 511) });
    expect(untaught.recalled.map(({ source }) => source)).not.toContain('taught');
  });

  it('exclude windows that overlap a reported interval, and count them', async () => {
    const findings = await findingsOf(humps(800, [300]));
    const { recalled } = inspect(findings, { at: minutes(500, 507) });
    const { from, to } = recalled[2];
    const isOver = (one: Interval) => one.from <= to && one.to >= from;
    const overlapping = recalled.filter(isOver).length;
    const range = { first: 500, last: 507, peak: 503 };
    expect(recalledWindows(findings, range, [{ from, to }])).toMatchObject({
      recalled: recalled.filter((one) => !isOver(one)),
      recalledReported: overlapping,
    });
    expect(recalledWindows(findings, range, [])).toMatchObject({ recalled, recalledReported: 0 });
    // The last minute of a window is within it, the minute after is not.
    const beside = { from: to + MINUTE, to: to + MINUTE };
    const left = recalledWindows(findings, range, [beside]).recalled;
    expect(left).toContainEqual(recalled[2]);
  });

  it('do not show a reported end of an outage as normal, though its windows recall each other', async () => {
    const values = humps(800, []).map((value, i) => (i >= 300 && i < 360 ? -3 : value));
    const findings = await findingsOf(values);
    const { sequences } = detectionOf(findings);
    expect(sequences.length).toBeGreaterThan(0);
    const told = sequences.map((at) => inspect(findings, { at }));
    for (const { from, to } of told.flatMap(({ recalled }) => recalled)) {
      expect(sequences.some((one) => one.from <= to && one.to >= from)).toBe(false);
    }
    expect(told.some(({ recalledReported }) => recalledReported > 0)).toBe(true);
  });

  it('are about as far as usual in calm times and much farther in an anomaly', async () => {
    const findings = await findingsOf(humps(800, [300]));
    const farthest = (from: number) => inspect(findings, { at: minutes(from, from + 11) }).recalled.at(-1);
    expect(farthest(500)?.relativeDistance).toBeGreaterThan(0.3);
    expect(farthest(500)?.relativeDistance).toBeLessThan(3);
    expect(farthest(300)?.relativeDistance).toBeGreaterThan(5);
  });
});
