import React, { act, createContext, useContext } from 'react';
import {
  type DataFrame,
  FieldType,
  LoadingState,
  createTheme,
  dateTime,
  getDefaultTimeRange,
  toDataFrame,
} from '@grafana/data';
import type { TooltipPlugin2, UPlotChart, VizLayoutProps } from '@grafana/ui';
import fc from 'fast-check';
import { type Root, createRoot } from 'react-dom/client';
import { makePlotModel } from '../src/chart/plot/plotModel';
import { makePlotConfig, structureOf } from '../src/chart/plot/plotConfig';
import { detect } from '../src/detector/pipeline';
import { readFrames } from '../src/series/frames';
import { readOptions } from '../src/panel/options/readOptions';
import { panelProps } from '../src/panel/panelProps.fixture';
import { ResidualPanel } from '../src/panel/ResidualPanel';
import { statusOf } from '../src/panel/status/status';
import { notesOf } from '../src/panel/status/statusNotes';
import { AnalysisClientContext } from '../src/panel/useAnalysis';
import { resolved } from '../src/worker/seriesQuestion';
import type { AnalysisClient } from '../src/worker/client';
import { HOSTILE_TAG, hostileFrames, hostileOptions, hostileText } from './fuzz/hostile';
import { runs } from './runs';
import { cosineAutoencoder } from './toyAutoencoder';

/** Cases that go through everything but React, and of those how many are shown whole: a page costs ten times as much. */
const CASES = runs(150, 10_000);
const SHOWN = runs(8, 600);
// The same cases everywhere and always; a failure is told with its seed and path.
const SEED = 20_260_304;
jest.setTimeout(600_000);

jest.mock('../src/worker/client', () => ({ sharedAnalysisClient: jest.fn() }));

const PlotData = createContext<ReadonlyArray<ArrayLike<unknown>>>([[]]);

/**
 * jsdom has no canvas and no sizes. What would be shown on hover is shown at once, at a few places of each plot: the
 * tooltip of the series, and the notes behind the status.
 */
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  UPlotChart: (props: React.ComponentProps<typeof UPlotChart>) => mockPlot(props),
  TooltipPlugin2: (props: React.ComponentProps<typeof TooltipPlugin2>) => mockHover(props),
  KeyboardPlugin: () => null,
  EventBusPlugin: () => null,
  Tooltip: ({ content, children }: { content: React.ReactNode; children: React.ReactNode }) => (
    <>
      {children}
      <div>{content}</div>
    </>
  ),
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
jest.mock('@grafana/runtime', () => ({ PanelDataErrorView: () => <div>No data</div> }));

/** What the boundary of the panel shows once drawing has thrown. */
const BROKEN = 'Residual could not draw the chart';

function mockPlot({ data, children }: React.ComponentProps<typeof UPlotChart>) {
  return <PlotData.Provider value={data as never}>{children}</PlotData.Provider>;
}

function mockHover({ render }: React.ComponentProps<typeof TooltipPlugin2>) {
  return <Hovers render={render} />;
}

function Hovers({ render }: Pick<React.ComponentProps<typeof TooltipPlugin2>, 'render'>) {
  const data = useContext(PlotData);
  const last = (data[0]?.length ?? 0) - 1;
  const places = [...new Set([0, last >> 1, last])].filter((place) => place >= 0);
  return (
    <>
      {places.map((place) => (
        <div key={place}>
          {render(
            { data } as never,
            data.map(() => place),
            1,
            true,
            () => undefined,
            null,
            false,
            [],
            []
          )}
        </div>
      ))}
    </>
  );
}

const ENGINE = {
  backend: 'cpu',
  passedOver: [],
  model: { name: 'm', version: '1', sha256: 'f'.repeat(64) },
} as const;

/** Judges as the worker does, with a network that is quick, or fails with a hostile sentence. */
function clientThat(fails: string | null): AnalysisClient {
  return {
    async analyse(request) {
      if (fails !== null) {
        const failure = { code: 'engine-failed', message: fails, remedy: fails } as const;
        throw Object.assign(new Error(fails), { failure });
      }
      const outcomes = [];
      const { series, own } = resolved(request);
      for (const [place, one] of series.entries()) {
        outcomes.push(await detect(one, cosineAutoencoder(own[place].windowSize), own[place]));
      }
      const engine = { ...ENGINE, passedOver: ['<x-hostile>'] };
      return { outcomes, engine, elapsedMs: 1, cached: false, leastStrides: [] };
    },
    inspect: () => new Promise(() => undefined),
    learn: () => new Promise(() => undefined),
    retry: () => undefined,
  };
}

const QUIET = { phase: null, failure: null } as const;
const timeRange = { ...getDefaultTimeRange(), from: dateTime(1_700_000_000_000), to: dateTime(1_700_012_000_000) };

const propsOf = (series: DataFrame[], options: unknown) =>
  panelProps({ series, state: LoadingState.Done, timeRange }, options);

let root: Root;
let place: HTMLElement;
beforeAll(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
});
beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

/** Renders the panel in one place, again and again, as a dashboard that refreshes does. */
async function show(frames: DataFrame[], options: unknown, fails: string | null): Promise<void> {
  const client = clientThat(fails);
  await act(async () => {
    root.render(
      <AnalysisClientContext.Provider value={client}>
        <ResidualPanel {...propsOf(frames, options)} />
      </AnalysisClientContext.Provider>
    );
  });
}

/** What the page holds only where text has become HTML. */
function unescaped(within: ParentNode): string[] {
  const suspects = within.querySelectorAll(
    `${HOSTILE_TAG}, script, iframe, object, embed, [onload], [onerror], [href^="javascript:"], [src^="javascript:"]`
  );
  return [...suspects].map(({ outerHTML }) => outerHTML);
}

const failureText = fc.option(hostileText, { nil: null, freq: 8 });

test(`${CASES} hostile answers come through reading, judging and laying out without an error`, async () => {
  const theme = createTheme();
  let judged = 0;
  await fc.assert(
    fc.asyncProperty(hostileFrames, hostileOptions, async (frames, written) => {
      const { options, notices } = readOptions(written);
      const { series, compared, unusable, frames: read } = readFrames(frames);
      const request = { series: series.map((one) => one.series), settings: options.detection };
      const result = await clientThat(null).analyse(request, { signal: new AbortController().signal });
      expect(result.outcomes.filter(({ status }) => status === 'failed')).toEqual([]);
      judged += result.outcomes.filter(({ status }) => status === 'detected').length;

      const detections = result.outcomes.map((one) => (one.status === 'detected' ? one.detection : null));
      const shown = series.map((one, index) => ({ ...one, detection: detections[index] }));
      const drawing = makePlotModel([...shown, ...compared.map((one) => ({ ...one, detection: null }))]);
      const style = { theme, timeZone: 'utc', display: options.display, withLane: true };
      expect(structureOf(drawing, style)).toEqual(expect.any(String));
      makePlotConfig(drawing, style).getConfig();
      const names = series.map(({ name }) => name);
      const { detection: settings } = options;
      const status = { analysis: { ...QUIET, result }, names, settings, visible: names.length, unusable, notices };
      expect(statusOf(status).line).not.toBe('');
      expect(notesOf(status)).not.toEqual([]);
      // Each number is drawn at a time that is one, and whatever else reaches uPlot would leave its scales without numbers.
      expect(drawing.data[0].every(Number.isFinite)).toBe(true);
      const cells = drawing.data.slice(1).flatMap((column) => Array.from(column));
      expect(cells.every((one) => one === null || one === undefined || Number.isFinite(one))).toBe(true);
      expect(read.length).toBeGreaterThanOrEqual(frames.length > 0 && series.length > 0 ? 1 : 0);
    }),
    { numRuns: CASES, seed: SEED }
  );
  // Enough of the answers hold what a network can judge, or all this would say little.
  expect(judged).toBeGreaterThan(CASES / 50);
});

test(`${SHOWN} of them are shown as text: in the plot's tooltips, the legend, the status, its notes and a failure`, async () => {
  const complaints = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  let withMarkup = 0;
  await fc.assert(
    fc.asyncProperty(hostileFrames, hostileOptions, failureText, async (frames, options, fails) => {
      await show(frames, options, fails);
      expect(place.textContent).not.toContain(BROKEN);
      expect(unescaped(document)).toEqual([]);
      expect(complaints.mock.calls).toEqual([]);
      withMarkup += place.textContent?.includes(`<${HOSTILE_TAG}`) ? 1 : 0;
    }),
    { numRuns: SHOWN, seed: SEED }
  );
  complaints.mockRestore();
  expect(withMarkup).toBeGreaterThan(SHOWN / 10);
});

test('text that has become HTML would be found', () => {
  const careless = document.createElement('div');
  careless.innerHTML = fc.sample(hostileText, { numRuns: 200, seed: SEED }).join('');
  expect(unescaped(careless)).not.toEqual([]);
});

test.each<[string, DataFrame[]]>([
  ['a series of 200,000 points', [manyPoints(200_000)]],
  ['2,000 frames of one point', Array.from({ length: 2_000 }, () => manyPoints(1))],
  ['a frame of 2,000 fields', [manyFields(2_000)]],
])('lays out %s', (_, frames) => {
  const { series } = readFrames(frames);
  const drawing = makePlotModel(series.map((one) => ({ ...one, detection: null })));
  expect(drawing.lines.filter(({ role }) => role === 'value')).toHaveLength(series.length);
  expect(series.length).toBeGreaterThan(0);
});

function manyPoints(count: number): DataFrame {
  const times = Array.from({ length: count }, (_, index) => index);
  return toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: times },
      { name: '<b>', type: FieldType.number, values: times },
    ],
  });
}

function manyFields(count: number): DataFrame {
  const fields = Array.from({ length: count }, (_, index) => ({
    name: `<b>${index}`,
    type: FieldType.number,
    values: [1],
  }));
  return toDataFrame({ fields: [{ name: 'time', type: FieldType.time, values: [1] }, ...fields] });
}
