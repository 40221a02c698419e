import React from 'react';
import { EventBusSrv } from '@grafana/data';
import { LegendDisplayMode } from '@grafana/schema';
import { PanelContextProvider, UPlotConfigBuilder } from '@grafana/ui';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { SeriesLegend, type SeriesLegendProps } from './SeriesLegend';

const calm = judgedSeries({ name: 'calm', errors: [0, 0.5], values: [3, 5] });
const worst = judgedSeries({ name: 'worst', errors: [0, 9], values: [4, 8] });
const unknown = judgedSeries({ name: 'unknown', errors: [0, 0], skipped: true });
/** In `pruned`, the second and higher peak is not reported. */
const held = judgedSeries({ name: 'held', errors: [0, 2, 0, 12, 0] });
const pruned = {
  ...held,
  detection: held.detection && { ...held.detection, sequences: held.detection.sequences.slice(0, 1) },
};
const absent = judgedSeries({ name: 'absent', errors: [0, 0], custom: { hideFrom: { legend: true } } });

function show(change: Partial<SeriesLegendProps>) {
  const onToggleSeriesVisibility = jest.fn();
  render(
    <PanelContextProvider value={{ eventsScope: 'test', eventBus: new EventBusSrv(), onToggleSeriesVisibility }}>
      <SeriesLegend
        series={[calm, worst, unknown, absent]}
        config={new UPlotConfigBuilder()}
        withVerdict
        showLegend
        placement="bottom"
        calcs={[]}
        displayMode={LegendDisplayMode.Table}
        {...change}
      />
    </PanelContextProvider>
  );
  return onToggleSeriesVisibility;
}

/** Grafana 13 shows the colours in a column of their own; earlier, they are beside the names. */
const COLOURS = 'Series color';

/** The columns but that of the colours, by place in a row. */
const columns = () =>
  screen
    .getAllByRole('columnheader')
    .map(({ textContent }, place) => ({ title: textContent, place }))
    .filter(({ title }) => title !== COLOURS);

const rows = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('cell'))
    .map((cells) => columns().map(({ place }) => cells[place].textContent?.trim()));

test('a table shows count, worst level and peak of each series, then the chosen calculations', () => {
  show({ calcs: ['max'] });
  expect(columns().map(({ title }) => title)).toEqual(['Name', 'Anomalies', 'Severity', 'Anomaly peak', 'Max']);
  expect(rows()).toEqual([
    ['calm', '0', '–', '–', '5'],
    ['worst', '1', 'Critical', '9.0×', '8'],
    ['unknown', '–', '–', '–', '7'],
  ]);
});

test('the peak is that of the reported anomalies, formatted as in the list', () => {
  show({ series: [pruned, held] });
  expect(rows().map((cells) => cells.slice(1, 4))).toEqual([
    ['1', 'High', '2.0×'],
    ['2', 'Critical', '12×'],
  ]);
});

test('sorting by peak puts the highest anomaly first and series without one last', () => {
  show({ series: [calm, pruned, unknown, worst], sortBy: 'Anomaly peak', sortDesc: true });
  expect(rows().map(([name]) => name)).toEqual(['worst', 'held', 'calm', 'unknown']);
});

test('a list shows the verdict only of series with anomalies', () => {
  show({ displayMode: LegendDisplayMode.List });
  expect(screen.getByText('Anomalies: 1')).toBeInTheDocument();
  expect(screen.getByText('Anomaly peak: 9.0×')).toBeInTheDocument();
  expect(screen.queryByText('Anomalies: 0')).not.toBeInTheDocument();
});

test('omits a calculation that Grafana does not know', () => {
  show({ calcs: ['max', 'nonsense'], withVerdict: false });
  expect(rows()[0]).toEqual(['calm', '5']);
});

test('a click on a name shows its series alone', () => {
  const toggled = show({});
  fireEvent.click(screen.getByRole('button', { name: /worst/ }));
  expect(toggled).toHaveBeenCalledWith('worst', 'select');
});

test('calculations are of the values in order of time, without rows that have no number', () => {
  const made = judgedSeries({ name: 'a', errors: [0, 0, 0, 0], values: [1, NaN, 4, 3] });
  // As the source sent it: newest first.
  const newestFirst = { ...made, field: { ...made.field, values: [3, Infinity, NaN, 1] } };
  show({ series: [newestFirst], calcs: ['first', 'last', 'diff', 'count', 'variance', 'median'], withVerdict: false });
  // Population variance of 1, 4 and 3 is 14 ÷ 9.
  expect(rows()).toEqual([['a', '1', '3', '2', '3', '1.56', '3']]);
});

test('a click on one of two series of a name asks Grafana by the name that it knows', () => {
  const toggled = show({ series: [worst, { ...calm, name: 'worst (B)', displayName: 'worst' }] });
  fireEvent.click(screen.getByRole('button', { name: 'worst (B)' }));
  expect(toggled).toHaveBeenCalledWith('worst', 'select');
});
