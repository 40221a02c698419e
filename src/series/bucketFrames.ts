import { type DataFrame, DataFrameType, FieldType } from '@grafana/data';

const BUCKET_TYPES: readonly unknown[] = [
  DataFrameType.HeatmapRows,
  DataFrameType.HeatmapCells,
  DataFrameType.Histogram,
];

/**
 * Whether a frame holds the buckets of a heatmap or histogram. They are counts of one distribution, not series of one
 * measure each.
 */
export function isBuckets({ meta, fields }: DataFrame): boolean {
  const has = (name: string) => fields.some((field) => field.name === name && field.type === FieldType.number);
  return BUCKET_TYPES.includes(meta?.type) || (has('xMin') && has('xMax') && has('count'));
}
