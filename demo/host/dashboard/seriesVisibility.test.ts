import type { FieldConfigSource } from '@grafana/data';
import { SeriesVisibilityChangeMode } from '@grafana/ui';
import { colorSeries, toggleSeries } from './seriesVisibility';

const ALL = ['a', 'b', 'c'];
const { AppendToSelection, ToggleSelection } = SeriesVisibilityChangeMode;
const PLAIN: FieldConfigSource = {
  defaults: {},
  overrides: [{ matcher: { id: 'byName', options: 'a' }, properties: [] }],
};

function shown({ overrides }: FieldConfigSource): unknown {
  return overrides.find((rule) => rule.matcher.id === 'byNames')?.matcher.options.names ?? 'all';
}

test('a click isolates a series, and a second one shows all again', () => {
  const once = toggleSeries(PLAIN, 'b', ToggleSelection, ALL);
  expect(shown(once)).toEqual(['b']);
  expect(toggleSeries(once, 'b', ToggleSelection, ALL)).toEqual(PLAIN);
});

test('a click with a modifier hides a series and shows it again', () => {
  const without = toggleSeries(PLAIN, 'b', AppendToSelection, ALL);
  expect(shown(without)).toEqual(['a', 'c']);
  expect(toggleSeries(without, 'b', AppendToSelection, ALL)).toEqual(PLAIN);
});

test('a list is shown exactly, and null shows all', () => {
  const two = toggleSeries(PLAIN, ['a', 'c'], ToggleSelection, ALL);
  expect(shown(two)).toEqual(['a', 'c']);
  expect(toggleSeries(two, null, ToggleSelection, ALL)).toEqual(PLAIN);
});

test('a colour replaces the series’ earlier colour and keeps its other overrides', () => {
  const wide: FieldConfigSource = {
    defaults: {},
    overrides: [{ matcher: { id: 'byName', options: 'a' }, properties: [{ id: 'custom.lineWidth', value: 3 }] }],
  };
  const { overrides } = colorSeries(colorSeries(wide, 'a', 'red'), 'a', 'blue');
  expect(overrides).toEqual([
    {
      matcher: { id: 'byName', options: 'a' },
      properties: [
        { id: 'custom.lineWidth', value: 3 },
        { id: 'color', value: { mode: 'fixed', fixedColor: 'blue' } },
      ],
    },
  ]);
});
