import { type ChartSeries, isVisible } from '../plot/plotModel';
import { TIME_AXIS_HEIGHT } from '../lane/lanes';

/** Sizes in CSS pixels. */
const CELL = { width: 260, height: 96 };
const GAP = 8;
/** Name and severity over each plot. */
export const HEADER_HEIGHT = 20;
/** Pages and status under the grid. */
export const FOOTER_HEIGHT = 28;
/** As many as a page draws without being felt. */
const MAX_PER_PAGE = 24;
/** A plot narrower than this has no value axis. */
const MIN_AXIS_CELL = 200;

export interface GridPlan {
  readonly columns: number;
  readonly rows: number;
  readonly pages: number;
  /** First series of the page among all in their order, and the one after its last. */
  readonly first: number;
  readonly end: number;
  readonly cellWidth: number;
  /** Of a plot without its header; those of the last row have the time axis on top of it. */
  readonly plotHeight: number;
  readonly gap: number;
  readonly valueAxis: boolean;
}

/**
 * Lays `count` plots out in a room, as many a page as are large enough to be read, and lets them fill it.
 *
 * @param page counted from 0; one that is not there is the nearest that is
 * @returns null where not even two plots fit
 */
export function planGrid(width: number, height: number, count: number, page: number): GridPlan | null {
  const room = { width: width - GAP, height: height - FOOTER_HEIGHT - TIME_AXIS_HEIGHT };
  const mostColumns = Math.max(1, Math.floor((room.width + GAP) / (CELL.width + GAP)));
  const mostRows = Math.floor((room.height + GAP) / (CELL.height + GAP));
  if (mostRows < 1 || mostColumns * mostRows < Math.min(2, count)) {
    return null;
  }
  const rowsOfPage = Math.min(mostRows, Math.max(1, Math.floor(MAX_PER_PAGE / mostColumns)));
  const size = Math.min(mostColumns * rowsOfPage, MAX_PER_PAGE);
  const pages = Math.max(1, Math.ceil(count / size));
  const first = Math.min(pages - 1, Math.max(0, page)) * size;
  const end = Math.min(count, first + size);
  const held = pages > 1 ? size : count;
  // Rather near a square than one long row with empty ones under it.
  const columns = Math.min(mostColumns, Math.max(1, Math.ceil(held / Math.min(mostRows, Math.ceil(Math.sqrt(held))))));
  const rows = Math.max(1, Math.ceil(held / columns));
  const cellWidth = Math.floor((room.width - (columns - 1) * GAP) / columns);
  return {
    columns,
    rows,
    pages,
    first,
    end,
    cellWidth,
    plotHeight: Math.floor((room.height - (rows - 1) * GAP) / rows) - HEADER_HEIGHT,
    gap: GAP,
    valueAxis: cellWidth >= MIN_AXIS_CELL,
  };
}

/** Whether small multiples serve: there are several series in view, and room for at least two plots. */
export function fitsMultiples(series: readonly ChartSeries[], width: number, height: number): boolean {
  const shown = series.filter(isVisible).length;
  return shown > 1 && planGrid(width, height, shown, 0) !== null;
}
