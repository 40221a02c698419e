/** @jest-environment node */
import { seeded } from '../../tests/arbitraries';
import { cosineAutoencoder } from '../../tests/toyAutoencoder';
import { detect } from './pipeline';
import { holds } from './interval';
import { DetectionAborted, type DetectOptions } from './options';
import { Certainty, type Detection } from './detection';
import { DEFAULT_DETECTOR_SETTINGS, DEFAULT_METHOD, TELEMANOM_THRESHOLD, type DetectorSettings } from './settings';

const WINDOW = 16;
const minute = 60_000;
const toy = cosineAutoencoder(WINDOW, 6);
const settings: DetectorSettings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW };

/** A noisy sine of period 20 with a block of noise-free 1.5 in it. */
function story(length: number, from = 300, to = 312): Float64Array {
  const random = seeded(3);
  return Float64Array.from({ length }, (_, i) => {
    const usual = Math.sin((2 * Math.PI * i) / 20) + 0.05 * (random() - 0.5);
    return i >= from && i < to ? usual + (i % 2 ? 1.5 : -1.5) : usual;
  });
}

const timeAt = (point: number) => 1.6e12 + point * minute;
const pointOf = (time: number) => (time - 1.6e12) / minute;
const everyMinute = (length: number) => Float64Array.from({ length }, (_, i) => timeAt(i));
const run = (values: ArrayLike<number>, changed: Partial<DetectorSettings> = {}, options: DetectOptions = {}) =>
  detect(
    { times: everyMinute(values.length), values: Float64Array.from(values) },
    toy,
    { ...settings, ...changed },
    options
  );

async function detected(...parameters: Parameters<typeof run>): Promise<Detection> {
  const outcome = await run(...parameters);
  if (outcome.status !== 'detected') {
    throw new Error(`Not judged: ${JSON.stringify(outcome)}`);
  }
  return outcome.detection;
}

describe('detection', () => {
  it('shades the anomaly and nothing else', async () => {
    const { sequences } = await detected(story(800));
    expect(sequences).toHaveLength(1);
    const [{ from, to, peak, score }] = sequences;
    expect(from).toBeGreaterThanOrEqual(timeAt(285));
    expect(from).toBeLessThanOrEqual(timeAt(302));
    expect(to).toBeGreaterThanOrEqual(timeAt(309));
    expect(to).toBeLessThanOrEqual(timeAt(330));
    expect(peak).toBeGreaterThanOrEqual(timeAt(300));
    expect(peak).toBeLessThan(timeAt(312));
    expect(score).toBeGreaterThan(0);
  });

  it('answers in the series’ own unit, point for point', async () => {
    const values = story(800).map((value) => 1000 + 200 * value);
    const { reconstruction, error, smoothedError, threshold, sequences } = await detected(values);
    values.forEach((value, i) => expect(error[i]).toBe(Math.abs(value - reconstruction[i])));
    const [peak, start] = [sequences[0].peak, sequences[0].from].map(pointOf);
    expect(smoothedError[peak]).toBeGreaterThanOrEqual(threshold[peak]);
    expect(smoothedError[peak]).toBeGreaterThan(50);
    expect(smoothedError[start - 30]).toBeLessThan(threshold[start - 30]);
  });

  it('reconstructs each window from its own latent without memory', async () => {
    const { reconstruction } = await detected(story(400, 200, 210), { memory: false });
    expect(reconstruction.every(Number.isFinite)).toBe(true);
  });

  it('with telemanom’s threshold settles the start as telemanom does', async () => {
    const method = { ...DEFAULT_METHOD, threshold: TELEMANOM_THRESHOLD };
    const { smoothedError } = await detected(story(800), { method });
    expect(new Set(smoothedError.subarray(0, 250)).size).toBe(1);
    expect(new Set(smoothedError.subarray(250, 300)).size).toBeGreaterThan(1);
  });
});

describe('gaps', () => {
  const gapped = story(800);
  gapped.fill(NaN, 304, 307);
  gapped.fill(NaN, 500, 530);

  it('stay gaps in every array', async () => {
    const { reconstruction, error, smoothedError, threshold, certainty } = await detected(gapped);
    gapped.forEach((value, i) => {
      const judged = !Number.isNaN(value);
      expect([reconstruction, error, smoothedError, threshold].map((list) => Number.isFinite(list[i]))).toEqual(
        Array(4).fill(judged)
      );
      expect(certainty[i] === Certainty.notJudged).toBe(!judged);
    });
  });

  it('of up to a quarter of a window lie within a sequence, longer ones cut it', async () => {
    const { sequences } = await detected(gapped);
    expect(sequences).toHaveLength(1);
    expect(sequences[0].from).toBeLessThan(timeAt(304));
    expect(sequences[0].to).toBeGreaterThan(timeAt(306));
    const cut = story(800);
    cut.fill(NaN, 303, 308);
    const parts = (await detected(cut)).sequences;
    expect(parts.map(({ to }) => to)).toContain(timeAt(302));
    expect(parts.map(({ from }) => from)).toContain(timeAt(308));
  });

  it('scattered over a series leave one incident one sequence', async () => {
    const whole = (await detected(story(800))).sequences;
    const torn = story(800).map((value, i) => (i % 10 === 7 ? NaN : value));
    const { sequences, smoothedError, threshold } = await detected(torn);
    expect(sequences).toHaveLength(whole.length);
    const peaks = sequences.map(({ peak }) => pointOf(peak));
    expect(peaks.every((peak) => smoothedError[peak] >= threshold[peak])).toBe(true);
  });

  it('restart the smoothing if they are longer than a window', async () => {
    const { smoothedError, error } = await detected(gapped, {
      smoothing: 'causal',
    });
    expect(smoothedError[530]).toBeCloseTo(error[530], 12);
    expect(smoothedError[529]).toBeNaN();
  });

  it('end a sequence even if points share slots', async () => {
    const times = everyMinute(401);
    times.set([times[199] + minute / 4], 200);
    const values = story(401, 195, 205);
    const outcome = await detect({ times, values }, toy, settings);
    expect(outcome).toMatchObject({ status: 'detected' });
    if (outcome.status === 'detected') {
      const { smoothedError, sequences } = outcome.detection;
      expect(smoothedError[200]).toBe(smoothedError[199]);
      expect(sequences.every(({ from, to }) => from <= to)).toBe(true);
    }
  });
});

describe('certainty', () => {
  it('is less at both ends, where fewer windows overlap', async () => {
    const { certainty } = await detected(story(400, 200, 210));
    expect([certainty[0], certainty[14], certainty[15], certainty[384], certainty[385], certainty[399]]).toEqual([
      1, 1, 2, 2, 1, 1,
    ]);
  });

  it('is less while a causal smoothing has just begun', async () => {
    const { certainty } = await detected(story(400, 200, 210), {
      span: 30,
      smoothing: 'causal',
    });
    expect([certainty[28], certainty[29]]).toEqual([1, 2]);
  });

  it('is less everywhere when the whole series is shorter than the span', async () => {
    const { certainty } = await detected(story(400, 200, 210), { span: 500 });
    expect(new Set(certainty)).toEqual(new Set([Certainty.lessCertain]));
  });
});

describe('very short series', () => {
  const lengths: Array<[string, number]> = [
    ['one window', WINDOW],
    ['two windows', 2 * WINDOW],
    ['three windows', 3 * WINDOW],
  ];

  it.each(lengths)('of %s are judged, with less certainty everywhere', async (_, length) => {
    const { certainty, smoothedError } = await detected(story(length));
    expect(smoothedError.every(Number.isFinite)).toBe(true);
    expect(new Set(certainty)).toEqual(new Set([Certainty.lessCertain]));
  });

  it('of one window are reconstructed from their own latent', async () => {
    const values = story(WINDOW);
    const own = await detected(values, { memory: false });
    const recalled = await detected(values);
    expect(recalled.reconstruction).toEqual(own.reconstruction);
  });

  it('of less than a window are skipped', async () => {
    expect(await run(story(WINDOW - 1))).toEqual({ status: 'skipped', reason: 'too-short', points: 15, needed: 16 });
    expect(await run([1])).toEqual({ status: 'skipped', reason: 'too-short', points: 1, needed: 16 });
  });
});

describe('bad input', () => {
  it('without a finite value is skipped as empty', async () => {
    expect(await run([])).toMatchObject({ status: 'skipped', reason: 'empty' });
    expect(await run([NaN, Infinity, -Infinity])).toMatchObject({ status: 'skipped', reason: 'empty' });
  });

  it('that never changes is skipped as constant', async () => {
    expect(await run(Array(100).fill(7))).toEqual({ status: 'skipped', reason: 'constant', points: 100, needed: 16 });
  });

  it('with huge values gives finite answers', async () => {
    const spiked = story(400, 200, 210);
    spiked[100] = 1e300;
    spiked[250] = -1e300;
    const { sequences, smoothedError } = await detected(spiked);
    expect(smoothedError.every(Number.isFinite)).toBe(true);
    expect(sequences.some((one) => holds(one, timeAt(100)))).toBe(true);
    expect(sequences.some((one) => holds(one, timeAt(250)))).toBe(true);
    const huge = await detected(story(400, 200, 210).map((value) => value * 1e300));
    expect(huge.error.every(Number.isFinite)).toBe(true);
    expect(huge.sequences).toHaveLength(1);
  });

  it('with sparse counts is judged', async () => {
    const counts = new Float64Array(600);
    [20, 130, 290, 400, 480].forEach((i) => (counts[i] = 1));
    counts.fill(6, 350, 356);
    const { sequences } = await detected(counts);
    expect(sequences.some((one) => holds(one, timeAt(352)))).toBe(true);
  });

  it('of 50,000 points is judged in a bounded number of windows', async () => {
    let windows = 0;
    const counting = {
      ...toy,
      encode: (cut: Float32Array, count: number) => ((windows += count), toy.encode(cut, count)),
    };
    const values = story(50_000, 30_000, 30_020);
    const outcome = await detect({ times: everyMinute(50_000), values }, counting, settings);
    expect(windows).toBeLessThan(7000);
    expect(outcome).toMatchObject({ status: 'detected' });
  });

  it('of different lengths, or for another window than the model’s, is refused', async () => {
    await expect(detect({ times: new Float64Array(3), values: new Float64Array(2) }, toy, settings)).rejects.toThrow(
      '3 times but 2 values'
    );
    await expect(run(story(400), { windowSize: 64 })).rejects.toThrow('windows of 16 points, the settings say 64');
  });

  it('with a span below one point is refused before the model is asked', async () => {
    const encode = jest.fn();
    const series = { times: everyMinute(400), values: story(400) };
    const asked = detect(series, { ...toy, encode }, { ...settings, span: 0 });
    await expect(asked).rejects.toThrow('at least 1 point, not 0');
    expect(encode).not.toHaveBeenCalled();
  });
});

describe('the window', () => {
  it('is the model’s if the settings say auto, and the detection reports it', async () => {
    const [open, set] = [await detected(story(400), { windowSize: 'auto' }), await detected(story(400))];
    expect(open.windowSize).toBe(WINDOW);
    expect(open).toEqual(set);
  });

  it('is that of the remembered windows, or none are used', async () => {
    const other = {
      id: 'a',
      scale: { centre: 0, halfRange: 1 },
      step: minute,
      windowSize: 8,
      starts: new Float64Array(1),
      windows: new Float32Array(8),
      errors: new Float32Array(8),
    };
    expect(await detected(story(400), {}, { remembered: other })).toEqual(await detected(story(400)));
  });
});

describe('a detection under way', () => {
  it('reports progress up to the end', async () => {
    const steps: number[] = [];
    await run(story(2000), {}, { onProgress: (done) => steps.push(done) });
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(1);
    expect(steps).toEqual(steps.slice().sort((a, b) => a - b));
  });

  it('stops between batches when it is aborted', async () => {
    const signal = { aborted: false };
    let batches = 0;
    const slow = {
      ...toy,
      encode: (windows: Float32Array, count: number) => {
        batches++;
        signal.aborted = true;
        return toy.encode(windows, count);
      },
    };
    const series = { times: everyMinute(2000), values: story(2000) };
    await expect(detect(series, slow, settings, { signal })).rejects.toThrow(DetectionAborted);
    expect(batches).toBe(1);
    await expect(detect(series, slow, settings, { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('waits for each pause', async () => {
    let waits = 0;
    await run(story(400), {}, { pause: async () => void waits++ });
    expect(waits).toBeGreaterThan(1);
  });
});

describe('the explanation', () => {
  it('is present only if it was asked for', async () => {
    expect((await detected(story(800))).explanation).toBeUndefined();
  });

  it('has each pass’s candidates, choice and sequences in the series’ own unit and times', async () => {
    const values = story(800).map((value) => 100 * value);
    const { explanation, sequences, threshold, smoothedError } = await detected(values, {}, { explain: true });
    const windows = explanation?.windows ?? [];
    expect(windows.length).toBeGreaterThanOrEqual(2);
    const [{ high, mean, sd, floor, from, to, points, low }] = windows;
    expect({ from, to, points, low }).toEqual({ from: timeAt(0), to: timeAt(799), points: 800, low: null });
    expect(high.candidates.map(({ z }) => z)).toEqual(Array.from({ length: 19 }, (_, k) => 2.5 + k / 2));
    high.candidates.forEach(({ z, epsilon }) => expect(epsilon).toBeCloseTo(mean + z * sd, 9));
    expect(high.epsilon).toBeCloseTo(Math.max(floor, mean + high.z * sd), 9);
    const best = high.candidates.reduce(
      (least, { cost, admissible }) => (admissible ? Math.min(least, cost) : least),
      Infinity
    );
    expect(high.candidates[high.chosen].cost).toBe(best);
    // The search widens what it found by what smoothing and buffer reach; what is reported is the twelve points alone.
    expect(sequences.map(({ from, to }) => [pointOf(from), pointOf(to)])).toEqual([[300, 311]]);
    const [searched] = high.sequences.filter(({ kept }) => kept);
    expect(searched.from).toBeLessThan(timeAt(300));
    expect(searched.to).toBeGreaterThan(timeAt(311));
    const peak = pointOf(sequences[0].peak);
    // What it counts for is at most what it is, and enough.
    expect(high.sequences[0].maximum).toBeLessThanOrEqual(smoothedError[peak]);
    expect(high.sequences[0].maximum).toBeGreaterThan(high.epsilon);
    expect(sequences[0]).toMatchObject({ pass: 1, decidedBy: 'epsilon' });
    expect(smoothedError[peak]).toBeGreaterThan(threshold[peak]);
    expect(JSON.stringify(explanation).length).toBeLessThan(20_000);
  });

  it('has the inverse search if there is one', async () => {
    const method = { ...DEFAULT_METHOD, threshold: { ...DEFAULT_METHOD.threshold, inversePass: true } };
    const { explanation } = await detected(story(800), { method }, { explain: true });
    expect(explanation?.windows[0].low?.candidates).toHaveLength(19);
  });

  it('has the bounds of sliding windows', async () => {
    const threshold = { ...TELEMANOM_THRESHOLD, errorWindow: { batchSize: 100, batches: 4, warmUp: 0 } };
    const method = { ...DEFAULT_METHOD, threshold };
    const { explanation } = await detected(story(800), { method }, { explain: true });
    expect(explanation?.windows.map(({ from, to }) => [pointOf(from), pointOf(to)])).toEqual([
      [0, 399],
      [100, 499],
      [200, 599],
      [300, 699],
      [400, 799],
    ]);
  });
});
