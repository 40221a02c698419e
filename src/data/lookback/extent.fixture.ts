import type * as context from '../../detector/report/context';

/** In place of `detector/report/context`: an extent of these tests' own, for the panel's is tuned by measurement. */
export function inSmallBlocks(): typeof context {
  const actual: typeof context = jest.requireActual('../../detector/report/context');
  const extent = { block: 512, points: 3072, trail: 192, limit: 4000 };
  return { ...actual, AUTO_EXTENT: extent, contextRange: (view: context.View) => actual.contextRange(view, extent) };
}
