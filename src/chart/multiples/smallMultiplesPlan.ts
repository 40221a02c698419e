import { type ChartSeries, isVisible } from '../plot/plotModel';
import { TIME_AXIS_HEIGHT } from '../lane/lanes';

/** Sizes in CSS pixels. */
const CELL = { width: 260, height: 96 };
const GAP = 8;
/** Name and verdict above each plot. */
export const HEADER_HEIGHT = 20;
/** Pages and status below the grid. */
export const FOOTER_HEIGHT = 28;
/** Most plots that a page draws without a noticeable delay. */
const MAX_PER_PAGE = 24;
/** A narrower plot has no value axis. */
const MIN_AXIS_CELL = 200;

export interface GridPlan {
  readonly columns: number;
  readonly rows: number;
  readonly pages: number;
  /** Position of the page's first plot, and the position after its last. */
  readonly first: number;
  readonly end: number;
  readonly cellWidth: number;
  /** Height of a plot without its header and time axis. */
  readonly plotHeight: number;
  readonly gap: number;
  readonly valueAxis: boolean;
}

/**
 * Arranges `count` plots in pages, with as many readable plots per page as fit, and lets them fill the page.
 *
 * @param page counted from 0; clamped to the existing pages
 * @returns null if fewer than two plots fit
 */
export function planGrid(width: number, height: number, count: number, page: number): GridPlan | null {
  const grid = { width: width - GAP, height: height - FOOTER_HEIGHT - TIME_AXIS_HEIGHT };
  const mostColumns = Math.max(1, Math.floor((grid.width + GAP) / (CELL.width + GAP)));
  const mostRows = Math.floor((grid.height + GAP) / (CELL.height + GAP));
  if (mostRows < 1 || mostColumns * mostRows < Math.min(2, count)) {
    return null;
  }
  const rowsOfPage = Math.min(mostRows, Math.max(1, Math.floor(MAX_PER_PAGE / mostColumns)));
  const size = Math.min(mostColumns * rowsOfPage, MAX_PER_PAGE);
  const pages = Math.max(1, Math.ceil(count / size));
  const first = Math.min(pages - 1, Math.max(0, page)) * size;
  const end = Math.min(count, first + size);
  const cells = pages > 1 ? size : count;
  // Prefer a near-square grid to one long row with empty rows below it.
  const columns = Math.min(
    mostColumns,
    Math.max(1, Math.ceil(cells / Math.min(mostRows, Math.ceil(Math.sqrt(cells)))))
  );
  const rows = Math.max(1, Math.ceil(cells / columns));
  const cellWidth = Math.floor((grid.width - (columns - 1) * GAP) / columns);
  return {
    columns,
    rows,
    pages,
    first,
    end,
    cellWidth,
    plotHeight: Math.floor((grid.height - (rows - 1) * GAP) / rows) - HEADER_HEIGHT,
    gap: GAP,
    valueAxis: cellWidth >= MIN_AXIS_CELL,
  };
}

/** Whether several series are visible and at least two plots fit. */
export function fitsMultiples(series: readonly ChartSeries[], width: number, height: number): boolean {
  const shown = series.filter(isVisible).length;
  return shown > 1 && planGrid(width, height, shown, 0) !== null;
}
