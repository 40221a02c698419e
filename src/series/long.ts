import { type DataFrame, DataFrameType, type Field, FieldType, type Labels } from '@grafana/data';

/**
 * Splits a long frame (one row per observation, text columns as labels) into one frame per number field and combination
 * of labels. The labels move to the field, as in a multi frame. Field config is kept.
 */
export function longToMulti(frame: DataFrame): DataFrame[] {
  const time = frame.fields.find(({ type }) => type === FieldType.time);
  if (!time) {
    return [frame];
  }
  const text = frame.fields.filter(({ type }) => type === FieldType.string);
  const numbers = frame.fields.filter(({ type }) => type === FieldType.number);

  const groups = new Map<string, number[]>();
  for (let row = 0; row < frame.length; row++) {
    const key = JSON.stringify(text.map((field) => textAt(field, row)));
    const rows = groups.get(key);
    if (rows) {
      rows.push(row);
    } else {
      groups.set(key, [row]);
    }
  }

  return [...groups.values()].flatMap((rows) =>
    numbers.map((number) => ({
      name: frame.name,
      refId: frame.refId,
      meta: frame.meta && { ...frame.meta, type: DataFrameType.TimeSeriesMulti },
      length: rows.length,
      fields: [pickRows(time, rows), { ...pickRows(number, rows), labels: labelsAt(number, text, rows[0]) }],
    }))
  );
}

function pickRows(field: Field, rows: readonly number[]): Field {
  // Display name and palette index belong to the whole column, not to one of its parts.
  return { ...field, values: rows.map((row) => field.values[row]), state: undefined };
}

function labelsAt(number: Field, text: readonly Field[], row: number): Labels {
  const own = text.map((field) => [field.name, textAt(field, row)]).filter(([, value]) => value !== '');
  return { ...number.labels, ...Object.fromEntries(own) };
}

/** Text of a column in a row. Sources may put numbers into text columns. Other values count as empty. */
function textAt(field: Field, row: number): string {
  const value: unknown = field.values[row];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}
