/** @jest-environment node */
import fc from 'fast-check';
import { contextRange, croppedOutcome, withContext } from '../src/detector/report/context';
import { detect } from '../src/detector/pipeline';
import type { Outcome } from '../src/detector/detection';
import { holds } from '../src/detector/interval';
import type { Series } from '../src/detector/series';
import { DEFAULT_DETECTOR_SETTINGS } from '../src/detector/settings';
import { seeded } from './arbitraries';
import { runs } from './runs';
import { cosineAutoencoder } from './toyAutoencoder';

jest.setTimeout(300_000);

const WINDOW = 32;
const POINTS = 6000;
const STEP = 60_000;
/** With the ranges and zooms of each, 60 zooms in all; in the long suite 1,000. */
const SERIES = runs(3, 10);
/** Series that are judged without look-back. */
const WITHOUT = 2;
const RANGES = runs(2, 5);
const ZOOMS = runs(10, 20);
const PANS = runs(2, 15);
const SEED = 20_261;

const settings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW, span: 5, errorBuffer: 4 };
const toy = cosineAutoencoder(WINDOW, 8);

/** Evenly spread, which doubles of fast-check are not. */
const share = () => fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);

interface Spec {
  readonly seed: number;
  readonly period: number;
  readonly noise: number;
  readonly anomalies: number;
  /** Values drift by this many amplitudes over the whole. */
  readonly drift: number;
}

const arbitrarySpec: fc.Arbitrary<Spec> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  period: fc.integer({ min: 12, max: 90 }),
  noise: share().map((at) => 0.02 + 0.18 * at),
  anomalies: fc.integer({ min: 0, max: 15 }),
  drift: share().map((at) => 2 * at - 1),
});

/** Rows, both bounds within. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** What somebody looks at, what has been measured by then, and parts of it that they zoom into. */
interface Visible extends Range {
  readonly now: number;
  readonly zooms: readonly Range[];
}

const between = (low: number, high: number, at: number) => low + Math.round(at * (high - low));
const arbitraryVisible: fc.Arbitrary<Visible> = fc
  .record({
    now: share(),
    isLive: fc.boolean(),
    end: share(),
    length: share(),
    zooms: fc.array(fc.record({ length: share(), place: share() }), { minLength: ZOOMS, maxLength: ZOOMS }),
  })
  .map((drawn) => {
    const now = between(POINTS / 2, POINTS - 1, drawn.now);
    const to = drawn.isLive ? now : between(POINTS / 3, now, drawn.end);
    const length = between(200, 1800, drawn.length);
    const zooms = drawn.zooms.map((zoom) => {
      const zoomed = between(WINDOW, length, zoom.length);
      const from = between(to - length + 1, to - zoomed + 1, zoom.place);
      return { from, to: from + zoomed - 1 };
    });
    return { now, from: to - length + 1, to, zooms };
  });

function seriesOf({ seed, period, noise, anomalies, drift }: Spec): Series {
  const random = seeded(seed);
  const values = Float64Array.from(
    { length: POINTS },
    (_, i) => 10 * Math.sin((2 * Math.PI * i) / period) + 10 * drift * (i / POINTS) + 20 * noise * (random() - 0.5)
  );
  for (let k = 0; k < anomalies; k++) {
    const at = Math.floor(random() * POINTS);
    const height = (random() < 0.5 ? -1 : 1) * (6 + 20 * random());
    for (let i = at; i < Math.min(POINTS, at + 3 + Math.floor(random() * 20)); i++) {
      values[i] += height;
    }
  }
  return { times: values.map((_, i) => 1_700_000_000_000 + STEP * i), values };
}

type Judge = (visible: Range, now: number) => Promise<Outcome>;

const rowsOf = ({ times, values }: Series, { from, to }: Range): Series => ({
  times: times.slice(from, to + 1),
  values: values.slice(from, to + 1),
});
const lengthOf = ({ from, to }: Range) => to - from + 1;

/** Rows of the longer query: what has been measured by now. */
function askedFor({ times }: Series, { from, to }: Range, now: number): Range {
  const asked = contextRange({ from: times[from], to: times[to], stepMs: STEP, now: times[now], mode: 'auto' });
  return {
    from: Math.max(0, Math.ceil((asked.from - times[0]) / STEP)),
    to: Math.min(now, Math.floor((asked.to - times[0]) / STEP)),
  };
}

/** Judges visible rows as the panel does. What has the same rows around it is judged once. */
function withLookback(series: Series): Judge {
  const judged = new Map<string, Promise<Outcome>>();
  return async (visible, now) => {
    const asked = askedFor(series, visible, now);
    const whole = withContext(rowsOf(series, visible), rowsOf(series, asked));
    const key = Array.from(whole.times).join();
    const outcome = judged.get(key) ?? detect(whole, toy, settings);
    judged.set(key, outcome);
    return croppedOutcome(await outcome, whole, rowsOf(series, visible));
  };
}

function withoutLookback(series: Series): Judge {
  return (visible) => detect(rowsOf(series, visible), toy, settings);
}

function flagged(outcome: Outcome, { times }: Series): Uint8Array {
  const sequences = outcome.status === 'detected' ? outcome.detection.sequences : [];
  return Uint8Array.from(times, (time) => (sequences.some((one) => holds(one, time)) ? 1 : 0));
}

/** Jaccard index of the flagged points; NaN where neither flags any. */
function agreement(one: Uint8Array, other: Uint8Array): number {
  const both = one.filter((flag, i) => flag === 1 && other[i] === 1).length;
  return both / one.filter((flag, i) => flag === 1 || other[i] === 1).length;
}

const mean = (figures: readonly number[]) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length;

/** For each zoom, how far its verdict agrees with that of the range it was taken from. */
async function agreements(judgeOf: (series: Series) => Judge, seriesCount: number): Promise<number[]> {
  const specs = fc.sample(fc.noBias(arbitrarySpec), { seed: SEED, numRuns: seriesCount });
  const ranges = fc.sample(fc.noBias(arbitraryVisible), { seed: SEED, numRuns: seriesCount * RANGES });
  const found: number[] = [];
  for (const [s, spec] of specs.entries()) {
    const series = seriesOf(spec);
    const judge = judgeOf(series);
    for (const visible of ranges.slice(s * RANGES, (s + 1) * RANGES)) {
      const whole = flagged(await judge(visible, visible.now), rowsOf(series, visible));
      for (const zoom of visible.zooms) {
        const zoomed = flagged(await judge(zoom, visible.now), rowsOf(series, zoom));
        found.push(agreement(whole.subarray(zoom.from - visible.from, zoom.to - visible.from + 1), zoomed));
      }
    }
  }
  return found;
}

test(`with look-back, ${SERIES * RANGES * ZOOMS} zooms show what the ranges showed that they were taken from`, async () => {
  const found = await agreements(withLookback, SERIES);
  expect(found).toHaveLength(SERIES * RANGES * ZOOMS);
  expect(mean(found.map((figure) => (Number.isNaN(figure) ? 1 : figure)))).toBeGreaterThanOrEqual(0.95);
  const withSomething = found.filter((figure) => !Number.isNaN(figure));
  expect(withSomething.length).toBeGreaterThan(0.3 * found.length);
  expect(mean(withSomething)).toBeGreaterThanOrEqual(0.95);
});

test('without look-back they do not, so there is something to agree on', async () => {
  const withSomething = (await agreements(withoutLookback, WITHOUT)).filter((figure) => !Number.isNaN(figure));
  expect(mean(withSomething)).toBeLessThan(0.9);
});

test('panning within a block moves no point’s verdict', async () => {
  const arbitraryPan = fc.record({
    spec: arbitrarySpec,
    visible: arbitraryVisible,
    by: fc.integer({ min: -900, max: 900 }),
  });
  let panned = 0;
  await fc.assert(
    fc.asyncProperty(arbitraryPan, async ({ spec, visible, by }) => {
      const series = seriesOf(spec);
      const { now } = visible;
      const moved = { from: visible.from + by, to: visible.to + by };
      fc.pre(moved.from >= 0 && moved.to <= now && Math.abs(by) < lengthOf(visible));
      const [before, after] = [visible, moved].map((range) => askedFor(series, range, now));
      fc.pre(before.from === after.from && before.to === after.to);
      panned++;
      const judge = withLookback(series);
      const common = { from: Math.max(visible.from, moved.from), to: Math.min(visible.to, moved.to) };
      const [one, other] = await Promise.all(
        [visible, moved].map(async (range) => {
          const outcome = await judge(range, now);
          return croppedOutcome(outcome, rowsOf(series, range), rowsOf(series, common));
        })
      );
      expect(one).toEqual(other);
      expect(one.status).toBe('detected');
    }),
    { numRuns: PANS, seed: SEED }
  );
  expect(panned).toBe(PANS);
});
