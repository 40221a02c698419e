import React, { useState } from 'react';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { DEFAULT_DISPLAY } from '../../chart/plot/display';
import type { ChartSeries } from '../../chart/plot/plotModel';
import type { Inspection } from '../../detector/explain/inspection';
import { DEFAULT_REPORT_RULES } from '../../detector/report/report';
import { DEFAULT_DETECTOR_SETTINGS } from '../../detector/settings';
import type { InspectionRequest } from '../../worker/protocol';
import { AnalysisClientContext } from '../useAnalysis';
import {
  FIRST,
  LAST,
  inspection,
  judgedSeries,
  minute,
  panelSeries,
  peak,
  scoredPeak,
  sequence,
  verdict,
} from './inspection.fixture';
import { Inspector } from './Inspector';
import type { InspectorProps } from './inspectorContext';
import type { Inspected } from './useInspected';

jest.mock('../../worker/client', () => ({ sharedAnalysisClient: jest.fn() }));

// jsdom has no canvas to draw on; what would be drawn is read from the data that the plot is given.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  UPlotChart: ({ data, children }: { data: unknown[][]; children?: React.ReactNode }) => (
    <div data-testid="plot" data-lines={data.length - 1} data-points={data[0].length}>
      {children}
    </div>
  ),
  TooltipPlugin2: () => null,
}));

/** jsdom lays nothing out, so there is nothing to observe. */
class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Object.assign(globalThis, { ResizeObserver: NoObserver, IntersectionObserver: NoObserver });

const WHY: Inspected = { series: 0, from: minute(FIRST), to: minute(LAST), view: 'why' };

function propsOf(changed: Partial<InspectorProps> = {}): InspectorProps {
  return {
    inspected: WHY,
    series: panelSeries(),
    judged: judgedSeries(),
    settings: DEFAULT_DETECTOR_SETTINGS,
    rules: DEFAULT_REPORT_RULES,
    teaching: undefined,
    labelText: () => undefined,
    engine: 'auto',
    engineStatus: {
      backend: 'wasm',
      passedOver: [],
      model: { name: 'm', version: '1', sha256: 'abcdef12'.repeat(8) },
    },
    panel: 'p',
    display: DEFAULT_DISPLAY,
    timeZone: 'utc',
    earlier: null,
    returnFocusTo: null,
    onInspect: jest.fn(),
    onShow: jest.fn(),
    onClose: jest.fn(),
    ...changed,
  };
}

type Inspect = (request: InspectionRequest) => Promise<Inspection>;

async function open(changed: Partial<InspectorProps> = {}, inspect: Inspect = async () => inspection()) {
  const client = { analyse: jest.fn(), learn: jest.fn(), retry: jest.fn(), inspect: jest.fn(inspect) };
  const shown = (props: InspectorProps) => (
    <AnalysisClientContext.Provider value={client}>
      <Inspector {...props} />
    </AnalysisClientContext.Provider>
  );
  const props = propsOf(changed);
  const view = render(shown(props));
  await waitFor(() => expect(client.inspect).toHaveBeenCalled());
  const again = async (next: Partial<InspectorProps>) => act(async () => view.rerender(shown({ ...props, ...next })));
  return { client, props, again, close: view.unmount };
}

/** As the panel keeps it: which view is open. */
function Kept(props: InspectorProps) {
  const [inspected, setInspected] = useState(props.inspected);
  return <Inspector {...props} inspected={inspected} onInspect={setInspected} />;
}

test('explains the verdict, draws the close-up, and shows the provenance', async () => {
  const { client } = await open();
  expect(await screen.findByText(/412 req\/s instead of 200 req\/s/)).toBeInTheDocument();
  const closeUp = within(screen.getByRole('region', { name: 'Close-up' }));
  expect(closeUp.getByTestId('plot')).toHaveAttribute('data-points', '60');
  expect(screen.getByText('Model m 1, weights abcdef12')).toBeInTheDocument();
  expect(screen.getByText('No data left this browser')).toBeInTheDocument();
  expect(screen.getByText('Window: 64 points')).toBeInTheDocument();
  expect(client.inspect.mock.calls[0][0]).toMatchObject({
    panel: 'p',
    name: 'requests',
    at: { from: minute(FIRST), to: minute(LAST) },
  });
});

test('shows each recalled window over the judged one, with its time, its nearness and whose word it is', async () => {
  await open();
  const recalled = within(await screen.findByRole('region', { name: 'Recalled windows' }));
  const tiles = recalled.getAllByRole('button');
  expect(tiles).toHaveLength(3);
  expect(tiles[0]).toHaveTextContent('2026-03-04 09:00:00 – 09:07:00');
  expect(tiles[0]).toHaveTextContent('Alike: 1 × the usual distance');
  expect(within(tiles[0]).getByTestId('plot')).toHaveAttribute('data-lines', '2');
  expect(tiles[1]).toHaveTextContent('Unlike: 4 × the usual distance');
  expect(tiles[1]).toHaveTextContent('Labelled');
  expect(tiles[2]).toHaveTextContent('Learnt memory');
});

test.each([
  [2, '2 recalled windows overlap a detected interval, so they are not shown as normal.'],
  [1, '1 recalled window overlaps a detected interval, so it is not shown as normal.'],
])(
  'tells how many recalled windows overlap an interval that was found (%p), and shows none of them',
  async (count, text) => {
    await open({}, async () => inspection({ recalled: [], recalledReported: count }));
    const recalled = await screen.findByRole('region', { name: 'Recalled windows' });
    expect(recalled).toHaveTextContent(text);
    expect(within(recalled).queryAllByRole('button')).toHaveLength(0);
  }
);

test('states which threshold decided, and the step of each peak to the next', async () => {
  await open();
  const search = await screen.findByRole('region', { name: 'Threshold search' });
  // Mean 6 and deviation 8: epsilon of z = 3 is 30; the only other admissible candidate is 2.5.
  expect(search).toHaveTextContent('The lowest cost wins: z = 3, epsilon 30 req/s. Next best: z = 2.5.');
  expect(search).toHaveTextContent('Epsilon sets the threshold because it is higher than the noise floor, 12 req/s.');
  const [, first, second, elsewhere] = within(screen.getByRole('region', { name: 'Peaks' })).getAllByRole('row');
  expect(first).toHaveTextContent(/\(this one\).*93 req\/s.*65 %.*Kept/);
  expect(second).toHaveTextContent(/32 req\/s.*68 %.*Pruned/);
  expect(elsewhere).toHaveTextContent('10 req/s');
});

test('with more evidence than the error, the figures have the score and each evidence', async () => {
  await open({}, async () => inspection({ verdict: verdict({ peak: { ...scoredPeak, threshold: 31 } }) }));
  const figures = within((await screen.findByText('All figures')).closest('details')!);
  const figure = (name: string) => figures.getByText(name, { selector: 'dt' }).nextElementSibling;
  expect(figure('Score')).toHaveTextContent('120 req/s');
  expect(figure('Smoothed error')).toHaveTextContent('93 req/s');
  expect(figure('Score ÷ threshold')).toHaveTextContent('4.0×');
  expect(figure('Reconstruction error ÷ large')).toHaveTextContent('2.1');
  expect(figure('Distance of 8 points ÷ large')).toHaveTextContent('−0.3');
  expect(figure('Distance of 128 points ÷ large')).toHaveTextContent('5.2');
  expect(screen.getByText(/Below: score, smoothed error \(thin\) and threshold\.$/)).toBeInTheDocument();
  // That of the error is 30.
  expect(screen.getByRole('region', { name: 'Threshold search' })).toHaveTextContent(
    'The line above lies at 31 req/s, just above the greatest score that is not reported.'
  );
});

test('with the error alone, the figures have no score', async () => {
  await open();
  const figures = within((await screen.findByText('All figures')).closest('details')!);
  expect(figures.queryByText('Score', { selector: 'dt' })).toBeNull();
  expect(figures.getByText('Error ÷ threshold', { selector: 'dt' })).toBeInTheDocument();
});

test('a series that stands still has no search for a threshold to show', async () => {
  const flatline = { ...sequence, decidedBy: 'flatline' as const, score: 3.1 };
  await open({}, async () => inspection({ verdict: verdict({ sequence: flatline }) }));
  expect(await screen.findByText('The series is flat here; elsewhere it changes at nearly every point.')).toBeVisible();
  expect(screen.getByText(/^Shaded: the flatline\./)).toBeInTheDocument();
  expect(screen.queryByText('Threshold search')).toBeNull();
  expect(screen.queryByText('Peaks')).toBeNull();
});

test('what error and distance found together has no search among the errors to show', async () => {
  const agreed = { ...sequence, decidedBy: 'agreement' as const };
  await open({}, async () => inspection({ verdict: verdict({ sequence: agreed, peak: scoredPeak }) }));
  expect(await screen.findByText(/Error and distance are large together\./)).toBeVisible();
  expect(screen.queryByText('Threshold search')).toBeNull();
  expect(screen.queryByText('Peaks')).toBeNull();
});

test('a peak of the pruning leads to its own inspection', async () => {
  const { props } = await open();
  const pruning = within(await screen.findByRole('region', { name: 'Peaks' }));
  fireEvent.click(pruning.getAllByRole('button')[1]);
  expect(props.onInspect).toHaveBeenCalledWith({ series: 0, from: minute(10), to: minute(12), view: 'why' });
});

test('a similar moment is one press away, shown with as much around it', async () => {
  const { props } = await open({ inspected: { ...WHY, view: 'similar' } });
  const similar = within(await screen.findByRole('region', { name: 'Similar moments' }));
  fireEvent.click(similar.getAllByRole('button')[0]);
  // Minutes 2 to 9, seven of them, and seven on either side.
  expect(props.onShow).toHaveBeenCalledWith({ from: minute(2 - 7), to: minute(9 + 7) });
});

test('after a jump the way back stands first', async () => {
  const earlier = { label: 'Back to Last 6 hours', goBack: jest.fn() };
  await open({ earlier });
  fireEvent.click(await screen.findByRole('button', { name: 'Back to Last 6 hours' }));
  expect(earlier.goBack).toHaveBeenCalledTimes(1);
});

test('arrows go from tab to tab and take the focus along', async () => {
  const inspect = jest.fn(async () => inspection());
  const client = { analyse: jest.fn(), learn: jest.fn(), retry: jest.fn(), inspect };
  render(
    <AnalysisClientContext.Provider value={client}>
      <Kept {...propsOf()} />
    </AnalysisClientContext.Provider>
  );
  await screen.findByRole('region', { name: 'Close-up' });
  const tab = screen.getByRole('tab', { name: 'Why' });
  tab.focus();
  fireEvent.keyDown(tab, { key: 'ArrowRight' });
  expect(screen.getByRole('tab', { name: 'Similar moments' })).toHaveFocus();
  expect(screen.getByRole('region', { name: 'Similar moments' })).toBeInTheDocument();
  fireEvent.keyDown(screen.getByRole('tab', { name: 'Similar moments' }), { key: 'ArrowRight' });
  expect(screen.getByRole('tab', { name: 'Why' })).toHaveFocus();
  expect(inspect).toHaveBeenCalledTimes(1);
});

describe('the first press of Escape', () => {
  const escape = () =>
    act(async () => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape', keyCode: 27 }));

  /** As Grafana's tooltip does it once it is pinned: it hears Escape first, and goes by a press beside it. */
  function pinTooltip() {
    const dismissed = jest.fn(() => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('mousedown', dismissed, true);
    });
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        dismissed();
      }
    };
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('mousedown', dismissed, true);
    return dismissed;
  }

  test('closes, from the tab that has the focus at first', async () => {
    const { props } = await open();
    expect(screen.getByRole('tab', { name: 'Why' })).toHaveFocus();
    await escape();
    expect(props.onClose).toHaveBeenCalledTimes(1);
  });

  test('gives the focus back to what opened the inspector, whatever had it before that', async () => {
    render(
      <>
        <button>earlier</button>
        <button>opener</button>
      </>
    );
    act(() => screen.getByText('earlier').focus());
    act(() => screen.getByText('opener').focus());
    const { close } = await open();
    close();
    // As the drawer does where it knows of no better.
    act(() => screen.getByText('earlier').focus());
    await waitFor(() => expect(screen.getByText('opener')).toHaveFocus());
  });

  test('gives the focus to the list if its row is gone, and to the chart if no row opened the inspector', async () => {
    const row = '<div data-row="0" tabindex="0">row</div>';
    for (const [opener, heir] of [
      ['row', 'row'],
      ['elsewhere', 'chart'],
    ]) {
      const home = document.body.appendChild(document.createElement('div'));
      home.innerHTML = `<div tabindex="0">chart</div><button>elsewhere</button>${row}`;
      act(() => within(home).getByText(opener).focus());
      const { close } = await open({ returnFocusTo: home });
      // Another range has other rows.
      home.innerHTML = `<div tabindex="0">chart</div>${row}`;
      close();
      await waitFor(() => expect(within(home).getByText(heir)).toHaveFocus());
      home.remove();
    }
  });

  test('closes even if a tooltip was pinned in the chart beneath', async () => {
    pinTooltip();
    const { props } = await open();
    await escape();
    expect(props.onClose).toHaveBeenCalledTimes(1);
  });

  test('lets go of a tooltip that is pinned in the inspector, and the second press closes', async () => {
    const { props } = await open();
    const dismissed = pinTooltip();
    await escape();
    expect(dismissed).toHaveBeenCalledTimes(1);
    expect(props.onClose).not.toHaveBeenCalled();
    await escape();
    expect(props.onClose).toHaveBeenCalledTimes(1);
  });
});

test('what a rule of the panel holds back says which rule and by how much', async () => {
  // The farthest point deviates by 412 − 200.
  const series: ChartSeries = { ...panelSeries(), detection: { ...emptyDetection(), sequences: [] } };
  await open({ series, rules: { ...DEFAULT_REPORT_RULES, leastDeviation: 300 } });
  expect(await screen.findByText('Detected, but suppressed by a rule of this panel.')).toBeInTheDocument();
  expect(
    screen.getByText(/It deviates by 212 req\/s; this panel reports deviations of at least 300 req\/s/)
  ).toBeInTheDocument();
});

test('a point between merged anomalies is not called unreported', async () => {
  const between = verdict({ reason: 'below-threshold', sequence: null, peak: { ...peak, share: 0.4 } });
  const series: ChartSeries = { ...panelSeries(), detection: { ...emptyDetection(), sequences: [sequence] } };
  await open({ series, rules: { ...DEFAULT_REPORT_RULES, mergeWithin: 20 } }, async () =>
    inspection({ verdict: between })
  );
  expect(await screen.findByText(/Part of a reported anomaly: this panel merges/)).toBeInTheDocument();
  expect(screen.queryByText(/Not reported/)).not.toBeInTheDocument();
});

test('new data are asked about while the picture stays', async () => {
  const { client, again } = await open();
  await screen.findByRole('region', { name: 'Close-up' });
  client.inspect.mockImplementation(() => new Promise(() => undefined));
  await again({ judged: judgedSeries() });
  expect(client.inspect).toHaveBeenCalledTimes(2);
  expect(screen.getByRole('region', { name: 'Close-up' })).toBeInTheDocument();
});

test('the same settings and teaching in other objects are not asked about again', async () => {
  const { client, props, again } = await open();
  await screen.findByRole('region', { name: 'Close-up' });
  await again({ settings: { ...props.settings } });
  expect(client.inspect).toHaveBeenCalledTimes(1);
});

test('once the dashboard shows another time the picture stays and says so', async () => {
  const { client, again } = await open();
  await screen.findByRole('region', { name: 'Close-up' });
  const later = judgedSeries();
  await again({ judged: { ...later, times: later.times.map((time) => time + 1e9) } });
  expect(screen.getByText(/The dashboard's time range has changed/)).toBeInTheDocument();
  expect(screen.getByRole('region', { name: 'Close-up' })).toBeInTheDocument();
  expect(client.inspect).toHaveBeenCalledTimes(1);
});

test('a series that the query no longer returns is reported, and its picture stays', async () => {
  const { again } = await open();
  await screen.findByRole('region', { name: 'Close-up' });
  await again({ series: null, judged: null });
  expect(screen.getByText(/The query no longer returns this series/)).toBeInTheDocument();
  expect(screen.getByRole('region', { name: 'Close-up' })).toBeInTheDocument();
});

test('a failure says what is wrong and what to do, and retry asks again', async () => {
  const failure = { code: 'worker-died', message: 'The worker died twice.', remedy: 'Reload the page.' };
  const { client } = await open({}, () => Promise.reject(Object.assign(new Error(), { failure })));
  expect(await screen.findByText('The worker died twice.')).toBeInTheDocument();
  client.inspect.mockImplementation(async () => inspection());
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Retry' })));
  expect(await screen.findByRole('region', { name: 'Close-up' })).toBeInTheDocument();
});

test('a point where nothing was judged has its sentence and no arithmetic', async () => {
  const nothing = verdict({ reason: 'not-judged', peak: null, sequence: null, window: null, candidate: null });
  await open({}, async () => inspection({ verdict: nothing, recalled: [], judgedWindow: undefined }));
  expect(await screen.findByText('Not judged: a gap, or too few points around it.')).toBeInTheDocument();
  expect(screen.queryByRole('region', { name: 'Threshold search' })).not.toBeInTheDocument();
});

function emptyDetection() {
  const { values } = judgedSeries();
  return {
    windowSize: 64,
    reconstruction: values,
    error: values,
    smoothedError: values,
    score: values,
    threshold: values,
    certainty: new Uint8Array(values.length),
    changePoints: [],
    suppressed: [],
    usedLabels: [],
  };
}
