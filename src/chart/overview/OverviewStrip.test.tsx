import React from 'react';
import type uPlot from 'uplot';
import { EventBusSrv } from '@grafana/data';
import { PanelContextProvider, UPlotConfigBuilder } from '@grafana/ui';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { OverviewRoom } from './OverviewRoom';
import { OverviewStrip } from './OverviewStrip';

const series = [
  judgedSeries({ name: 'calm', errors: [0, 0.5, 0] }),
  judgedSeries({ name: 'worst', errors: [0, 9, 0] }),
  judgedSeries({ name: 'unknown', errors: [0, 0, 0], skipped: true }),
  judgedSeries({ name: 'mild', errors: [0, 1.2, 0] }),
];

/** A configuration whose plot begins `left` pixels from the chart's edge. */
function configWithPlot(left: number) {
  const config = new UPlotConfigBuilder();
  const draw = () =>
    act(() => config.getConfig().hooks?.draw?.forEach((hook) => hook?.({ bbox: { left, width: 700 } } as uPlot)));
  return { config, draw };
}

function show(lanes: number, { config = new UPlotConfigBuilder(), of = series } = {}) {
  const onToggleSeriesVisibility = jest.fn();
  const context = { eventsScope: 'test', eventBus: new EventBusSrv(), onToggleSeriesVisibility };
  render(
    <PanelContextProvider value={context}>
      <OverviewRoom
        Strip={OverviewStrip}
        series={of}
        lanes={lanes}
        config={config}
        range={{ from: 0, to: 20 }}
        provisional={false}
        settled
        width={800}
      />
    </PanelContextProvider>
  );
  return onToggleSeriesVisibility;
}

test('each lane has its series and verdict as its name, the severest first', () => {
  show(4);
  expect(screen.getAllByRole('button').map((lane) => lane.getAttribute('aria-label'))).toEqual([
    'worst: 1 anomaly, Critical, 9.0 times its threshold',
    'mild: 1 anomaly, Low, 1.2 times its threshold',
    'calm: no anomalies, the error reached at most 50 % of its threshold',
    'unknown: not judged',
  ]);
});

test('a lane says score if there is more evidence than the error', () => {
  const scored = (name: string, score: number) => judgedSeries({ name, errors: [0, 0.2, 0], scores: [0, score, 0] });
  show(2, { of: [scored('calm', 0.6), scored('calmer', 0.5), scored('calmest', 0.4)] });
  expect(screen.getAllByRole('button').map((lane) => lane.getAttribute('aria-label'))).toEqual([
    'calm: no anomalies, the score reached at most 60 % of its threshold',
    expect.stringMatching(/no anomalies, the highest score reached 50 % of its threshold$/),
  ]);
});

test('a click on a lane shows its series alone, as one in the legend does', () => {
  const toggled = show(4);
  fireEvent.click(screen.getByRole('button', { name: /^mild/ }));
  expect(toggled).toHaveBeenCalledWith('mild', 'select');
});

test('the strip is one Tab stop, and arrows, Home and End move between lanes', () => {
  show(4);
  const lanes = screen.getAllByRole('button');
  expect(lanes.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1]);
  act(() => lanes[0].focus());
  const press = (key: string) => act(() => void fireEvent.keyDown(document.activeElement ?? document.body, { key }));
  press('ArrowDown');
  expect(lanes[1]).toHaveFocus();
  press('End');
  expect(lanes[3]).toHaveFocus();
  press('ArrowDown');
  expect(lanes[3]).toHaveFocus();
  press('Home');
  expect(lanes[0]).toHaveFocus();
  press('ArrowUp');
  expect(lanes[0]).toHaveFocus();
});

test('the sum shows the number and verdict of the remaining series, and a click on it does nothing', () => {
  const toggled = show(2);
  const sum = screen.getByRole('button', { name: /^\+ 3 more/ });
  expect(sum).toHaveAccessibleName('+ 3 more: 1 anomaly in 1 of 3 series, Low');
  fireEvent.click(sum);
  expect(toggled).not.toHaveBeenCalled();
});

test('the number of remaining series appears once, with or without space for names', () => {
  const normal = ['a', 'b', 'c', 'd'].map((name) => judgedSeries({ name, errors: [0, 0.5, 0] }));
  const { config, draw } = configWithPlot(0);
  show(2, { config, of: normal });
  draw();
  const [, sum] = screen.getAllByRole('button');
  expect(sum).toHaveTextContent(/^\+ 3 more, no anomalies$/);
  cleanup();
  const narrow = configWithPlot(46);
  show(2, { config: narrow.config, of: normal });
  narrow.draw();
  expect(screen.getAllByRole('button')[1]).toHaveTextContent(/^\+ 3no anomalies$/);
});
