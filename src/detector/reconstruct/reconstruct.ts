import { MessageError, message } from '../../shared/message';
import { addWindows, emptyOverlaps, meanOfOverlaps, type Overlaps } from './aggregate';
import type { Autoencoder } from '../autoencoder';
import type { LabelMask } from '../labels/labelMask';
import { LEAST_NEIGHBOURS, meanOfRecalled, type Neighbours } from '../memory/recall';
import { findNeighbours } from '../memory/recollect';
import type { RecallSettings } from '../settings';
import type { RememberedWindows } from '../memory/warmMemory';
import { cutWindows, type WindowLayout } from '../grid/windows';

/** Windows handed to the network at a time. */
const BATCH = 512;

/** What the network makes of a scaled series. */
export interface Reconstruction {
  /** Scaled values, one a slot. */
  readonly values: Float64Array;
  /** The same, but every window over a slot counts alike, so that it is off where windows of two regimes overlap. */
  readonly unweighted: Float64Array;
  /** Windows over each slot that recalled as many others as they should; without memory simply windows. */
  readonly coverage: Uint16Array;
  /** What the encoder made of each window, shape [windows, latentSize]. */
  readonly latents: Float32Array;
  /** Which windows each one recalled; null without memory. */
  readonly neighbours: Neighbours | null;
  /** Windows remembered from elsewhere, in the series' scale, and their latents; null where there are none. */
  readonly elsewhere: Elsewhere | null;
}

/** Windows of other times; each array has a row, or a number, for each. */
export interface Elsewhere extends Pick<RememberedWindows, 'windows' | 'errors' | 'starts'> {
  readonly latents: Float32Array;
}

/** What memory holds besides the series' own choice. */
export interface MemoryInputs {
  /** Which windows people barred from memory, and which they had kept. */
  readonly labels?: Pick<LabelMask, 'barred' | 'kept'> | null;
  /** Windows remembered from elsewhere, in the series' scale. */
  readonly remembered?: Pick<RememberedWindows, 'windows' | 'errors' | 'starts'> | null;
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
 * @throws Error when the network answers with anything but finite numbers of the shape it was asked for
 */
export async function reconstruct(
  values: Float64Array,
  layout: WindowLayout,
  autoencoder: Autoencoder,
  settings: RecallSettings | null,
  checkpoint: Checkpoint,
  { labels = null, remembered = null }: MemoryInputs = {}
): Promise<Reconstruction> {
  const { latentSize } = autoencoder;
  const count = layout.starts.length;
  const latents = new Float32Array(count * latentSize);
  for (const [from, to] of batches(count)) {
    await checkpoint((0.4 * from) / count);
    const encoded = await encodeSoundly(autoencoder, cutWindows(values, layout, from, to), to - from);
    latents.set(encoded, from * latentSize);
  }
  await checkpoint(0.4);
  const elsewhere =
    settings && remembered
      ? { ...remembered, latents: await encodeSoundly(autoencoder, remembered.windows, remembered.starts.length) }
      : null;

  const known = elsewhere ? concatenated(latents, elsewhere.latents) : latents;
  const neighbours = settings && findNeighbours(known, latentSize, layout, settings, labels);
  const remainders =
    neighbours && settings.reconstruction === 'decoded-with-remainder'
      ? await leftOver(windowOf(values, layout, elsewhere), known, layout.size, autoencoder, neighbours, checkpoint)
      : null;

  const overlaps = emptyOverlaps(values.length);
  const alike = emptyOverlaps(values.length);
  const acrossLeftOut = labels ? emptyOverlaps(values.length) : undefined;
  const isWhole = (w: number) => labels?.barred[w] !== 1;
  const isContinued = neighbours ? continuedWindows(layout, neighbours) : new Uint8Array(count);
  const coverage = new Uint16Array(values.length);
  for (const [from, to] of batches(count)) {
    await checkpoint(0.6 + (0.4 * from) / count);
    const recalled = latentsToDecode(known, latentSize, neighbours, from, to);
    const windows = await decodeSoundly(autoencoder, recalled, to - from);
    const remainder = neighbours && remainders && meanOfRecalled(remainders, layout.size, neighbours, from, to);
    const drawn = remainder ? windows.map((value, i) => value + remainder[i]) : windows;
    const weights = fitWeights(values, drawn, layout, from, to);
    const isLaid = (w: number) => isContinued[w] !== 1;
    addWindows(overlaps, drawn, layout, from, to, (w) => (isWhole(w) && isLaid(w) ? weights[w - from] : 0));
    addWindows(alike, drawn, layout, from, to, (w) => (isWhole(w) && isLaid(w) ? 1 : 0));
    if (acrossLeftOut) {
      addWindows(acrossLeftOut, drawn, layout, from, to, (w) => (isWhole(w) ? 0 : weights[w - from]));
    }
    countSupport(coverage, layout, neighbours, from, to, (w) => isWhole(w) && isLaid(w));
  }
  if (neighbours) {
    drawContinuations(overlaps, values, layout, neighbours, isContinued);
  }
  const weighted = meanOfOverlaps(overlaps, acrossLeftOut);
  const unweighted = meanOfOverlaps(alike).map((value, slot) => (Number.isNaN(value) ? weighted[slot] : value));
  return { values: weighted, unweighted, coverage, latents, neighbours, elsewhere };
}

/** Mean squared misfit, scaled units, that counts as none. */
const FIT_FLOOR = 1e-4;

/** What each window of a batch counts for where it overlaps with others: the less the farther it lies from what it shows. */
function fitWeights(
  values: Float64Array,
  drawn: Float32Array,
  { starts, size }: WindowLayout,
  from: number,
  to: number
): Float64Array {
  return Float64Array.from({ length: to - from }, (_, i) => {
    let sum = 0;
    for (let t = 0; t < size; t++) {
      const memoryMismatch = values[starts[from + i] + t] - drawn[i * size + t];
      sum += memoryMismatch * memoryMismatch;
    }
    return 1 / (sum / size + FIT_FLOOR);
  });
}

/**
 * 1 for a window off the strides beside one on them that recalled something. Memory holds nothing of its phase; what it
 * would draw beyond its neighbour is drawn by what came next, or before, where that one was recalled from.
 */
function continuedWindows(
  { strides, starts, size }: WindowLayout,
  { found, recalled, perWindow }: Neighbours
): Uint8Array {
  const isContinued = new Uint8Array(starts.length);
  for (let w = 0; w < starts.length; w++) {
    if (Number.isNaN(strides[w])) {
      for (const beside of [w - 1, w + 1]) {
        const isBeside =
          beside >= 0 &&
          beside < starts.length &&
          !Number.isNaN(strides[beside]) &&
          Math.abs(starts[beside] - starts[w]) < size;
        if (isBeside && found[beside] > 0 && recalled[beside * perWindow] < starts.length) {
          isContinued[w] = 1;
        }
      }
    }
  }
  return isContinued;
}

/** Draws the slots at the ends of segments that no window on the strides covers: the mean of what lay there on the occasions recalled. */
function drawContinuations(
  overlaps: Overlaps,
  values: Float64Array,
  { starts, size }: WindowLayout,
  { found, recalled, perWindow }: Neighbours,
  isContinued: Uint8Array
): void {
  for (let w = 0; w < starts.length; w++) {
    if (isContinued[w] === 0) {
      continue;
    }
    const beside =
      w + 1 < starts.length && starts[w + 1] - starts[w] < size && isContinued[w + 1] === 0 ? w + 1 : w - 1;
    const [first, last] = beside > w ? [starts[w], starts[beside] - 1] : [starts[beside] + size, starts[w] + size - 1];
    for (let slot = first; slot <= last; slot++) {
      let sum = 0;
      let count = 0;
      for (let k = 0; k < found[beside]; k++) {
        const other = recalled[beside * perWindow + k];
        const at = other < starts.length ? starts[other] + slot - starts[beside] : -1;
        if (at >= 0 && at < values.length) {
          sum += values[at];
          count++;
        }
      }
      if (count > 0) {
        overlaps.sum[slot] = sum;
        overlaps.weight[slot] = count;
      }
    }
  }
}

/** A window's scaled values; numbers from the series' own count on are those from elsewhere. */
function windowOf(values: Float64Array, { starts, size }: WindowLayout, elsewhere: Elsewhere | null) {
  return (w: number): Float64Array | Float32Array => {
    const row = (w - starts.length) * size;
    return elsewhere && row >= 0
      ? elsewhere.windows.subarray(row, row + size)
      : values.subarray(starts[w], starts[w] + size);
  };
}

function concatenated(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Recalled latents; a window that recalled nothing keeps its own. */
function latentsToDecode(
  latents: Float32Array,
  latentSize: number,
  neighbours: Neighbours | null,
  from: number,
  to: number
): Float32Array {
  const own = latents.slice(from * latentSize, to * latentSize);
  if (!neighbours) {
    return own;
  }
  const means = meanOfRecalled(latents, latentSize, neighbours, from, to);
  for (let w = from; w < to; w++) {
    if (neighbours.found[w] > 0) {
      const row = (w - from) * latentSize;
      own.set(means.subarray(row, row + latentSize), row);
    }
  }
  return own;
}

/**
 * Window minus what its own latent decodes to, for every window that some other recalls.
 *
 * @param windowOf scaled values of a window
 * @param latents of all windows, those from elsewhere too
 * @returns shape [windows, size], zeros for windows that nobody recalls
 */
async function leftOver(
  windowOf: (w: number) => Float64Array | Float32Array,
  latents: Float32Array,
  size: number,
  autoencoder: Autoencoder,
  { recalled }: Neighbours,
  checkpoint: Checkpoint
): Promise<Float32Array> {
  const { latentSize } = autoencoder;
  const wanted = Array.from(new Set(recalled.filter((w) => w >= 0)));
  const remainders = new Float32Array((latents.length / latentSize) * size);
  for (const [from, to] of batches(wanted.length)) {
    await checkpoint(0.4 + (0.2 * from) / wanted.length);
    const batch = new Float32Array((to - from) * latentSize);
    for (let i = from; i < to; i++) {
      batch.set(latents.subarray(wanted[i] * latentSize, (wanted[i] + 1) * latentSize), (i - from) * latentSize);
    }
    const decoded = await decodeSoundly(autoencoder, batch, to - from);
    for (let i = from; i < to; i++) {
      const window = windowOf(wanted[i]);
      for (let t = 0; t < size; t++) {
        remainders[wanted[i] * size + t] = window[t] - decoded[(i - from) * size + t];
      }
    }
  }
  return remainders;
}

function countSupport(
  support: Uint16Array,
  layout: WindowLayout,
  neighbours: Neighbours | null,
  from: number,
  to: number,
  isWhole: (w: number) => boolean
) {
  for (let w = from; w < to; w++) {
    if (!isWhole(w) || (neighbours && neighbours.found[w] < Math.min(LEAST_NEIGHBOURS, neighbours.perWindow))) {
      continue;
    }
    const start = layout.starts[w];
    for (let slot = start; slot < start + layout.size; slot++) {
      support[slot]++;
    }
  }
}

async function encodeSoundly(autoencoder: Autoencoder, windows: Float32Array, count: number): Promise<Float32Array> {
  return sound(await autoencoder.encode(windows, count), count * autoencoder.latentSize, 'encoder');
}

async function decodeSoundly(autoencoder: Autoencoder, latents: Float32Array, count: number): Promise<Float32Array> {
  return sound(await autoencoder.decode(latents, count), count * autoencoder.windowSize, 'decoder');
}

function sound(answer: Float32Array, length: number, half: 'encoder' | 'decoder'): Float32Array {
  const part = half === 'encoder' ? message('detector.encoder', 'encoder') : message('detector.decoder', 'decoder');
  if (answer.length !== length) {
    throw new MessageError(
      message('detector.other-length', "The model's {{part}} answered with {{found}} numbers where {{due}} were due.", {
        part,
        found: answer.length,
        due: length,
      })
    );
  }
  if (!answer.every(Number.isFinite)) {
    throw new MessageError(
      message('detector.not-finite', "The model's {{part}} answered with a number that is not finite.", { part })
    );
  }
  return answer;
}

function batches(count: number): Array<[number, number]> {
  return Array.from({ length: Math.ceil(count / BATCH) }, (_, i) => [i * BATCH, Math.min(count, (i + 1) * BATCH)]);
}
