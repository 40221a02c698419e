import React from 'react';
import type uPlot from 'uplot';
import type { UPlotConfigBuilder } from '@grafana/ui';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { type ShadedInterval, makePlotModel, withRange } from '../plot/plotModel';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { SequencesLayer, intervalAt } from './SequencesLayer';

const AREA = { from: 0, to: 1000, width: 500 };
const interval = (from: number, peak: number, to: number, rest: Partial<ShadedInterval> = {}): ShadedInterval => ({
  series: 0,
  from,
  to,
  peak,
  severity: 'low',
  ...rest,
});

test('a shape is hit up to six pixels from its peak, a bracket along its whole length', () => {
  const one = interval(200, 300, 600);
  const at = (x: number) => intervalAt([one], AREA, x);
  expect([100, 150, 300].map(at)).toEqual([one, one, one]);
  expect([90, 310].map(at)).toEqual([null, null]);
});

test('shapes win over brackets, and the severest bracket over others', () => {
  const long = interval(0, 800, 1000, { severity: 'critical' });
  const short = interval(400, 420, 440, { series: 1 });
  expect(intervalAt([long, short], AREA, 210)).toBe(short);
  expect(intervalAt([long, short], AREA, 201)).toBe(long);
});

/** The parts of a plot that the layer reads, because uPlot does not draw in jsdom. */
function plotOf(data: uPlot.AlignedData): uPlot {
  const root = document.createElement('div');
  root.innerHTML = '<div class="u-wrap"></div>';
  document.body.append(root);
  const plot: Partial<uPlot> = {
    data,
    root,
    bbox: { left: 40, top: 13, width: 500, height: 100 },
    scales: { x: { min: 0, max: 20 } },
    redraw: jest.fn(),
  };
  return plot as uPlot;
}

test('a click on a bracket asks about its interval, a click beside it does nothing', async () => {
  const hooks: Partial<Record<string, (plot: uPlot) => void>> = {};
  const config = {
    addHook: (name: string, hook: (plot: uPlot) => void) => {
      hooks[name] = hook;
    },
  } as unknown as UPlotConfigBuilder;
  const series = judgedSeries({ name: 'a', errors: [0, 9, 0] });
  const { data, intervals } = withRange(makePlotModel([series]), { from: 0, to: 20 }, false);
  const onAsk = jest.fn();
  render(<SequencesLayer config={config} onAsk={onAsk} />);
  await act(async () => hooks.draw?.(plotOf(data)));
  const strip = screen.getByTestId('residual-sequences');
  const [{ peak }] = intervals;
  // jsdom has no layout, so the strip, which starts six pixels left of the plot area, is at 0.
  const clientX = 6 + (peak / 20) * 500;
  fireEvent.mouseMove(strip, { clientX: clientX + 200 });
  expect(strip).not.toHaveAttribute('title');
  fireEvent.click(strip, { clientX: clientX + 200 });
  expect(onAsk).not.toHaveBeenCalled();
  fireEvent.mouseMove(strip, { clientX });
  expect(strip).toHaveAttribute('title', 'Why?');
  expect(strip).toHaveStyle({ cursor: 'pointer' });
  fireEvent.click(strip, { clientX });
  expect(onAsk).toHaveBeenCalledWith(intervals[0]);
});
