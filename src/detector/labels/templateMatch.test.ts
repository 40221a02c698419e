/** @jest-environment node */
import fc from 'fast-check';
import { seeded } from '../../../tests/arbitraries';
import { putOnGrid } from '../grid/grid';
import { correlationOf, isFlat, templateMatcher, contextForecast } from './templateMatch';
import type { Run } from '../grid/slot';

const LENGTH = 1600;
const PERIOD = 40;
const random = seeded(11);
const noise = Float64Array.from({ length: LENGTH }, () => 0.1 * (random() - 0.5));
const rhythm = Float64Array.from({ length: LENGTH }, (_, i) => Math.sin((2 * Math.PI * i) / PERIOD));
/** Half a wave, 20 slots wide. */
const hump = (start: number, height: number) => (i: number) =>
  i >= start && i < start + 20 ? height * Math.sin((Math.PI * (i - start)) / 20) : 0;

const marked = 205;
const again = 618;
const missing = 820;
const downwards = 1009;
const higher = 1330;
const values = rhythm.map(
  (value, i) =>
    (i >= missing && i < missing + 20 ? 0 : value) +
    noise[i] +
    [hump(marked, 1), hump(again, 1.1), hump(downwards, -1), hump(higher, 2)].reduce((sum, shape) => sum + shape(i), 0)
);
const grid = putOnGrid({ times: values.map((_, i) => i), values }, 64);
const slots = Int32Array.from(values.keys());
const runAt = (start: number): Run => ({ first: start - 2, last: start + 21 });
const sequences = [marked, again, missing, downwards, higher].map((start) => ({
  first: start - 2,
  last: start + 21,
  score: 1,
}));
const judged = { slots, verdict: { sequences } } as unknown as Parameters<typeof templateMatcher>[1];
const mark = { ...runAt(marked), ids: ['backup'] };

/** Which of the runs are like the mark, with this reconstruction. */
function likeTheMark(reconstruction: Float64Array): number[] {
  const likestMark = templateMatcher([mark], judged, grid, values, reconstruction);
  return [again, missing, downwards, higher].filter((start) => likestMark(runAt(start))?.ids[0] === 'backup');
}

describe('what matches a labelled hump', () => {
  it('is the same at another hour; not a rhythm that stops, though its residual is that hump, nor what is turned or twice as high', () => {
    // At `missing` the rhythm's lower half wave was due: value minus rhythm is +1 at most, the very shape of the mark.
    expect(likeTheMark(rhythm)).toEqual([again]);
  });

  it('is known by what lies beside, where recall has drawn half of it', () => {
    expect(likeTheMark(rhythm.map((value, i) => value + hump(again, 0.6)(i)))).toEqual([again]);
  });

  it('is nothing longer than a regime takes, and nothing without a mark', () => {
    const likestMark = templateMatcher([{ first: 200, last: 800, ids: [] }], judged, grid, values, rhythm);
    expect(likestMark(runAt(again))).toBeNull();
    expect(templateMatcher([], judged, grid, values, rhythm)(runAt(again))).toBeNull();
  });
});

const humpOf = (width: number, height: number, before = 8, after = 8) =>
  Float64Array.from({ length: before + width + after }, (_, i) =>
    i < before || i >= before + width ? 0 : height * Math.sin((Math.PI * (i - before + 0.5)) / width) ** 2
  );

describe('the correlation of two residuals', () => {
  it('is 1 if they are equal, at any shift, and up to one and a half times the height', () => {
    expect(correlationOf(humpOf(20, 3), humpOf(20, 3), 0)).toBeCloseTo(1, 12);
    expect(correlationOf(humpOf(20, 3, 14, 2), humpOf(20, 3), 0)).toBeCloseTo(1, 12);
    expect(correlationOf(humpOf(20, 4.4), humpOf(20, 3), 0)).toBeCloseTo(1, 12);
    expect(correlationOf(humpOf(20, 3), humpOf(20, 4.4), 0)).toBeCloseTo(1, 12);
  });

  it('is 0 if one is higher than that, or has the other sign', () => {
    expect(correlationOf(humpOf(20, 4.6), humpOf(20, 3), 0)).toBe(0);
    expect(correlationOf(humpOf(20, 3), humpOf(20, 4.6), 0)).toBe(0);
    expect(correlationOf(humpOf(20, 3), humpOf(20, -3), 0)).toBeLessThan(0.05);
  });

  it('is lowered by parts that only one of them has', () => {
    const twice = Float64Array.from([...humpOf(20, 3), ...humpOf(20, 3)]);
    // The same energy once more, and nothing to go with it: 1 / √2.
    expect(correlationOf(twice, humpOf(20, 3), 0)).toBeCloseTo(Math.SQRT1_2, 12);
    expect(correlationOf(humpOf(20, 3), twice, 0)).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it('is low for a spike and a hump', () => {
    const spike = new Float64Array(30);
    spike[15] = 9;
    expect(correlationOf(spike, humpOf(20, 3), 0)).toBeLessThan(0.4);
  });

  it('is not lowered by the noise of a repetition', () => {
    // Signal 4 and two kinds of noise of variance 1, all at right angles: 128 of 136 by themselves.
    const one = Float64Array.of(5, 3, 5, 3, 5, 3, 5, 3);
    const other = Float64Array.of(5, 5, 3, 3, 5, 5, 3, 3);
    expect(correlationOf(one, other, 0)).toBeCloseTo(128 / 136, 12);
    expect(correlationOf(one, other, 1)).toBeCloseTo(1, 12);
  });

  it('is found for the smallest values too, and is 0 for stretches that never overlap', () => {
    expect(correlationOf(humpOf(20, 1e-90), humpOf(20, 1e-90), 0)).toBeCloseTo(1, 12);
    expect(correlationOf(Float64Array.of(1e-90), Float64Array.of(1e-90), 0)).toBe(0);
    expect(correlationOf(humpOf(20, 3), new Float64Array(20), 0)).toBe(0);
    expect(correlationOf(new Float64Array(20), new Float64Array(20), 0)).toBe(0);
  });

  it('is between 0 and 1, and symmetric, for random stretches', () => {
    const stretch = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(stretch, stretch, fc.double({ min: 0, max: 10, noNaN: true }), (one, other, noise) => {
        const [a, b] = [Float64Array.from(one), Float64Array.from(other)];
        const likeness = correlationOf(a, b, noise);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(1);
        expect(correlationOf(b, a, noise)).toBeCloseTo(likeness, 9);
      }),
      { numRuns: 500 }
    );
  });
});

const wave = Float64Array.from({ length: 60 }, (_, i) => Math.sin((2 * Math.PI * i) / 20));
const between = (first: number, last: number, becomes: (value: number, i: number) => number) =>
  wave.map((value, i) => (i >= first && i <= last ? becomes(value, i) : value));

describe('a stretch of a rhythm', () => {
  it('is flat if the rhythm is missing, at its mean or stuck elsewhere, though it continues beside', () => {
    expect(
      isFlat(
        between(20, 39, () => 0),
        wave
      )
    ).toBe(true);
    expect(
      isFlat(
        between(23, 44, () => 0.9),
        wave
      )
    ).toBe(true);
    expect(
      isFlat(
        between(20, 39, (_, i) => 0.05 * (-1) ** i),
        wave
      )
    ).toBe(true);
  });

  it('is not flat if something is added to the rhythm, or it is larger or half as large', () => {
    expect(
      isFlat(
        between(20, 39, (value) => value + 2),
        wave
      )
    ).toBe(false);
    expect(
      isFlat(
        between(20, 39, (value, i) => value + 2 * Math.sin((Math.PI * (i - 19.5)) / 20)),
        wave
      )
    ).toBe(false);
    expect(
      isFlat(
        between(20, 39, (value) => 3 * value),
        wave
      )
    ).toBe(false);
    expect(
      isFlat(
        between(20, 39, (value) => value / 2),
        wave
      )
    ).toBe(false);
  });

  it('is not flat if no rhythm was expected, or nothing happened', () => {
    expect(
      isFlat(
        between(20, 39, () => 3),
        new Float64Array(60)
      )
    ).toBe(false);
    expect(isFlat(wave, wave)).toBe(false);
  });
});

describe('the forecast from the context of a run', () => {
  const LENGTH = 2400;
  const rhythm = (i: number) => Math.sin((2 * Math.PI * i) / 40) + 0.5 * Math.sin((2 * Math.PI * i) / 20 + 1);
  const calm = Float64Array.from({ length: LENGTH }, (_, i) => rhythm(i));
  const blockAt = (...starts: number[]) =>
    calm.map((value, i) => (starts.some((start) => i >= start && i < start + 20) ? value + 3 : value));
  const happenedAt = (...starts: number[]) =>
    Uint8Array.from(calm, (_, i) => (starts.some((start) => i >= start && i < start + 20) ? 1 : 0));
  const whole = { segments: [{ start: 0, end: LENGTH, offset: 0 }] };
  const run = { first: 507, last: 526 };
  const due = calm.slice(507, 527);

  it('is the rhythm, whatever replaced it', () => {
    const replaced = calm.map((value, i) => (i >= 507 && i < 527 ? 7 : value));
    for (const values of [blockAt(507), replaced]) {
      const expected = contextForecast(values, run, whole, happenedAt(507));
      expected?.forEach((value, i) => expect(value).toBeCloseTo(due[i], 9));
      expect(expected).toHaveLength(20);
    }
  });

  it('is not taken from similar events, whether they are excepted or rare', () => {
    // Whole periods away, so that all beside is the same there.
    const recurring = blockAt(107, 307, 507, 787);
    for (const happened of [happenedAt(107, 307, 507, 787), happenedAt(507)]) {
      const expected = contextForecast(recurring, run, whole, happened);
      expected?.forEach((value, i) => expect(value).toBeCloseTo(due[i], 9));
      expect(expected).toHaveLength(20);
    }
  });

  it('uses one side at the end of a segment, and only its own segment', () => {
    const parts = {
      segments: [
        { start: 0, end: 527, offset: 0 },
        { start: 527, end: LENGTH, offset: 0 },
      ],
    };
    const other = blockAt(507).map((value, i) => (i >= 527 ? -value : value));
    contextForecast(other, run, parts, happenedAt(507))?.forEach((value, i) => expect(value).toBeCloseTo(due[i], 9));
    expect(contextForecast(other, run, parts, happenedAt(507))).toHaveLength(20);
  });

  it('is null if the context is too short, or no other place has as much', () => {
    const short = { segments: [{ start: 490, end: 540, offset: 0 }] };
    expect(contextForecast(calm, run, short, happenedAt(507))).toBeNull();
    const narrow = { segments: [{ start: 440, end: 600, offset: 0 }] };
    expect(contextForecast(calm, run, narrow, happenedAt(507))).toBeNull();
    expect(contextForecast(calm, run, whole, new Uint8Array(LENGTH).fill(1))).toBeNull();
  });
});
