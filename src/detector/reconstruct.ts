import { addWindows, emptyOverlaps, meanOfOverlaps } from './aggregate';
import type { Autoencoder } from './autoencoder';
import type { Lessons } from './lessons';
import { barRarest, chooseMemory, meanOfRecalled, recall, type Recollection } from './recall';
import type { RecallSettings } from './settings';
import { cutWindows, type WindowLayout } from './windows';

/** Windows handed to the network at a time. */
const BATCH = 512;

/** What the network makes of a scaled series. */
export interface Reconstruction {
  /** Scaled values, one a slot. */
  readonly values: Float64Array;
  /** Windows over each slot that recalled as many others as they should; without memory simply windows. */
  readonly support: Uint16Array;
  /** What the encoder made of each window, shape [windows, latentSize]. */
  readonly latents: Float32Array;
  /** Which windows each one recalled; null without memory. */
  readonly recollection: Recollection | null;
}

/**
 * Called between batches: throws to give up, and may wait to let other work through.
 *
 * @param done share of the work that is done, 0 to 1
 */
export type Checkpoint = (done: number) => Promise<void>;

/**
 * Encode, recall from memory, decode, aggregate.
 *
 * @param values scaled values, one a slot
 * @param settings null: no memory, each window is decoded from its own latent
 * @param lessons which windows people barred from memory, and which they had kept
 * @throws Error when the network answers with anything but finite numbers of the shape it was asked for
 */
export async function reconstruct(
  values: Float64Array,
  layout: WindowLayout,
  autoencoder: Autoencoder,
  settings: RecallSettings | null,
  checkpoint: Checkpoint,
  lessons: Pick<Lessons, 'barred' | 'kept'> | null = null
): Promise<Reconstruction> {
  const { latentSize } = autoencoder;
  const count = layout.starts.length;
  const latents = new Float32Array(count * latentSize);
  for (const [from, to] of batches(count)) {
    await checkpoint((0.4 * from) / count);
    const encoded = await autoencoder.encode(cutWindows(values, layout, from, to), to - from);
    latents.set(sound(encoded, (to - from) * latentSize, 'encoder'), from * latentSize);
  }
  await checkpoint(0.4);

  const recollection = settings && recollect(latents, latentSize, layout, settings, lessons);
  const remainders =
    recollection && settings.reconstruction === 'decoded-with-remainder'
      ? await leftOver(values, latents, layout, autoencoder, recollection, checkpoint)
      : null;

  const overlaps = emptyOverlaps(values.length);
  const support = new Uint16Array(values.length);
  for (const [from, to] of batches(count)) {
    await checkpoint(0.6 + (0.4 * from) / count);
    const recalled = latentsToDecode(latents, latentSize, recollection, from, to);
    const windows = await decodeSoundly(autoencoder, recalled, to - from);
    if (recollection && remainders) {
      const remainder = meanOfRecalled(remainders, layout.size, recollection, from, to);
      addWindows(
        overlaps,
        windows.map((value, i) => value + remainder[i]),
        layout,
        from,
        to
      );
    } else {
      addWindows(overlaps, windows, layout, from, to);
    }
    countSupport(support, layout, recollection, from, to);
  }
  return { values: meanOfOverlaps(overlaps), support, latents, recollection };
}

function recollect(
  latents: Float32Array,
  latentSize: number,
  layout: WindowLayout,
  settings: RecallSettings,
  lessons: Pick<Lessons, 'barred' | 'kept'> | null
): Recollection {
  const chosen = chooseMemory(layout, settings.capacity);
  const memory = lessons ? taughtMemory(chosen, lessons) : chosen;
  const recollection = recall(latents, latentSize, layout, memory, settings.neighbours);
  const common = barRarest(memory, recollection, settings.rarestBarred, lessons?.kept);
  return common === memory
    ? recollection
    : recall(latents, latentSize, layout, common, settings.neighbours, recollection);
}

/** The memory with what people want kept, and without what they want forgotten. */
function taughtMemory(memory: Int32Array, { barred, kept }: Pick<Lessons, 'barred' | 'kept'>): Int32Array {
  const inMemory = new Uint8Array(kept);
  memory.forEach((w) => (inMemory[w] = barred[w] ? 0 : 1));
  return Int32Array.from(inMemory.keys()).filter((w) => inMemory[w] === 1);
}

/** Recalled latents; a window that recalled nothing keeps its own. */
function latentsToDecode(
  latents: Float32Array,
  latentSize: number,
  recollection: Recollection | null,
  from: number,
  to: number
): Float32Array {
  const own = latents.slice(from * latentSize, to * latentSize);
  if (!recollection) {
    return own;
  }
  const means = meanOfRecalled(latents, latentSize, recollection, from, to);
  for (let w = from; w < to; w++) {
    if (recollection.found[w] > 0) {
      const row = (w - from) * latentSize;
      own.set(means.subarray(row, row + latentSize), row);
    }
  }
  return own;
}

/**
 * Window minus what its own latent decodes to, for every window that some other recalls.
 *
 * @returns shape [windows, size], zeros for windows that nobody recalls
 */
async function leftOver(
  values: Float64Array,
  latents: Float32Array,
  layout: WindowLayout,
  autoencoder: Autoencoder,
  { recalled }: Recollection,
  checkpoint: Checkpoint
): Promise<Float32Array> {
  const { size } = layout;
  const { latentSize } = autoencoder;
  const wanted = Array.from(new Set(recalled.filter((w) => w >= 0)));
  const remainders = new Float32Array(layout.starts.length * size);
  for (const [from, to] of batches(wanted.length)) {
    await checkpoint(0.4 + (0.2 * from) / wanted.length);
    const batch = new Float32Array((to - from) * latentSize);
    for (let i = from; i < to; i++) {
      batch.set(latents.subarray(wanted[i] * latentSize, (wanted[i] + 1) * latentSize), (i - from) * latentSize);
    }
    const decoded = await decodeSoundly(autoencoder, batch, to - from);
    for (let i = from; i < to; i++) {
      const start = layout.starts[wanted[i]];
      for (let t = 0; t < size; t++) {
        remainders[wanted[i] * size + t] = values[start + t] - decoded[(i - from) * size + t];
      }
    }
  }
  return remainders;
}

function countSupport(
  support: Uint16Array,
  layout: WindowLayout,
  recollection: Recollection | null,
  from: number,
  to: number
) {
  for (let w = from; w < to; w++) {
    if (recollection && recollection.found[w] < recollection.neighbours) {
      continue;
    }
    const start = layout.starts[w];
    for (let slot = start; slot < start + layout.size; slot++) {
      support[slot]++;
    }
  }
}

async function decodeSoundly(autoencoder: Autoencoder, latents: Float32Array, count: number): Promise<Float32Array> {
  return sound(await autoencoder.decode(latents, count), count * autoencoder.windowSize, 'decoder');
}

function sound(answer: Float32Array, length: number, part: 'encoder' | 'decoder'): Float32Array {
  if (answer.length !== length) {
    throw new Error(`The model's ${part} answered with ${answer.length} numbers where ${length} were due.`);
  }
  if (!answer.every(Number.isFinite)) {
    throw new Error(`The model's ${part} answered with a number that is not finite.`);
  }
  return answer;
}

function batches(count: number): Array<[number, number]> {
  return Array.from({ length: Math.ceil(count / BATCH) }, (_, i) => [i * BATCH, Math.min(count, (i + 1) * BATCH)]);
}
