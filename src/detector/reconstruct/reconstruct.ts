import type { Autoencoder } from '../autoencoder';
import { cutWindows, type WindowLayout } from '../grid/windows';
import type { LabelMask } from '../labels/labelMask';
import { LEAST_NEIGHBOURS, type Latents, type Neighbours } from '../memory/nearestNeighbours';
import { findNeighbours, meanOfRecalled } from '../memory/recall';
import type { WindowsInScale } from '../memory/warmMemory';
import type { RecallSettings } from '../settings';
import { addWindows, emptySums, meanOfWindows, continuedWindows, drawContinuations } from './aggregate';
import { forEachBatch, type Batch, type Checkpoint, checkedAutoencoder } from './network';

/** The network's reconstruction of a scaled series. */
export interface Reconstruction {
  /** Scaled values, one per slot. */
  readonly values: Float64Array;
  /** The same, but all windows over a slot weigh the same. It deviates if windows of two regimes overlap. */
  readonly unweighted: Float64Array;
  /** Windows over each slot that recalled enough others; without memory, all windows over it. */
  readonly coverage: Uint16Array;
  /** Latents of the series' windows, shape [windows, latentSize]. */
  readonly latents: Float32Array;
  /** The windows that each window recalled; null without memory. */
  readonly neighbours: Neighbours | null;
  /** Windows remembered from elsewhere; null if there are none. */
  readonly elsewhere: Elsewhere | null;
}

/** Windows of other times, in the series' scale, and their latents. Each array has one row per window. */
export interface Elsewhere extends WindowsInScale {
  readonly latents: Float32Array;
}

interface ReconstructOptions {
  /** Null: no memory, each window is decoded from its own latent. */
  readonly recall: RecallSettings | null;
  readonly checkpoint: Checkpoint;
  /** Windows that labels bar from memory, and windows that they keep in it. */
  readonly labels?: Pick<LabelMask, 'barred' | 'kept'> | null;
  readonly remembered?: WindowsInScale | null;
}

/**
 * Encode, recall from memory, decode, aggregate.
 *
 * @param values scaled values, one per slot
 * @throws DetectorError if the network answers with anything but finite numbers of the shape that was asked for
 */
export async function reconstruct(
  values: Float64Array,
  layout: WindowLayout,
  autoencoder: Autoencoder,
  { recall, checkpoint, labels = null, remembered = null }: ReconstructOptions
): Promise<Reconstruction> {
  const network = checkedAutoencoder(autoencoder);
  const own = await encodeWindows(values, layout, network, checkpoint);
  const elsewhere =
    recall && remembered
      ? { ...remembered, latents: await network.encode(remembered.windows, remembered.starts.length) }
      : null;

  const latents = { values: elsewhere ? concatenated(own, elsewhere.latents) : own, size: network.latentSize };
  const neighbours = recall && findNeighbours(latents, layout, recall, labels);
  const residuals =
    neighbours && recall.reconstruction === 'decoded-with-remainder'
      ? await decoderResiduals(values, layout, { latents, neighbours, elsewhere }, network, checkpoint)
      : null;

  const drawn = await decodeWindows(values, layout, network, { latents, neighbours, residuals, labels }, checkpoint);
  return { ...drawn, latents: own, neighbours, elsewhere };
}

async function encodeWindows(
  values: Float64Array,
  layout: WindowLayout,
  network: Autoencoder,
  checkpoint: Checkpoint
): Promise<Float32Array> {
  const { latentSize } = network;
  const count = layout.starts.length;
  const latents = new Float32Array(count * latentSize);
  await forEachBatch(count, checkpoint, { done: 0, share: 0.4 }, async ({ from, to }) => {
    latents.set(await network.encode(cutWindows(values, layout, from, to), to - from), from * latentSize);
  });
  await checkpoint(0.4);
  return latents;
}

function concatenated(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/**
 * The decoder residual of each window that another one recalls: the window minus the decoding of its own latent. It holds
 * the detail that the decoder smooths away.
 *
 * @param values scaled values, one per slot
 * @param latents of the series' windows, followed by those from elsewhere
 * @returns shape [windows, size], in the order of the latents; zeros for windows that are not recalled
 */
async function decoderResiduals(
  values: Float64Array,
  { starts, size }: WindowLayout,
  { latents, neighbours, elsewhere }: { latents: Latents; neighbours: Neighbours; elsewhere: Elsewhere | null },
  autoencoder: Autoencoder,
  checkpoint: Checkpoint
): Promise<Float32Array> {
  const recalled = Array.from(new Set(neighbours.recalled.filter((w) => w >= 0)));
  const residuals = new Float32Array((latents.values.length / latents.size) * size);
  const windowOf = (w: number) => {
    const row = (w - starts.length) * size;
    return elsewhere && row >= 0
      ? elsewhere.windows.subarray(row, row + size)
      : values.subarray(starts[w], starts[w] + size);
  };
  await forEachBatch(recalled.length, checkpoint, { done: 0.4, share: 0.2 }, async ({ from, to }) => {
    const batch = new Float32Array((to - from) * latents.size);
    for (let i = from; i < to; i++) {
      const row = recalled[i] * latents.size;
      batch.set(latents.values.subarray(row, row + latents.size), (i - from) * latents.size);
    }
    const decoded = await autoencoder.decode(batch, to - from);
    for (let i = from; i < to; i++) {
      const window = windowOf(recalled[i]);
      for (let t = 0; t < size; t++) {
        residuals[recalled[i] * size + t] = window[t] - decoded[(i - from) * size + t];
      }
    }
  });
  return residuals;
}

/** What windows are decoded from. */
interface Decoding extends Pick<ReconstructOptions, 'labels'> {
  readonly latents: Latents;
  readonly neighbours: Neighbours | null;
  /** Decoder residuals, one row per window; null if they are not added. */
  readonly residuals: Float32Array | null;
}

/** Decodes all windows, and takes the mean where they overlap. The better a window fits, the more it weighs. */
async function decodeWindows(
  values: Float64Array,
  layout: WindowLayout,
  network: Autoencoder,
  { latents, neighbours, residuals, labels }: Decoding,
  checkpoint: Checkpoint
): Promise<Pick<Reconstruction, 'values' | 'unweighted' | 'coverage'>> {
  const count = layout.starts.length;
  const weighted = emptySums(values.length);
  const unweighted = emptySums(values.length);
  const barred = labels ? emptySums(values.length) : undefined;
  const coverage = new Uint16Array(values.length);
  const isBarred = (w: number) => labels?.barred[w] === 1;
  const isContinued = neighbours ? continuedWindows(layout, neighbours) : new Uint8Array(count);
  const isCounted = (w: number) => !isBarred(w) && isContinued[w] !== 1;
  await forEachBatch(count, checkpoint, { done: 0.6, share: 0.4 }, async (batch) => {
    const { from, to } = batch;
    const decoded = await network.decode(latentsToDecode(latents, neighbours, batch), to - from);
    const residual = neighbours && residuals && meanOfRecalled(residuals, layout.size, neighbours, batch);
    const drawn = residual ? decoded.map((value, i) => value + residual[i]) : decoded;
    const weights = fitWeights(values, drawn, layout, batch);
    addWindows(weighted, drawn, layout, batch, (w) => (isCounted(w) ? weights[w - from] : 0));
    addWindows(unweighted, drawn, layout, batch, (w) => (isCounted(w) ? 1 : 0));
    if (barred) {
      addWindows(barred, drawn, layout, batch, (w) => (isBarred(w) ? weights[w - from] : 0));
    }
    addCoverage(coverage, layout, neighbours, batch, isCounted);
  });
  if (neighbours) {
    drawContinuations(weighted, values, layout, neighbours, isContinued);
  }
  const means = meanOfWindows(weighted, barred);
  return {
    values: means,
    unweighted: meanOfWindows(unweighted).map((value, slot) => (Number.isNaN(value) ? means[slot] : value)),
    coverage,
  };
}

/** Mean of the recalled latents. A window that recalled nothing keeps its own latent. */
function latentsToDecode({ values, size }: Latents, neighbours: Neighbours | null, batch: Batch): Float32Array {
  const { from, to } = batch;
  const latents = values.slice(from * size, to * size);
  if (!neighbours) {
    return latents;
  }
  const means = meanOfRecalled(values, size, neighbours, batch);
  for (let w = from; w < to; w++) {
    if (neighbours.found[w] > 0) {
      const row = (w - from) * size;
      latents.set(means.subarray(row, row + size), row);
    }
  }
  return latents;
}

/** Mean squared deviation up to about which windows fit equally well, scaled units. */
const FIT_FLOOR = 1e-4;

/** The weight of each window of a batch among overlapping ones: the less, the more it deviates from the values. */
function fitWeights(
  values: Float64Array,
  drawn: Float32Array,
  { starts, size }: WindowLayout,
  { from, to }: Batch
): Float64Array {
  return Float64Array.from({ length: to - from }, (_, i) => {
    let sum = 0;
    for (let t = 0; t < size; t++) {
      const deviation = values[starts[from + i] + t] - drawn[i * size + t];
      sum += deviation * deviation;
    }
    return 1 / (sum / size + FIT_FLOOR);
  });
}

function addCoverage(
  coverage: Uint16Array,
  { starts, size }: WindowLayout,
  neighbours: Neighbours | null,
  { from, to }: Batch,
  isCounted: (w: number) => boolean
): void {
  for (let w = from; w < to; w++) {
    if (!isCounted(w) || (neighbours && neighbours.found[w] < Math.min(LEAST_NEIGHBOURS, neighbours.perWindow))) {
      continue;
    }
    for (let slot = starts[w]; slot < starts[w] + size; slot++) {
      coverage[slot]++;
    }
  }
}
