import type { DetectorSettings } from '../detector/settings';
import { isSilent } from '../detector/teaching';
import type { AnalysisRequest, SeriesQuestion } from './protocol';

/** One series of a request with all that its verdict depends on; what says nothing is left out. */
export function questionOf(request: AnalysisRequest, place: number, leastStride: number): SeriesQuestion {
  return seriesQuestion({
    series: request.series[place],
    settings: ownSettings(request, place),
    leastStride,
    teaching: request.teachings?.[place],
    remembered: request.remembered?.[place],
  });
}

/** Without what says nothing, so that it is known by the same key as a question in which it does not stand. */
export function seriesQuestion({
  series,
  settings,
  leastStride,
  teaching,
  remembered,
}: SeriesQuestion): SeriesQuestion {
  return {
    series,
    settings,
    leastStride,
    ...(teaching && !isSilent(teaching) && { teaching }),
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
