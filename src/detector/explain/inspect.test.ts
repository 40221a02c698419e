/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { cosineAutoencoder } from '../../../tests/toyAutoencoder';
import { run } from '../pipeline';
import type { DetectOptions } from '../options';
import { inspect, inspectUnjudged } from './inspect';
import { detectionOf } from '../resultMapping';
import type { PipelineState } from '../state';
import { DEFAULT_DETECTOR_SETTINGS, type DetectorSettings } from '../settings';
import type { Series } from '../series';

const WINDOW = 16;
const MINUTE = 60_000;
const START = 1.6e12;
const settings: DetectorSettings = { ...DEFAULT_DETECTOR_SETTINGS, windowSize: WINDOW };

/** A noisy sine of period 20 around 100 with a saw in place of twelve points. */
function story(length: number, from = 300): Series {
  const random = seeded(3);
  return {
    times: Float64Array.from({ length }, (_, i) => START + i * MINUTE),
    values: Float64Array.from({ length }, (_, i) => {
      const usual = 100 + 10 * Math.sin((2 * Math.PI * i) / 20) + 0.5 * (random() - 0.5);
      return i >= from && i < from + 12 ? usual + (i % 2 ? 15 : -15) : usual;
    }),
  };
}

async function findingsOf(series: Series, changed: Partial<DetectorSettings> = {}, options: DetectOptions = {}) {
  const examination = await run(series, cosineAutoencoder(WINDOW, 6), { ...settings, ...changed }, options);
  if (examination.status !== 'judged') {
    throw new Error(`Not judged: ${JSON.stringify(examination)}`);
  }
  return examination.state;
}

/** Minutes from the start of the series, both included. */
const minutes = (from: number, to = from) => ({ from: START + from * MINUTE, to: START + to * MINUTE });

let findings: PipelineState;

beforeAll(async () => {
  findings = await findingsOf(story(800));
});

describe('the rows', () => {
  it('are the range with two windows of context to each side, in the series’ unit', () => {
    const { rows } = inspect(findings, { at: minutes(300, 311) });
    const { reconstruction, smoothedError, threshold } = detectionOf(findings);
    const [from, to] = [300 - 2 * WINDOW, 312 + 2 * WINDOW];
    expect(rows.isCut).toBe(false);
    expect(rows).toMatchObject({
      times: findings.series.times.slice(from, to),
      values: findings.series.values.slice(from, to),
      reconstruction: reconstruction.slice(from, to),
      smoothedError: smoothedError.slice(from, to),
      threshold: threshold.slice(from, to),
    });
  });

  it('end where the series ends', () => {
    const { rows } = inspect(findings, { at: minutes(0) });
    expect([rows.times[0], rows.times.length]).toEqual([minutes(0).from, 1 + 2 * WINDOW]);
    const last = inspect(findings, { at: minutes(799, 900) }).rows;
    expect([last.times.at(-1), last.times.length]).toEqual([minutes(799).from, 2 * WINDOW + 1]);
  });

  it('keep gaps as gaps', async () => {
    const gapped = story(800);
    gapped.values.fill(NaN, 304, 306);
    const { rows } = inspect(await findingsOf(gapped), { at: minutes(300, 311) });
    for (const column of [rows.values, rows.reconstruction, rows.smoothedError, rows.threshold]) {
      expect(Array.from(column.subarray(2 * WINDOW, 2 * WINDOW + 12), Number.isFinite).map(Number)).toEqual([
        1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1,
      ]);
    }
  });

  it('are those around the peak if the range holds too many', async () => {
    const long = await findingsOf(story(9_000, 4_000), {}, { leastStride: 8 });
    const { rows, verdict } = inspect(long, { at: minutes(0, 9_000) });
    expect([rows.times.length, rows.isCut]).toEqual([4_000, true]);
    expect(verdict.peak?.time).toBeGreaterThanOrEqual(minutes(4_000).from);
    expect(rows.times[2_000]).toBe(verdict.peak?.time);
  });
});

describe('the verdict', () => {
  it('is the detection’s own on a sequence and on the points in it', async () => {
    const [sequence] = detectionOf(findings).sequences;
    expect(inspect(findings, { at: sequence }).verdict).toMatchObject({
      reason: 'reported',
      sequence,
      peak: { time: sequence.peak },
      candidate: { kept: true },
    });
  });

  it('has the arithmetic of the error window: its candidates, the chosen one and the floor', () => {
    const { verdict } = inspect(findings, { at: minutes(305) });
    const { window, peak, sequence } = verdict;
    if (!window || !peak || !sequence) {
      throw new Error('not reported');
    }
    const { high } = window;
    expect(window.pass).toBe(sequence.pass);
    expect(high.candidates).toHaveLength(19);
    expect(high.epsilon).toBeCloseTo(Math.max(window.mean + high.z * window.sd, window.floor), 9);
    expect(peak.smoothedError * peak.localWeight).toBeGreaterThanOrEqual(high.epsilon);
  });

  it('has a drawn threshold of epsilon over the local weight', () => {
    const { verdict } = inspect(findings, { at: minutes(600, 620) });
    const { peak, window, reason } = verdict;
    expect(reason).toBe('below-threshold');
    expect(peak?.share).toBeLessThan(1);
    expect((peak?.threshold ?? NaN) * (peak?.localWeight ?? NaN)).toBeCloseTo(window?.high.epsilon ?? NaN, 9);
  });

  it('covers a partly excluded series, and names the label', async () => {
    const labels = { normal: [], excluded: [{ ...minutes(290, 330), id: 'outage' }], falseAlarms: [] };
    const usedLabels = await findingsOf(story(800), {}, { labels });
    expect(inspect(usedLabels, { at: minutes(300, 311) }, labels)).toMatchObject({
      windowSize: WINDOW,
      verdict: { reason: 'left-out', taughtBy: ['outage'], peak: null },
      recalled: [],
      similar: [],
      comparison: 'none',
    });
  });
});

describe('the verdict on a labelled false alarm', () => {
  it('names the label, there and at a recurrence', async () => {
    const random = story(800);
    const again = story(800, 510);
    // The same saw a second time, ten periods and a half later: memory, which holds the first, does not draw it from that.
    const values = random.values.map((value, i) => (i >= 510 && i < 522 ? again.values[i] : value));
    const twice = { times: random.times, values };
    const labels = { normal: [], excluded: [], falseAlarms: [{ ...minutes(300, 311), id: 'backup' }] };
    const usedLabels = await findingsOf(twice, {}, { labels });
    for (const from of [300, 510]) {
      expect(inspect(await findingsOf(twice), { at: minutes(from, from + 11) }).verdict.reason).toBe('reported');
      expect(inspect(usedLabels, { at: minutes(from, from + 11) }, labels).verdict).toMatchObject({
        reason: 'false-alarm',
        taughtBy: ['backup'],
      });
    }
  });
});

describe('of a series that was not judged', () => {
  it('shows the points and says why not', () => {
    const { rows, verdict, similar } = inspectUnjudged(story(10), 'too-short', WINDOW, { at: minutes(3, 4) });
    expect([rows.times.length, rows.isCut]).toEqual([10, false]);
    expect(Array.from(rows.reconstruction)).toEqual(Array(10).fill(NaN));
    expect(verdict).toMatchObject({ reason: 'not-judged', skipped: 'too-short' });
    expect(similar).toEqual([]);
  });

  it('distinguishes excluded and empty from not judged', () => {
    const ask = (reason: 'left-out' | 'constant', from: number) =>
      inspectUnjudged(story(10), reason, WINDOW, { at: minutes(from) }).verdict.reason;
    expect([ask('left-out', 3), ask('constant', 3), ask('constant', 30)]).toEqual([
      'left-out',
      'not-judged',
      'no-points',
    ]);
  });
});
