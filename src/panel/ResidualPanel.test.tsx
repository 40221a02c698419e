import React from 'react';
import {
  type DataFrame,
  DataFrameType,
  FieldType,
  LoadingState,
  type PanelProps,
  dateTime,
  getDefaultTimeRange,
  toDataFrame,
} from '@grafana/data';
import type { VizLayoutProps } from '@grafana/ui';
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { AnalysisResult } from '../worker/protocol';
import { DEFAULT_OPTIONS, type ResidualOptions } from './options/options';
import { panelProps } from './panelProps.fixture';
import { ResidualPanel } from './ResidualPanel';
import { AnalysisClientContext } from './useAnalysis';

jest.mock('../worker/client', () => ({ sharedAnalysisClient: jest.fn() }));

// jsdom has no canvas to draw on; what would be drawn is read from the data that the plot is given.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  UPlotChart: ({ data, children }: { data: unknown[][]; children: React.ReactNode }) => {
    if (data[0].includes(666)) {
      throw new Error('cannot draw');
    }
    return (
      <div data-testid="plot" data-lines={data.length - 1} data-points={data[0].length}>
        {children}
      </div>
    );
  },
  TooltipPlugin2: () => null,
  // The layout measures the legend first, and jsdom has no sizes.
  VizLayout: Object.assign(
    ({ width, height, legend, children }: VizLayoutProps) => (
      <>
        {children(width, height)}
        {legend}
      </>
    ),
    { Legend: ({ children }: { children: React.ReactNode }) => <>{children}</> }
  ),
}));
jest.mock('@grafana/runtime', () => ({
  PanelDataErrorView: (props: { needsTimeField?: boolean; needsNumberField?: boolean; message?: string }) => (
    <div data-testid="data-error">{JSON.stringify([props.needsTimeField, props.needsNumberField, props.message])}</div>
  ),
}));

const wide = (...columns: unknown[][]): DataFrame =>
  toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: columns[0].map((_, index) => 1000 * index) },
      ...columns.map((values, index) => ({ name: `s${index}`, type: FieldType.number, values })),
    ],
  });

const timeRange = { ...getDefaultTimeRange(), from: dateTime(0), to: dateTime(10_000) };
const propsOf = (series: DataFrame[], options: unknown = DEFAULT_OPTIONS) =>
  panelProps({ series, state: LoadingState.Done, timeRange }, options);

const pending = () => new Promise<AnalysisResult>(() => undefined);

function show(series: DataFrame[], options?: unknown, analyse: () => Promise<AnalysisResult> = pending) {
  const client = { analyse: jest.fn(analyse), inspect: jest.fn(), learn: jest.fn(), retry: jest.fn() };
  const panel = (props: PanelProps<ResidualOptions>) => (
    <AnalysisClientContext.Provider value={client}>
      <ResidualPanel {...props} />
    </AnalysisClientContext.Provider>
  );
  const view = render(panel(propsOf(series, options)));
  return { client, again: (props: PanelProps<ResidualOptions>) => view.rerender(panel(props)), ...view };
}

const skipped = (reason: 'constant' | 'empty' | 'too-short', points: number): AnalysisResult => ({
  outcomes: [{ status: 'skipped', reason, points, needed: 64 }],
  engine: {
    backend: 'cpu',
    passedOver: [],
    model: { name: 'm', version: '1', sha256: 'f'.repeat(64) },
  },
  elapsedMs: 1,
  cached: false,
  leastStrides: [],
});

test.each([
  ['nothing', []],
  ['no time field', [toDataFrame({ fields: [{ name: 'a', type: FieldType.number, values: [1, 2] }] })]],
  [
    'no number',
    [
      toDataFrame({
        fields: [
          { name: 'time', type: FieldType.time, values: [1, 2] },
          { name: 'a', type: FieldType.string, values: [null, null] },
        ],
      }),
    ],
  ],
  ['an empty frame', [wide([])]],
])('%s is told the way every panel of Grafana tells it, and nothing is asked of the worker', (_, frames) => {
  const { client } = show(frames);
  expect(screen.getByTestId('data-error')).toHaveTextContent('[true,true,null]');
  expect(client.analyse).not.toHaveBeenCalled();
});

test('buckets of a heatmap are one message with a suggestion', () => {
  const frame = { ...wide([1, 2], [3, 4]), refId: 'A', meta: { type: DataFrameType.HeatmapRows } };
  const { client } = show([frame]);
  expect(screen.getByTestId('data-error')).toHaveTextContent('A: buckets of a heatmap');
  expect(client.analyse).not.toHaveBeenCalled();
});

test('a comparison is drawn and listed in the legend, and neither judged nor counted', async () => {
  const past = {
    ...wide([7, 8, 9]),
    refId: 'A-compare',
    meta: { timeCompare: { diffMs: -500, isTimeShiftQuery: true } },
  };
  const { client } = show([{ ...wide([1, 2, 3]), refId: 'A' }, past], DEFAULT_OPTIONS, async () =>
    skipped('too-short', 3)
  );
  expect(await screen.findByText(/1 not judged/)).toBeInTheDocument();
  expect(client.analyse).toHaveBeenCalledWith(expect.objectContaining({ names: ['s0'] }), expect.anything());
  // Values of both, and reconstruction, threshold, error and score of one.
  expect(screen.getByTestId('plot')).toHaveAttribute('data-lines', '6');
  expect(screen.getByText('s0 (comparison)')).toBeInTheDocument();
});

test('the input is drawn while the verdict is still being computed', () => {
  show([wide([1, 2, 3])]);
  expect(screen.getByTestId('plot')).toHaveAttribute('data-points', '3');
  expect(screen.getByRole('status')).toHaveTextContent('Computing');
});

test.each([
  ['one point', [1], 'too-short', 1],
  ['only nulls', [null, null, null], 'empty', 0],
  ['a constant', [7, 7, 7], 'constant', 3],
] as const)('%s is drawn and named as not judged', async (_, values, reason, points) => {
  show([wide([...values])], undefined, async () => skipped(reason, points));
  expect(await screen.findByText('Nothing to judge · 1 not judged')).toBeInTheDocument();
  expect(screen.getByTestId('plot')).toHaveAttribute('data-points', String(values.length));
});

test('unsorted, repeated, infinite and greatest numbers are drawn', () => {
  const frame = toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: [3000, 1000, 1000, 2000] },
      { name: 'a', type: FieldType.number, values: [1e300, -1e300, Infinity, NaN] },
    ],
  });
  show([frame]);
  expect(screen.getByTestId('plot')).toHaveAttribute('data-points', '3');
});

test('50,000 points and 200 series are drawn whole', async () => {
  show([wide(Array.from({ length: 50_000 }, (_, index) => index))]);
  expect(screen.getByTestId('plot')).toHaveAttribute('data-points', '50000');
  show([wide(...Array.from({ length: 200 }, () => [1, 2, 3]))]);
  expect(screen.getAllByTestId('plot')[1]).toHaveAttribute('data-lines', '200');
  expect(await screen.findByTestId('residual-overview')).toBeInTheDocument();
});

test('invalid options do not stop the panel, and the status lists the changes', async () => {
  const garbage = { detection: { windowSize: 'x', span: null, memory: 3 }, display: 7, legend: null, tooltip: [] };
  show([wide([1, 2, 3])], garbage);
  expect(screen.getByRole('status')).toHaveTextContent('3 options changed');
});

test('a failure is shown over the input with a remedy, and retry runs the analysis again', async () => {
  const failure = { code: 'worker-died', message: 'The worker died twice.', remedy: 'Reload the page.' };
  const { client } = show([wide([1, 2, 3])], undefined, () => Promise.reject(Object.assign(new Error(), { failure })));
  expect(await screen.findByText('The worker died twice.')).toBeInTheDocument();
  expect(screen.getByText('Reload the page.')).toBeInTheDocument();
  expect(screen.getByTestId('plot')).toBeInTheDocument();
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Retry' })));
  expect(client.retry).toHaveBeenCalledTimes(1);
  expect(client.analyse).toHaveBeenCalledTimes(2);
});

test('resizing and another time range ask for nothing', () => {
  const { client, again } = show([wide([1, 2, 3])]);
  const props = propsOf([]);
  const frames = [wide([1, 2, 3])];
  again({ ...propsOf(frames), width: 200, height: 120 });
  again({ ...propsOf(frames), timeRange: { ...props.timeRange, to: dateTime(20_000) } });
  expect(client.analyse).toHaveBeenCalledTimes(1);
});

test('a panel of 200×120 px shows the plot without legend, and the status as an icon with a name', () => {
  const { again } = show([wide([1, 2, 3])]);
  again({ ...propsOf([wide([1, 2, 3])]), width: 200, height: 120 });
  expect(screen.queryByText('s0')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: /Computing/ })).toBeInTheDocument();
});

test('a fault in drawing stays within the panel, and other data are another try', () => {
  const silenced = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const bad = toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: [666] },
      { name: 'a', type: FieldType.number, values: [1] },
    ],
  });
  const { again } = show([bad]);
  expect(screen.getByText('Residual could not draw the chart')).toBeInTheDocument();
  again(propsOf([wide([1, 2, 3])]));
  expect(screen.getByTestId('plot')).toBeInTheDocument();
  silenced.mockRestore();
});

describe('the overview of several series', () => {
  const four = [wide([1, 2], [1, 2], [1, 2], [1, 2])];
  const roomOverPlot = () => parseFloat(screen.getByTestId('plot').parentElement?.style.paddingTop ?? '');

  // The mock below must be asked, not what an earlier test has loaded.
  beforeEach(() => jest.resetModules());
  afterEach(() => jest.dontMock('../chart/overview/OverviewStrip'));

  test('finds its room over the plot when it comes, so that the plot stays where it is', async () => {
    jest.doMock('../chart/overview/OverviewStrip', () => ({ OverviewStrip: () => <div>Lanes</div> }));
    show(four);
    expect(screen.queryByText('Lanes')).not.toBeInTheDocument();
    const before = roomOverPlot();
    expect(before).toBeGreaterThan(0);
    expect(await screen.findByText('Lanes')).toBeInTheDocument();
    expect(roomOverPlot()).toBe(before);
  });

  test('is told to be missing where its file is gone, leaves the plot its room, and is asked for again by Retry', async () => {
    const load = jest.fn(() => ({ OverviewStrip: () => <div>Lanes</div> }));
    load.mockImplementationOnce(() => {
      throw new Error('404');
    });
    jest.doMock('../chart/overview/OverviewStrip', load);
    show(four);
    expect(await screen.findByText(/overview\.js could not be loaded: 404/)).toBeInTheDocument();
    expect(screen.getByText(/Reload the page/)).toBeInTheDocument();
    expect(screen.getByTestId('plot')).toHaveAttribute('data-points', '2');
    expect(roomOverPlot()).toBe(0);
    fireEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('Lanes')).toBeInTheDocument();
    expect(screen.queryByText(/could not be loaded/)).not.toBeInTheDocument();
  });

  test('shows no failure once it is closed', async () => {
    jest.doMock('../chart/overview/OverviewStrip', () => {
      throw new Error('404');
    });
    const { again } = show(four);
    expect(await screen.findByText(/overview\.js could not be loaded: 404/)).toBeInTheDocument();
    again(propsOf(four, { ...DEFAULT_OPTIONS, layout: { ...DEFAULT_OPTIONS.layout, overview: 'off' } }));
    expect(screen.queryByText(/could not be loaded/)).not.toBeInTheDocument();
  });
});
