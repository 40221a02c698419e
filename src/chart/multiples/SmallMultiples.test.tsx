import React from 'react';
import { EventBusSrv } from '@grafana/data';
import { SortOrder, TooltipDisplayMode } from '@grafana/schema';
import { PanelContextProvider } from '@grafana/ui';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { DEFAULT_DISPLAY } from '../plot/display';
import { judgedSeries } from '../plot/judgedSeries.fixture';
import { SmallMultiples, type SmallMultiplesProps } from './SmallMultiples';
import { fitsMultiples } from './smallMultiplesPlan';

const mockDrawn = jest.fn();
// jsdom has no canvas to draw on.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  UPlotChart: ({ data, children }: { data: unknown[][]; children: React.ReactNode }) => {
    mockDrawn(data);
    return (
      <div className="u-over" data-testid="plot" data-points={data[0].length}>
        {children}
      </div>
    );
  },
}));
beforeEach(() => mockDrawn.mockClear());

const fleet = (count: number, custom = {}) =>
  Array.from({ length: count }, (_, index) => ({
    ...judgedSeries({ name: `s${index}`, errors: [0, index === 5 ? 9 : 0.5, 0], custom }),
    fieldIndex: index,
  }));

const PROPS: Omit<SmallMultiplesProps, 'series'> = {
  from: 0,
  to: 20,
  provisional: false,
  display: DEFAULT_DISPLAY,
  tooltip: { mode: TooltipDisplayMode.None, sort: SortOrder.None },
  timeZone: 'utc',
  width: 1500,
  height: 800,
  onZoom: jest.fn(),
  actions: {},
  status: '12 anomalies',
  notice: null,
};

function showWith(props: SmallMultiplesProps) {
  const onToggleSeriesVisibility = jest.fn();
  const context = { eventsScope: 'test', eventBus: new EventBusSrv(), onToggleSeriesVisibility };
  const multiples = (shown: SmallMultiplesProps) => (
    <PanelContextProvider value={context}>
      <SmallMultiples {...shown} />
    </PanelContextProvider>
  );
  const { rerender } = render(multiples(props));
  return { onToggleSeriesVisibility, again: (next: SmallMultiplesProps) => rerender(multiples(next)) };
}

const show = (count: number) => showWith({ ...PROPS, series: fleet(count) }).onToggleSeriesVisibility;

// By selector: roles of some hundred elements take jsdom seconds.
const names = () => [...document.querySelectorAll('section')].map((section) => section.getAttribute('aria-label'));
const allDrawn = async (count: number) =>
  act(async () => {
    while (screen.queryAllByTestId('plot').length < count) {
      await new Promise(requestAnimationFrame);
    }
  });

test('each series has a plot below its name and verdict, the severest first', async () => {
  show(8);
  await allDrawn(8);
  expect(names().slice(0, 2)).toEqual(['s5: 1 anomaly, Critical', 's0: no anomalies']);
  expect(screen.getByText('12 anomalies')).toBeInTheDocument();
});

test('a page shows at most 24 of 200 series and their positions, and a button leads to the others', async () => {
  show(200);
  expect(names().length).toBeLessThanOrEqual(24);
  const size = names().length;
  expect(screen.getByText(`1–${size} of 200`)).toBeInTheDocument();
  fireEvent.click(screen.getByText('2'));
  expect(screen.getByText(`${size + 1}–${2 * size} of 200`)).toBeInTheDocument();
  await allDrawn(size);
});

test('a click on a name or into its plot shows the series alone', async () => {
  const toggled = show(3);
  await allDrawn(3);
  fireEvent.click(screen.getByRole('button', { name: /s1/ }));
  expect(toggled).toHaveBeenLastCalledWith('s1', 'select');
  fireEvent.click(screen.getAllByTestId('plot')[2]);
  expect(toggled).toHaveBeenLastCalledWith('s2', 'select');
});

test('a click with Ctrl does not show the series alone, because it selects a point', async () => {
  const toggled = show(3);
  await allDrawn(3);
  fireEvent.click(screen.getAllByTestId('plot')[0], { ctrlKey: true });
  expect(toggled).not.toHaveBeenCalled();
});

test('the verdict over a plot is a button that asks why its severest anomaly was reported', async () => {
  const onAsk = jest.fn();
  showWith({ ...PROPS, series: fleet(8), actions: { onAsk } });
  await allDrawn(8);
  fireEvent.click(screen.getByRole('button', { name: '1 anomaly, Critical' }));
  expect(onAsk).toHaveBeenCalledWith({ series: 5, from: 10, to: 10 });
  expect(screen.queryByRole('button', { name: 'no anomalies' })).not.toBeInTheDocument();
});

test('the overlay of the chart is rendered over each plot, with the index of its series', async () => {
  const renderOverlay = (_: unknown, only?: number) => <i data-testid="overlay">{only}</i>;
  showWith({ ...PROPS, series: fleet(8), actions: { renderOverlay } });
  await allDrawn(8);
  const [first, second] = screen.getAllByTestId('overlay').map(({ textContent }) => textContent);
  expect([first, second]).toEqual(['5', '0']);
});

test('a drag is not a click', async () => {
  const toggled = show(3);
  await allDrawn(3);
  const [plot] = screen.getAllByTestId('plot');
  fireEvent.mouseDown(plot, { clientX: 10 });
  fireEvent.click(plot, { clientX: 80 });
  expect(toggled).not.toHaveBeenCalled();
});

test('other new props of the chart draw no plot again', async () => {
  const props = { ...PROPS, series: fleet(3) };
  const { again } = showWith({ ...props, actions: {} });
  await allDrawn(3);
  mockDrawn.mockClear();
  again({ ...props, status: '13 anomalies', actions: {} });
  expect(screen.getByText('13 anomalies')).toBeInTheDocument();
  expect(mockDrawn).not.toHaveBeenCalled();
});

test('a refresh with new samples and a new range draws each plot once, in its turn', async () => {
  const { again } = showWith({ ...PROPS, series: fleet(3) });
  await allDrawn(3);
  mockDrawn.mockClear();
  again({ ...PROPS, series: fleet(3), from: 10, to: 30 });
  expect(mockDrawn).not.toHaveBeenCalled();
  await act(async () => {
    for (let frame = 0; frame < 9; frame++) {
      await new Promise(requestAnimationFrame);
    }
  });
  expect(mockDrawn).toHaveBeenCalledTimes(3);
});

test('a single visible series uses the whole chart, and so do many in a small panel', () => {
  expect(fitsMultiples(fleet(3), 1500, 800)).toBe(true);
  expect(fitsMultiples(fleet(1), 1500, 800)).toBe(false);
  expect(fitsMultiples([...fleet(1), ...fleet(4, { hideFrom: { viz: true } })], 1500, 800)).toBe(false);
  expect(fitsMultiples(fleet(9), 200, 120)).toBe(false);
});
