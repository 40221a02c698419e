import { type Field, type FieldConfig, FieldType, MappingType, createTheme, getDisplayProcessor } from '@grafana/data';
import { differencesApart, valuesApart } from './fieldStyle';

const THEME = createTheme();

function fieldWith(config: FieldConfig): Field {
  const field = { name: 'a', type: FieldType.number, values: [], config };
  return { ...field, display: getDisplayProcessor({ field, theme: THEME, timeZone: 'utc' }) };
}

const apart = (config: FieldConfig, ...values: number[]) => valuesApart(fieldWith(config), values, THEME, 'utc');

test('values with different texts keep them', () => {
  expect(apart({}, 412.3, 200.1)).toEqual(['412', '200']);
  expect(apart({ unit: 'bytes' }, 1024, 2048)).toEqual(['1 KiB', '2 KiB']);
});

test.each<[string, FieldConfig, number[], string[]]>([
  ['no unit', {}, [150.4, 150.2], ['150.4', '150.2']],
  ['a unit that scales', { unit: 'short' }, [1_234_567, 1_234_568], ['1.234567 Mil', '1.234568 Mil']],
  ['a currency', { unit: 'currencyUSD' }, [150.4, 150.2], ['$150.4', '$150.2']],
  ['a trailing zero', {}, [99.96, 100], ['99.96', '100.00']],
])('different values of a field with %s get enough decimals to be distinct', (_, config, values, texts) => {
  expect(apart(config, ...values)).toEqual(texts);
  expect(differencesApart(fieldWith(config), values, THEME, 'utc')).toEqual(texts);
});

test('equal values, fixed decimals and mapped values get no decimals', () => {
  expect(apart({}, 150.4, 150.4)).toEqual(['150', '150']);
  expect(apart({ decimals: 0 }, 150.4, 150.2)).toEqual(['150', '150']);
  const mappings = [
    { type: MappingType.RangeToText, options: { from: 0, to: 200, result: { text: 'fine' } } },
  ] as const;
  expect(apart({ mappings: [...mappings] }, 150.4, 150.2)).toEqual(['fine', 'fine']);
  expect(differencesApart(fieldWith({ mappings: [...mappings] }), [150.4, 150.2], THEME, 'utc')).toEqual([
    '150.4',
    '150.2',
  ]);
});
