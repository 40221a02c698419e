/** @jest-environment node */
import { blindAutoencoder, cosineAutoencoder } from '../../../tests/toyAutoencoder';
import type { Autoencoder } from '../autoencoder';
import { layOutWindows } from '../grid/windows';
import { DEFAULT_METHOD, type RecallSettings } from '../settings';
import { reconstruct } from './reconstruct';

const SIZE = 16;
const values = Float64Array.from({ length: 400 }, (_, i) => Math.sin((2 * Math.PI * i) / 20));
const layout = layOutWindows([{ start: 0, end: 400, offset: 0 }], SIZE);
const go = (autoencoder: Autoencoder, recall: Partial<RecallSettings> | null, checkpoint = async () => {}) =>
  reconstruct(values, layout, autoencoder, { recall: recall && { ...DEFAULT_METHOD.recall, ...recall }, checkpoint });
const worst = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describe('the reconstruction', () => {
  it('is the network’s output if memory is off', async () => {
    const { values: drawn, coverage } = await go(cosineAutoencoder(SIZE, SIZE), null);
    expect(worst(drawn, values)).toBeLessThan(1e-5);
    expect(coverage[0]).toBe(1);
    expect(coverage[200]).toBe(SIZE);
  });

  it('draws a periodic series from its other periods', async () => {
    const { values: drawn } = await go(cosineAutoencoder(SIZE, SIZE), { neighbours: 4 });
    expect(worst(drawn, values)).toBeLessThan(1e-5);
  });

  it('adds the decoder residual of the recalled windows if asked to', async () => {
    const { values: nothing } = await go(blindAutoencoder(SIZE), { reconstruction: 'decoded' });
    expect(worst(nothing, new Float64Array(400))).toBe(0);
    const { values: drawn } = await go(blindAutoencoder(SIZE), {
      reconstruction: 'decoded-with-remainder',
      neighbours: 1,
    });
    // The mean alone cannot tell rising from falling, so the drawing is rough, but it is drawn.
    expect(worst(drawn, new Float64Array(400))).toBeGreaterThan(0.2);
  });

  it('counts only windows that recalled as many others as they should', async () => {
    const short = layOutWindows([{ start: 0, end: 40, offset: 0 }], SIZE);
    const { coverage } = await reconstruct(values.subarray(0, 40), short, cosineAutoencoder(SIZE), {
      recall: DEFAULT_METHOD.recall,
      checkpoint: async () => {},
    });
    // 25 windows; the ones in the middle share a slot with all but a few others.
    expect(coverage[20]).toBe(0);
  });

  it('bars the rarest windows from memory if asked to', async () => {
    const odd = values.slice();
    // Twice, so that each is recalled where the other is: what came once is recalled nowhere.
    odd.fill(3, 200, 206);
    odd.fill(3, 300, 306);
    const draw = (rarestBarred: number) =>
      reconstruct(odd, layout, cosineAutoencoder(SIZE), {
        recall: { ...DEFAULT_METHOD.recall, rarestBarred },
        checkpoint: async () => {},
      });
    expect((await draw(0.3)).values).not.toEqual((await draw(0)).values);
  });

  it('reports progress, and stops if the checkpoint throws', async () => {
    const steps: number[] = [];
    await go(cosineAutoencoder(SIZE), {}, async (done?: number) => void steps.push(done ?? NaN));
    expect(steps[0]).toBe(0);
    expect(steps).toEqual(steps.slice().sort((a, b) => a - b));
    const stop = async () => {
      throw new Error('enough');
    };
    await expect(go(cosineAutoencoder(SIZE), {}, stop)).rejects.toThrow('enough');
  });
});

describe('where windows of two regimes overlap', () => {
  // A fast rhythm gives way to a slow one at 200.
  const two = Float64Array.from({ length: 400 }, (_, i) => Math.sin((2 * Math.PI * i) / (i < 200 ? 8 : 20)));
  const draw = () =>
    reconstruct(two, layout, cosineAutoencoder(SIZE, SIZE), {
      recall: DEFAULT_METHOD.recall,
      checkpoint: async () => {},
    });

  it('windows that fit count most', async () => {
    const { values: drawn, unweighted } = await draw();
    expect(worst(drawn, two)).toBeLessThan(worst(unweighted, two) / 2);
  });

  it('nothing changes if all windows fit', async () => {
    const { values: drawn, unweighted } = await draw();
    expect(worst(drawn.subarray(40, 160), unweighted.subarray(40, 160))).toBeLessThan(1e-5);
  });
});

describe('at the ends of a segment that lie between two strides', () => {
  // Strides of 4 from the epoch: windows at slots 3, 7 ... 383 are on them, those at 0 and 386 are not.
  const strided = layOutWindows([{ start: 0, end: 402, offset: 1 }], SIZE, 4);
  const sine = Float64Array.from({ length: 402 }, (_, i) => Math.sin((2 * Math.PI * i) / 20));
  const draw = (shown: Float64Array) =>
    reconstruct(shown, strided, cosineAutoencoder(SIZE, SIZE), {
      recall: DEFAULT_METHOD.recall,
      checkpoint: async () => {},
    });

  it('slots are drawn from what followed, or preceded, the windows that the next one recalled', async () => {
    expect(worst((await draw(sine)).values, sine)).toBeLessThan(1e-5);
  });

  it('the reconstruction does not depend on the values there', async () => {
    const odd = sine.slice();
    odd.fill(3, 0, 3);
    odd.fill(-3, 399, 402);
    expect(worst((await draw(odd)).values, sine)).toBeLessThan(1e-5);
  });
});

describe('a network that answers wrongly', () => {
  const good = cosineAutoencoder(SIZE);

  it('is reported when it answers with too few numbers', async () => {
    await expect(go({ ...good, encode: async () => new Float32Array(3) }, null)).rejects.toMatchObject({
      fault: { code: 'other-length', part: 'encoder', found: 3 },
    });
    await expect(go({ ...good, decode: async () => new Float32Array(3) }, null)).rejects.toMatchObject({
      fault: { code: 'other-length', part: 'decoder', found: 3 },
    });
  });

  it('is reported when it answers with NaN', async () => {
    const broken = async (latents: Float32Array, count: number) => (await good.decode(latents, count)).fill(NaN);
    await expect(go({ ...good, decode: broken }, null)).rejects.toMatchObject({
      fault: { code: 'not-finite', part: 'decoder' },
    });
  });
});
