import React from 'react';
import type uPlot from 'uplot';
import { createTheme } from '@grafana/data';
import type { UPlotConfigBuilder } from '@grafana/ui';
import { act, render, screen } from '@testing-library/react';
import { type Drawn, plotOf } from '../plot/canvas.fixture';
import { makePlotModel, withRange } from '../plot/plotModel';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { LabelsLayer } from './labelsLayer';
import type { ChartLabel } from './zones';

const label = (id: string, series: number | null): ChartLabel => ({
  id,
  kind: 'left-out',
  from: 200,
  to: 600,
  series,
  text: `Excluded: ${id}`,
});
const MARKS = [label('all', null), label('first', 0), label('third', 2)];

/** Renders the layer with the labels of several series over a plot of one. */
async function shown(only: number | undefined, selected: number | null = null): Promise<Drawn[]> {
  const hooks: Record<string, Array<(plot: uPlot) => void>> = {};
  const addHook = (name: string, hook: (plot: uPlot) => void) => (hooks[name] ??= []).push(hook);
  const { plot, drawn } = plotOf(withRange(makePlotModel([judgedSeries({ errors: [0] })]), { from: 0, to: 1 }, false));
  const root = document.createElement('div');
  root.innerHTML = '<div class="u-wrap"></div>';
  document.body.append(root);
  Object.assign(plot, { root, scales: { x: { min: 0, max: 1000 } }, redraw: () => undefined });
  render(
    <LabelsLayer
      config={{ addHook } as unknown as UPlotConfigBuilder}
      labels={MARKS}
      zones={[]}
      selected={{ from: 700, to: 800, series: selected }}
      only={only}
      onLabel={() => undefined}
    />
  );
  await act(async () => hooks.draw.forEach((hook) => hook(plot)));
  return drawn;
}

const icons = () => screen.getAllByRole('button').map((icon) => icon.getAttribute('aria-label'));
const isSelected = (drawn: readonly Drawn[]) =>
  drawn.some(({ call, strokeStyle }) => call === 'strokeRect' && strokeStyle === createTheme().colors.primary.border);

test('the plot of one series shows its own marks and those of all series, but not those of another', async () => {
  await shown(2);
  expect(icons()).toEqual(['Excluded: all', 'Excluded: third']);
});

test('the selection of one series is shown only in its own plot', async () => {
  expect(isSelected(await shown(2, 2))).toBe(true);
  expect(isSelected(await shown(1, 2))).toBe(false);
  expect(isSelected(await shown(1, null))).toBe(true);
});
