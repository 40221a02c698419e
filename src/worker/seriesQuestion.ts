import { putOnGrid } from '../detector/grid/grid';
import type { DetectorSettings, ResolvedSettings } from '../detector/settings';
import { isEmpty } from '../detector/labels/labels';
import { windowOf } from '../detector/grid/windowChoice';
import type { AnalysisRequest, SeriesQuestion } from './protocol';

/** What of a request a question about one of its series is made of. */
type Asked = Pick<AnalysisRequest, 'series' | 'settings' | 'overrides' | 'teachings' | 'remembered'>;

/** A request that says of each series what it is judged with. */
export type Resolved<Request extends Asked = AnalysisRequest> = Request & {
  readonly own: readonly ResolvedSettings[];
  /** Of each series, slots of its grid: the network reads these, and bridged ones take as much time as observed ones. */
  readonly slots: readonly number[];
};

/** Settles the window of each series: once a request, so that time, key and verdict go by the same one. */
export function resolved<Request extends Asked>(request: Request): Resolved<Request> {
  const { series, teachings, remembered } = request;
  const own = series.map((one, place): ResolvedSettings => {
    const settings = ownSettings(request, place);
    const known = { labels: teachings?.[place], remembered: remembered?.[place] };
    return { ...settings, windowSize: windowOf(settings, one, known) };
  });
  const slots = series.map((one, place) => putOnGrid(one, own[place].windowSize).values.length);
  return { ...request, own, slots };
}

/** One series of a request with all that its verdict depends on; what says nothing is left out. */
export function questionOf(request: Resolved<Asked>, place: number, leastStride: number): SeriesQuestion {
  return seriesQuestion({
    series: request.series[place],
    settings: request.own[place],
    leastStride,
    labels: request.teachings?.[place],
    remembered: request.remembered?.[place],
  });
}

/** Without what says nothing, so that it is known by the same key as a question in which it does not stand. */
export function seriesQuestion({ series, settings, leastStride, labels, remembered }: SeriesQuestion): SeriesQuestion {
  return {
    series,
    settings,
    leastStride,
    ...(labels && !isEmpty(labels) && { labels }),
    ...(remembered && { remembered }),
  };
}

/** The settings of one series of a request. An override that is there but undefined overrides nothing. */
export function ownSettings(
  { settings, overrides }: Pick<AnalysisRequest, 'settings' | 'overrides'>,
  place: number
): DetectorSettings {
  const said = Object.entries(overrides?.[place] ?? {}).filter(([, value]) => value !== undefined);
  return said.length === 0 ? settings : { ...settings, ...Object.fromEntries(said) };
}
