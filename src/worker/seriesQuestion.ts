import { slotCount } from '../detector/grid/grid';
import { windowOf } from '../detector/grid/windowChoice';
import { isEmpty } from '../detector/labels/labels';
import type { DetectorSettings, ResolvedSettings } from '../detector/settings';
import { finish, step } from '../shared/hash';
import type { AnalysisRequest, SeriesQuestion } from './protocol';

/** The part of a request that the questions about its series depend on. */
type Asked = Pick<AnalysisRequest, 'series' | 'settings' | 'overrides' | 'teachings' | 'remembered'>;

/** A request with the settings and the grid size of each series. */
export type Resolved<Request extends Asked = AnalysisRequest> = Request & {
  readonly own: readonly ResolvedSettings[];
  /** Slots of each series' grid. The network reads interpolated slots too, so they take as much time as observed ones. */
  readonly slots: readonly number[];
};

/** Chooses the window of each series once per request, so that stride, key and verdict use the same window. */
export function resolved<Request extends Asked>(request: Request): Resolved<Request> {
  const { series, teachings, remembered } = request;
  const own = series.map((one, index): ResolvedSettings => {
    const settings = ownSettings(request, index);
    const options = { labels: teachings?.[index], remembered: remembered?.[index] };
    return { ...settings, windowSize: windowOf(settings, one, options) };
  });
  const slots = series.map((one, index) => slotCount(one, own[index].windowSize));
  return { ...request, own, slots };
}

/** The question about one series of a request. */
export function questionOf(request: Resolved<Asked>, index: number, leastStride: number): SeriesQuestion {
  return seriesQuestion({
    series: request.series[index],
    settings: request.own[index],
    leastStride,
    labels: request.teachings?.[index],
    remembered: request.remembered?.[index],
  });
}

/** Omits empty labels and absent memory, so that equal questions have equal keys. */
export function seriesQuestion({ series, settings, leastStride, labels, remembered }: SeriesQuestion): SeriesQuestion {
  return {
    series,
    settings,
    leastStride,
    ...(labels && !isEmpty(labels) && { labels }),
    ...(remembered && { remembered }),
  };
}

/** The settings of one series. An override of `undefined` has no effect. */
export function ownSettings({ settings, overrides }: Asked, index: number): DetectorSettings {
  const changes = Object.entries(overrides?.[index] ?? {}).filter(([, value]) => value !== undefined);
  return changes.length === 0 ? settings : { ...settings, ...Object.fromEntries(changes) };
}

/**
 * A key that equal questions share and that two different questions share with a probability of 2^-64. It holds two
 * 32-bit MurmurHash3 hashes of the bits of times and values, then the settings as JSON. Remembered windows contribute
 * their id only.
 */
export function contentKey({ series, settings, leastStride, labels, remembered }: SeriesQuestion): string {
  const { times, values } = series;
  const lanes = new Uint32Array([0x9747b28c, 0x5bd1e995]);
  absorb(lanes, times);
  absorb(lanes, values);
  const rest = JSON.stringify({ ...settings, leastStride, labels, remembered: remembered?.id });
  return `${times.length}:${lanes[0].toString(36)}:${lanes[1].toString(36)}:${rest}`;
}

function absorb(lanes: Uint32Array, array: Float64Array): void {
  const words = new Int32Array(array.buffer, array.byteOffset, array.length * 2);
  let [a, b] = lanes;
  for (const word of words) {
    a = step(a, word);
    b = step(b, word, 0x239b961b, 0x38b34ae5);
  }
  lanes[0] = finish(a ^ words.length);
  lanes[1] = finish(b ^ words.length);
}
