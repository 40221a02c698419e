import type { DataFrame, FieldConfigSource, RawTimeRange, TimeRange } from '@grafana/data';
import type { ReactNode } from 'react';

/** Columns of the grid that a panel's width is counted in, as in Grafana. */
export const GRID_COLUMNS = 24;

interface Tile {
  readonly id: number;
  readonly title: string;
  readonly description?: string;
  /** of 24 columns */ readonly width: number;
  /** in rows of 38 px */ readonly height: number;
}

/** A panel of the plugin over one source of frames. */
export interface VizTile extends Tile {
  readonly kind: 'residual';
  readonly source: FrameSource;
  /** Milliseconds between two points that the source chooses for a range; 0 if the points have no fixed step. */
  readonly stepFor: (range: TimeRange) => number;
  /** Options that differ from the plugin's defaults. */
  readonly options?: Record<string, unknown>;
  readonly fieldConfig?: FieldConfigSource;
}

/** A panel of plain text or other React content. */
export interface TextTile extends Tile {
  readonly kind: 'text';
  readonly content: (range: TimeRange, timeZone: string) => ReactNode;
}

export type DashboardTile = VizTile | TextTile;

/**
 * Returns the frames of a range, with points at the given step in milliseconds. Rejects or throws with a sentence that the
 * page can show in the panel's place. The signal cancels it if the frames are no longer needed.
 */
export type FrameSource = (
  range: TimeRange,
  stepMs: number,
  signal?: AbortSignal
) => DataFrame[] | Promise<DataFrame[]>;

export interface Dashboard {
  readonly id: string;
  readonly title: string;
  readonly range: RawTimeRange;
  readonly tiles: readonly DashboardTile[];
}
