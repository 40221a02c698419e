import type { ResidualOptions } from '../../../src/panel/options/options';

/** Options as in a dashboard's JSON: a missing option has its default, and an enumeration's member is its text. */
export type WrittenOptions = Written<ResidualOptions>;

type Written<T> = T extends string
  ? `${T}`
  : T extends number | boolean | readonly unknown[]
    ? T
    : { readonly [K in keyof T]?: Written<T[K]> };

interface SourceReference {
  readonly type: string;
  readonly uid: string;
}

/** A query of Grafana's TestData source. */
export type TestDataQuery =
  | { readonly scenarioId: 'predictable_csv_wave'; readonly csvWave: readonly CsvWave[] }
  | { readonly scenarioId: 'csv_content'; readonly csvContent: string }
  | { readonly scenarioId: 'raw_frame'; readonly rawFrameContent: string }
  | { readonly scenarioId: 'no_data_points' };

/** Values that repeat from the epoch on. */
export interface CsvWave {
  readonly name: string;
  readonly labels?: string;
  /** Seconds. */
  readonly timeStep: number;
  readonly valuesCSV: string;
}

/** One panel of the dashboard; its position follows from the order. */
export type Tile =
  | { readonly kind: 'text'; readonly height: number; readonly content: string }
  | { readonly kind: 'row'; readonly title: string }
  | {
      readonly kind: 'residual';
      readonly title: string;
      readonly description: string;
      /** Of 24 columns. */
      readonly width: number;
      /** In rows of 38 pixels. */
      readonly height: number;
      readonly query: TestDataQuery;
      /** {@link WrittenOptions}, or invalid options on purpose. */
      readonly options?: object;
      readonly fieldConfig?: { readonly defaults?: object; readonly overrides?: readonly object[] };
    };

/** An interval with tags, from a data source other than Grafana's own. */
export interface SourceAnnotation {
  readonly name: string;
  /** Title of the only panel that gets it. */
  readonly panel: string;
  readonly text: string;
  /** Separated by commas. */
  readonly tags: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

export interface DashboardPlan {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** Epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly tiles: readonly Tile[];
  readonly annotations?: readonly SourceAnnotation[];
}

const COLUMNS = 24;
const TESTDATA: SourceReference = { type: 'grafana-testdata-datasource', uid: 'testdata' };

/** The dashboard as Grafana's file provisioning reads it. Tiles flow from left to right and wrap to a new line. */
export function dashboardJson({ uid, title, description, from, to, tiles, annotations = [] }: DashboardPlan): object {
  return {
    uid,
    title,
    description,
    tags: ['residual'],
    editable: true,
    graphTooltip: 1,
    schemaVersion: 41,
    version: 1,
    time: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    timepicker: {},
    timezone: 'utc',
    refresh: '',
    templating: { list: [] },
    annotations: { list: annotations.map((one) => annotationJson(one, tiles)) },
    links: [],
    panels: placed(tiles).map(({ tile, gridPos }, index) => panelJson(tile, index + 1, gridPos)),
  };
}

/** TestData answers the queries of annotations and of panels alike. */
function annotationJson({ name, panel, text, tags, from, to }: SourceAnnotation, tiles: readonly Tile[]): object {
  const place = tiles.findIndex((tile) => tile.kind === 'residual' && tile.title === panel);
  const fields = [
    { name: 'time', type: 'time', values: [from] },
    { name: 'timeEnd', type: 'time', values: [to] },
    { name: 'text', type: 'string', values: [text] },
    { name: 'tags', type: 'string', values: [tags] },
  ];
  const query: TestDataQuery = { scenarioId: 'raw_frame', rawFrameContent: JSON.stringify([{ fields }]) };
  return {
    name,
    datasource: TESTDATA,
    enable: true,
    iconColor: 'purple',
    filter: { exclude: false, ids: [place + 1] },
    target: { refId: 'Anno', ...query },
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function placed(tiles: readonly Tile[]): Array<{ tile: Tile; gridPos: Place }> {
  let [x, y, tallest] = [0, 0, 0];
  return tiles.map((tile) => {
    const w = tile.kind === 'residual' ? tile.width : COLUMNS;
    const h = tile.kind === 'row' ? 1 : tile.height;
    if (x + w > COLUMNS) {
      [x, y, tallest] = [0, y + tallest, 0];
    }
    const gridPos = { x, y, w, h };
    x += w;
    tallest = Math.max(tallest, h);
    return { tile, gridPos };
  });
}

function panelJson(tile: Tile, id: number, gridPos: Place): object {
  switch (tile.kind) {
    case 'text':
      return {
        id,
        type: 'text',
        title: '',
        transparent: true,
        gridPos,
        options: { mode: 'markdown', content: tile.content },
      };
    case 'row':
      return { id, type: 'row', title: tile.title, gridPos, collapsed: false, panels: [] };
    case 'residual': {
      const { title, description, query, options = {}, fieldConfig } = tile;
      return {
        id,
        type: 'residual-anomaly-panel',
        title,
        description,
        datasource: TESTDATA,
        gridPos,
        fieldConfig: {
          defaults: { unit: 'none', ...fieldConfig?.defaults },
          overrides: fieldConfig?.overrides ?? [],
        },
        options: { ...(isEndless(query) ? WITHOUT_LOOKBACK : {}), ...options },
        targets: [{ refId: 'A', datasource: TESTDATA, ...query }],
      };
    }
  }
}

/** TestData repeats its wave before the range, so with look-back its incidents would not be new. */
const WITHOUT_LOOKBACK = { lookback: { mode: 'off' } } satisfies WrittenOptions;

function isEndless({ scenarioId }: TestDataQuery): boolean {
  return scenarioId === 'predictable_csv_wave';
}

/** Values as one turn of a wave. @param digits after the decimal point */
export function csvWave(name: string, timeStep: number, values: readonly number[], digits: number): CsvWave {
  return { name, timeStep, valuesCSV: values.map((value) => String(Number(value.toFixed(digits)))).join(',') };
}
