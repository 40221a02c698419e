import { DETECTOR_BOUNDS, type DetectorSettings } from '../settings';
import { GRAIN, MOST_LEARNT, type RememberedWindows } from './warmMemory';

/** The file format of a learnt memory, as JSON. Only the start of a window refers to a time. */
export interface LearntMemory {
  readonly format: 1;
  /** SHA-256 of the weights that it was learnt with, hex. */
  readonly model: string;
  /** Points of a window, for series without a size of their own. */
  readonly windowSize: number;
  readonly series: readonly LearntSeries[];
}

/** One series. Windows are in the order of `learn`: any first few of them are well spread. */
interface LearntSeries {
  readonly name: string;
  /** Points of a window, if they differ from the document's. */
  readonly windowSize?: number;
  readonly scale: { readonly centre: number; readonly halfRange: number };
  /** Milliseconds between points. */
  readonly step: number;
  readonly windows: readonly LearntWindow[];
}

interface LearntWindow {
  /** Epoch milliseconds of its first point. */
  readonly start: number;
  /** Scaled values, in hundredths, oldest first. */
  readonly values: readonly number[];
  /** Absolute errors of the reconstruction, in hundredths of the scale. */
  readonly errors: readonly number[];
}

/** The model and window size that a memory must fit. */
export interface MemoryFit {
  readonly sha256: string;
  /** `auto`: any size, because each series takes the size of its memory. */
  readonly windowSize: DetectorSettings['windowSize'];
}

type MemoryReading =
  | { readonly status: 'read'; readonly memory: LearntMemory }
  | { readonly status: 'refused'; readonly refusal: MemoryRefusal };

/** Why a memory cannot be used. */
export type MemoryRefusal =
  /** `none`: it is no memory. `too-large`: it is larger than {@link MOST_BYTES}. */
  | { readonly code: 'none' | 'too-large' | 'other-version' | 'other-model' }
  /** It holds windows of other sizes than the one that is set. */
  | { readonly code: 'other-window'; readonly held: readonly number[]; readonly wanted: number }
  /** The series of this number, counted from 1, is damaged. */
  | { readonly code: 'damaged'; readonly number: number };

/** Most bytes of a panel's memory as text, however many series it has. */
export const MOST_BYTES = 1024 * 1024;

/** Largest scaled value and error that is accepted. */
const MOST_VALUE = 1e6;
const MOST_NAME = 1000;

/** A number takes at least a digit and a comma. */
const LEAST_BYTES = 2;

/**
 * Makes the document of the windows learnt from several series. All series keep the same number of their first windows. If
 * there is no room for one window of each series, the last series are dropped.
 *
 * @param series results of `learn` by name; of equal names the last counts
 */
export function learntMemory(
  series: ReadonlyArray<{ readonly name: string; readonly learnt: Omit<RememberedWindows, 'id'> }>,
  { sha256, windowSize }: MemoryFit
): LearntMemory {
  const byName = new Map(series.filter(({ learnt }) => learnt.starts.length > 0).map((one) => [one.name, one.learnt]));
  const commonSize =
    windowSize === 'auto' ? commonest([...byName.values()].map((learnt) => learnt.windowSize)) : windowSize;
  const documentOf = (count: number, most: number): LearntMemory => ({
    format: 1,
    model: sha256,
    windowSize: commonSize,
    series: [...byName].slice(0, count).map(([name, learnt]) => ({
      name: name.slice(0, MOST_NAME),
      ...(learnt.windowSize !== commonSize && { windowSize: learnt.windowSize }),
      scale: { centre: learnt.scale.centre, halfRange: learnt.scale.halfRange },
      step: learnt.step,
      windows: windowsOf(learnt, most),
    })),
  });
  let numbers = 0;
  byName.forEach((learnt) => (numbers += 2 * learnt.windowSize));
  let most = Math.max(1, Math.min(MOST_LEARNT, Math.floor(MOST_BYTES / (LEAST_BYTES * numbers))));
  let count = byName.size;
  let memory = documentOf(count, most);
  for (let bytes = bytesOf(memory); bytes > MOST_BYTES; bytes = bytesOf(memory)) {
    const room = MOST_BYTES / bytes;
    if (most > 1) {
      most = Math.max(1, Math.min(most - 1, Math.floor(most * room)));
    } else {
      count = Math.min(count - 1, Math.floor(count * room));
    }
    memory = documentOf(count, most);
  }
  return memory;
}

/** The remembered windows of one series; undefined if the memory has none. */
export function rememberedFor(memory: LearntMemory, name: string): RememberedWindows | undefined {
  const one = memory.series.find((series) => series.name === name.slice(0, MOST_NAME));
  if (!one || one.windows.length === 0) {
    return undefined;
  }
  const rows = (of: (window: LearntWindow) => readonly number[]) =>
    Float32Array.from(one.windows.flatMap((window) => of(window).map((value) => value / GRAIN)));
  return {
    id: hashOf(JSON.stringify(one)),
    scale: one.scale,
    step: one.step,
    windowSize: one.windowSize ?? memory.windowSize,
    starts: Float64Array.from(one.windows, ({ start }) => start),
    windows: rows(({ values }) => values),
    errors: rows(({ errors }) => errors),
  };
}

/**
 * Reads a learnt memory from a file's text or from parsed JSON. Series with windows of another size than `windowSize` are
 * dropped.
 *
 * @returns the memory, or for any other input why it cannot be used
 */
export function readMemory(given: unknown, { sha256, windowSize }: MemoryFit): MemoryReading {
  const refused = (refusal: MemoryRefusal): MemoryReading => ({ status: 'refused', refusal });
  let read: unknown = given;
  try {
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    if (typeof text !== 'string') {
      return refused({ code: 'none' });
    }
    if (byteLength(text) > MOST_BYTES) {
      return refused({ code: 'too-large' });
    }
    read = JSON.parse(text);
  } catch {
    return refused({ code: 'none' });
  }
  if (!isRecord(read) || !('format' in read) || !Array.isArray(read.series)) {
    return refused({ code: 'none' });
  }
  const { windowSize: commonSize, series } = read;
  if (read.format !== 1) {
    return refused({ code: 'other-version' });
  }
  if (read.model !== sha256 || sha256 === '') {
    return refused({ code: 'other-model' });
  }
  const least = windowSize === 'auto' ? DETECTOR_BOUNDS.windowSize.min : 1;
  if (!isSize(commonSize, least)) {
    return refused({ code: 'none' });
  }
  const held = new Set([commonSize, ...(series as unknown[]).map((one) => sizeIn(one) ?? commonSize)]);
  if (windowSize !== 'auto' && !held.has(windowSize)) {
    return refused({ code: 'other-window', held: [...held].filter(isNumber), wanted: windowSize });
  }
  const accepted: LearntSeries[] = [];
  for (const one of series as unknown[]) {
    const learnt = seriesFrom(one, commonSize, least);
    if (!learnt) {
      return refused({ code: 'damaged', number: accepted.length + 1 });
    }
    accepted.push(learnt);
  }
  const isWanted = (one: LearntSeries) => windowSize === 'auto' || (one.windowSize ?? commonSize) === windowSize;
  return {
    status: 'read',
    memory: { format: 1, model: sha256, windowSize: commonSize, series: accepted.filter(isWanted) },
  };
}

function windowsOf(
  { starts, windows, errors, windowSize }: Omit<RememberedWindows, 'id'>,
  most: number
): LearntWindow[] {
  const row = (of: Float32Array, w: number) =>
    Array.from(of.subarray(w * windowSize, (w + 1) * windowSize), (value) => Math.round(value * GRAIN));
  return Array.from(starts.subarray(0, most), (start, w) => ({
    start: Math.round(start),
    values: row(windows, w),
    errors: row(errors, w),
  }));
}

/**
 * @param commonSize points of a window, if the series has no size of its own
 * @param least least points of a window
 */
function seriesFrom(given: unknown, commonSize: number, least: number): LearntSeries | null {
  if (!isRecord(given) || typeof given.name !== 'string' || !isRecord(given.scale) || !Array.isArray(given.windows)) {
    return null;
  }
  const { name, scale, step } = given;
  const windowSize = sizeIn(given) ?? commonSize;
  const { centre, halfRange } = scale;
  if (!isNumber(centre) || !isNumber(halfRange) || !isNumber(step) || !(halfRange > 0) || !(step > 0)) {
    return null;
  }
  const windows = (given.windows as unknown[]).map((window) => windowFrom(window, windowSize));
  return isSize(windowSize, least) && windows.every((window) => window !== null)
    ? { name, ...(windowSize !== commonSize && { windowSize }), scale: { centre, halfRange }, step, windows }
    : null;
}

/** The window size of a series, unchecked. */
function sizeIn(series: unknown): unknown {
  return isRecord(series) ? series.windowSize : undefined;
}

function windowFrom(given: unknown, windowSize: unknown): LearntWindow | null {
  const isRow = (row: unknown): row is number[] =>
    Array.isArray(row) &&
    row.length === windowSize &&
    row.every((value) => isNumber(value) && Math.abs(value) <= MOST_VALUE);
  if (!isRecord(given) || !isNumber(given.start) || !isRow(given.values) || !isRow(given.errors)) {
    return null;
  }
  return given.errors.every((error) => error >= 0)
    ? { start: given.start, values: given.values, errors: given.errors }
    : null;
}

function isSize(given: unknown, least: number): given is number {
  return isNumber(given) && Number.isInteger(given) && given >= least && given <= DETECTOR_BOUNDS.windowSize.max;
}

/** The commonest size, of equally common ones the largest; the default if there is none. */
function commonest(sizes: readonly number[]): number {
  const count = (size: number) => sizes.filter((one) => one === size).length;
  const [first] = [...new Set(sizes)].sort((a, b) => count(b) - count(a) || b - a);
  return first ?? DETECTOR_BOUNDS.windowSize.default;
}

function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function isNumber(given: unknown): given is number {
  return typeof given === 'number' && Number.isFinite(given);
}

function bytesOf(memory: LearntMemory): number {
  return byteLength(JSON.stringify(memory));
}

/** Bytes in UTF-8. */
function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A surrogate pair takes four bytes, two for each half. Other units above 0x7ff take three.
    bytes += unit > 0x7f ? 1 : 0;
    bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 1 : 0;
  }
  return bytes;
}

/** Two lanes of FNV-1a, 32 bits each (Fowler, Noll and Vo). */
function hashOf(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
