import React, { useState } from 'react';
import { type DataFrame, LoadingState, type PanelData, type PanelProps } from '@grafana/data';
import type { VizLayoutProps } from '@grafana/ui';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { of } from 'rxjs';
import type { AnalysisRequest, AnalysisResult } from '../worker/protocol';
import { FakeSource, at, framesFor, requestFor, shown } from '../data/lookback/fakeSource.fixture';
import { LookbackStore } from '../data/lookback/lookbackStore';
import { LookbackStoreContext } from '../data/lookback/useLookback';
import { DEFAULT_OPTIONS, type ResidualOptions } from './options/options';
import { panelProps } from './panelProps.fixture';
import { ResidualPanel } from './ResidualPanel';
import { AnalysisClientContext } from './useAnalysis';

jest.mock('../worker/client', () => ({ sharedAnalysisClient: jest.fn() }));

const mockFetch = jest.fn();
jest.mock('@grafana/runtime', () => ({
  config: {},
  getTemplateSrv: () => ({ replace: (text: string) => text }),
  getBackendSrv: () => ({ fetch: mockFetch }),
  isFetchError: () => false,
}));

/** Called with what is drawn each time React renders the plot. */
const mockPlotRendered = jest.fn();
// jsdom has no canvas. The tooltip keeps what is hovered to itself, as Grafana's does.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  UPlotChart: ({ data, children }: { data: unknown[][]; children: React.ReactNode }) => {
    mockPlotRendered(data);
    return <>{children}</>;
  },
  TooltipPlugin2: function Tooltip() {
    const [hovers, setHovers] = useState(0);
    return <button onClick={() => setHovers(hovers + 1)}>hovered {hovers}</button>;
  },
  VizLayout: Object.assign(({ width, height, children }: VizLayoutProps) => <>{children(width, height)}</>, {
    Legend: () => null,
  }),
}));

const MARK = { id: 7, panelId: 1, text: '', tags: ['residual', 'residual:left-out'], dashboardUID: 'd' };

const OPTIONS: ResidualOptions = { ...DEFAULT_OPTIONS, lookback: { mode: 'fixed', duration: '6h' } };

const propsOf = (data: PanelData): PanelProps<ResidualOptions> => ({ ...panelProps(data, OPTIONS), onChangeTimeRange });
const onChangeTimeRange = jest.fn();

const resultOf = ({ series }: AnalysisRequest): AnalysisResult => ({
  outcomes: series.map(({ times }) => ({ status: 'skipped', reason: 'constant', points: times.length, needed: 64 })),
  engine: { backend: 'cpu', passedOver: [], model: { name: 'm', version: '1', sha256: 'f' } },
  elapsedMs: 1,
  cached: false,
  leastStrides: [],
});

/** A live dashboard that ends `to` points after the fixture's beginning. */
function live(to: number, state = LoadingState.Done, frames?: DataFrame[]): PanelData {
  const request = { ...requestFor(to - 400, to), dashboardUID: 'd' };
  return shown(request, frames ?? framesFor(request), state).data;
}

async function open() {
  const source = new FakeSource();
  const analyse = jest.fn(async (request: AnalysisRequest) => resultOf(request));
  const client = { analyse, inspect: jest.fn(), learn: jest.fn(), retry: jest.fn() };
  const store = new LookbackStore({ run: source.run });
  const panel = (data: PanelData) => (
    <LookbackStoreContext.Provider value={store}>
      <AnalysisClientContext.Provider value={client}>
        <ResidualPanel {...propsOf(data)} />
      </AnalysisClientContext.Provider>
    </LookbackStoreContext.Provider>
  );
  const view = render(panel(live(10_000)));
  // The labels are read before the longer query has answered.
  await act(async () => undefined);
  await act(async () => source.respond());
  const refresh = async (data: PanelData) => {
    jest.setSystemTime(data.request?.startTime ?? 0);
    await act(async () => view.rerender(panel(data)));
  };
  return { analyse, source, refresh };
}

beforeEach(() => {
  jest.useFakeTimers({ now: at(10_000) });
  mockPlotRendered.mockClear();
  mockFetch.mockReset();
  mockFetch.mockReturnValue(of({ data: [{ ...MARK, time: at(9_700), timeEnd: at(9_720) }] }));
});
afterEach(() => jest.useRealTimers());

test('with look-back and a mark the first verdict is asked for once, on all that is known', async () => {
  const { analyse } = await open();
  expect(analyse).toHaveBeenCalledTimes(1);
  const [{ series, teachings }] = analyse.mock.calls[0];
  expect(series[0].times.length).toBeGreaterThan(1440);
  expect(teachings?.[0]?.excluded).toEqual([{ id: '7', from: at(9_700), to: at(9_720) }]);
});

test('a refresh asks once, whatever it brings along: Grafana says first that it loads', async () => {
  const { analyse, source, refresh } = await open();
  for (const to of [10_001, 10_002, 10_003]) {
    analyse.mockClear();
    await refresh({ ...live(to - 1), state: LoadingState.Loading });
    expect(analyse).not.toHaveBeenCalled();
    await refresh(live(to));
    expect(analyse).toHaveBeenCalledTimes(1);
  }
  expect(source.asked).toHaveLength(1);
});

test('a refresh that brings the same samples asks for nothing', async () => {
  const { analyse, refresh } = await open();
  await refresh(live(10_000));
  expect(analyse).toHaveBeenCalledTimes(1);
});

test('new samples render the plot when they come and when their verdict does', async () => {
  const { refresh } = await open();
  mockPlotRendered.mockClear();
  await refresh(live(10_001));
  expect(mockPlotRendered).toHaveBeenCalledTimes(2);
});

test('hovering renders the tooltip and nothing around it', async () => {
  await open();
  mockPlotRendered.mockClear();
  fireEvent.click(screen.getByText('hovered 0'));
  expect(screen.getByText('hovered 1')).toBeInTheDocument();
  expect(mockPlotRendered).not.toHaveBeenCalled();
});
