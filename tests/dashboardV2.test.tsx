import React from 'react';
import {
  FieldType,
  LoadingState,
  type PanelData,
  type PanelProps,
  dateTime,
  getDefaultTimeRange,
  getPanelOptionsWithDefaults,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  toDataFrame,
} from '@grafana/data';
import type { VizLayoutProps } from '@grafana/ui';
import { render, screen, waitFor } from '@testing-library/react';
import { migratePanel } from '../src/panel/options/migration';
import type { ResidualOptions } from '../src/panel/options/options';
import { panelProps } from '../src/panel/panelProps.fixture';
import { AnalysisClientContext } from '../src/panel/useAnalysis';
import { plugin } from '../src/module';
import type { AnalysisClient } from '../src/worker/client';
import type { AnalysisRequest, AnalysisResult } from '../src/worker/protocol';
import { DASHBOARD_V2 } from './dashboardV2/dashboard';

jest.mock('../src/worker/client', () => ({ sharedAnalysisClient: jest.fn() }));
jest.mock('@grafana/i18n', () => ({
  ...jest.requireActual('@grafana/i18n'),
  initPluginTranslations: () => Promise.resolve({ language: 'en-US' }),
}));
jest.mock('@grafana/runtime', () => ({ config: {}, PanelDataErrorView: () => null }));
// jsdom has no canvas to draw on.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  UPlotChart: ({ width, children }: { width: number; children: React.ReactNode }) => (
    <div data-testid="plot" data-width={width}>
      {children}
    </div>
  ),
  TooltipPlugin2: () => null,
  // The layout measures the legend first, and jsdom has no sizes.
  VizLayout: Object.assign(({ width, height, children }: VizLayoutProps) => <>{children(width, height)}</>, {
    Legend: () => null,
  }),
}));

const MINUTE = 60_000;
const POINTS = 300;
const timeRange = { ...getDefaultTimeRange(), from: dateTime(0), to: dateTime(POINTS * MINUTE) };
const data: PanelData = {
  state: LoadingState.Done,
  timeRange,
  series: [
    toDataFrame({
      fields: [
        { name: 'time', type: FieldType.time, values: Array.from({ length: POINTS }, (_, i) => i * MINUTE) },
        { name: 'load', type: FieldType.number, values: Array.from({ length: POINTS }, (_, i) => Math.sin(i / 5)) },
      ],
    }),
  ],
};

// Grafana registers its editors at its start; here only their names are looked up.
const EDITORS = ['number', 'boolean', 'radio', 'select', 'color', 'slider', 'stats-picker', 'text', 'strings'];
standardEditorsRegistry.setInit(() => EDITORS.map((id) => ({ id, name: id, editor: () => null })));
standardFieldConfigEditorRegistry.setInit(() => []);

/** The page's client: workers belong to it, so panels leak none as long as they give up what they have asked. */
class PageClient {
  readonly asked: AbortSignal[] = [];
  isHolding = false;

  private readonly analyse = (
    { series }: AnalysisRequest,
    { signal }: { signal: AbortSignal }
  ): Promise<AnalysisResult> => {
    this.asked.push(signal);
    const outcomes = series.map(({ times }) => {
      return { status: 'skipped', reason: 'constant', points: times.length, needed: 64 } as const;
    });
    const engine = { backend: 'cpu', passedOver: [], model: { name: 'm', version: '1', sha256: 'f' } } as const;
    return this.isHolding
      ? new Promise(() => undefined)
      : Promise.resolve({ outcomes, engine, elapsedMs: 1, cached: false, leastStrides: [] });
  };

  readonly client: AnalysisClient = { analyse: this.analyse, inspect: jest.fn(), learn: jest.fn(), retry: jest.fn() };
}

/** What Grafana gives a panel of the dashboard: its stored parts after migration, with the plugin's defaults. */
function propsOf(name: string, size: Partial<PanelProps> = {}): PanelProps<ResidualOptions> {
  const element = DASHBOARD_V2.elements[name];
  if (element.kind !== 'Panel') {
    throw new Error(`${name} is no panel`);
  }
  const stored = { id: element.spec.id, type: plugin.meta?.id, ...element.spec.vizConfig.spec };
  stored.options = migratePanel(stored as Parameters<typeof migratePanel>[0]);
  const { options, fieldConfig } = getPanelOptionsWithDefaults({
    plugin,
    currentOptions: stored.options,
    currentFieldConfig: stored.fieldConfig as PanelProps['fieldConfig'],
    isAfterPluginChange: false,
  });
  return { ...panelProps(data, options), ...size, fieldConfig };
}

const shown = (props: PanelProps<ResidualOptions>, { client }: PageClient) => {
  const Panel = plugin.panel as React.ComponentType<PanelProps<ResidualOptions>>;
  return (
    <AnalysisClientContext.Provider value={client}>
      <Panel {...props} />
    </AnalysisClientContext.Provider>
  );
};

const verdict = () => screen.findByText(/^Nothing to judge/);

test.each(Object.keys(DASHBOARD_V2.elements))(
  'the panel “%s” of a dashboard in schema v2 gets a verdict',
  async (name) => {
    render(shown(propsOf(name), new PageClient()));
    expect(await verdict()).toBeInTheDocument();
    expect(screen.getByTestId('plot')).toBeInTheDocument();
  }
);

test('a panel draws without the parts that the JSON may lack, even if Grafana fills in none', async () => {
  render(shown({ ...panelProps(data, undefined), fieldConfig: undefined as never }, new PageClient()));
  expect(await verdict()).toBeInTheDocument();
  expect(screen.getByTestId('plot')).toBeInTheDocument();
});

test('a panel that tabs mount again and again, in any size, asks once each time and leaves nothing running', async () => {
  const page = new PageClient();
  for (const width of [400, 0, 1200, 240, 800]) {
    const view = render(shown(propsOf('bare', { width, height: width / 2 }), page));
    expect(await screen.findByTestId('residual-panel')).toBeInTheDocument();
    view.unmount();
  }
  expect(page.asked).toHaveLength(5);
});

test('a panel that goes while its verdict is computed gives its question up, and gets a verdict when it is back', async () => {
  const page = new PageClient();
  page.isHolding = true;
  render(shown(propsOf('bare'), page)).unmount();
  expect(page.asked.map(({ aborted }) => aborted)).toEqual([true]);
  page.isHolding = false;
  render(shown(propsOf('bare', { width: 500 }), page));
  expect(await verdict()).toBeInTheDocument();
});

test('a panel that conditional rendering gives no room, and then gives some, goes on with the verdict it had', async () => {
  const page = new PageClient();
  const { rerender } = render(shown(propsOf('bare', { width: 0, height: 0 }), page));
  await waitFor(() => expect(page.asked).toHaveLength(1));
  rerender(shown(propsOf('bare', { width: 640, height: 300 }), page));
  expect(await verdict()).toBeInTheDocument();
  expect(Number(screen.getByTestId('plot').dataset.width)).toBeGreaterThan(500);
  expect(page.asked).toHaveLength(1);
});
