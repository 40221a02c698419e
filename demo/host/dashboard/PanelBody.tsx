import {
  type AbsoluteTimeRange,
  applyFieldOverrides,
  CoreApp,
  type DataQueryRequest,
  DashboardCursorSync,
  type EventBus,
  getFieldDisplayName,
  type PanelData,
  type PanelPlugin,
  PluginContextProvider,
  type TimeRange,
} from '@grafana/data';
import { ErrorBoundary, type PanelContext, PanelContextProvider, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import type { VizTile } from './dashboard';
import { PlaceMessage } from './PlaceMessage';
import { colorSeries, toggleSeries } from './seriesVisibility';
import { type PanelState, usePanelOptions } from './usePanelOptions';
import type { Size } from './useSize';

/** The page's inputs to a panel of a dashboard. */
export interface PanelHost {
  readonly tile: VizTile;
  readonly dashboardUID: string;
  readonly plugin: PanelPlugin;
  readonly state: PanelState;
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly eventBus: EventBus;
  readonly onChange: (next: PanelState) => void;
  readonly onChangeTimeRange: (range: AbsoluteTimeRange) => void;
}

/** The plugin's component with Grafana's inputs to a panel: defaults, field overrides, context, error boundary. */
export function PanelBody(props: PanelHost & { readonly data: PanelData; readonly size: Size }) {
  const { tile, dashboardUID, plugin, state, data, timeZone, eventBus, size, onChange, onChangeTimeRange } = props;
  const theme = useTheme2();
  const { options, fieldConfig } = usePanelOptions(plugin, state);
  const drawn = useMemo<PanelData>(() => {
    const series = applyFieldOverrides({
      data: data.series,
      fieldConfig,
      fieldConfigRegistry: plugin.fieldConfigRegistry,
      replaceVariables: (text) => text,
      theme,
      timeZone,
    });
    const request = { ...emptyRequest(data.timeRange, timeZone), ...data.request, dashboardUID, panelId: tile.id };
    return { ...data, series, request };
  }, [data, fieldConfig, plugin, theme, timeZone, dashboardUID, tile.id]);

  const context = useMemo<PanelContext>(() => {
    const names = () =>
      drawn.series.flatMap((frame) =>
        frame.fields
          .filter(({ type }) => type === 'number')
          .map((field) => getFieldDisplayName(field, frame, drawn.series))
      );
    return {
      eventsScope: 'residual-demo',
      eventBus,
      app: CoreApp.Dashboard,
      sync: () => DashboardCursorSync.Crosshair,
      canAddAnnotations: () => false,
      canEditAnnotations: () => false,
      canDeleteAnnotations: () => false,
      onToggleSeriesVisibility: (label, mode) =>
        onChange({ ...state, fieldConfig: toggleSeries(fieldConfig, label, mode, names()) }),
      onSeriesColorChange: (label, color) =>
        onChange({ ...state, fieldConfig: colorSeries(fieldConfig, label, color) }),
    };
  }, [drawn, eventBus, fieldConfig, onChange, state]);

  const Panel = plugin.panel;
  if (!Panel) {
    return <PlaceMessage title="This plugin has no panel." />;
  }
  return (
    <ErrorBoundary dependencies={[data, state, plugin]} errorLogger={ignoreHere}>
      {({ error }) =>
        error ? (
          <PlaceMessage title="The panel failed" text={error.message} />
        ) : (
          <PluginContextProvider meta={plugin.meta}>
            <PanelContextProvider value={context}>
              <Panel
                id={tile.id}
                title={tile.title}
                data={drawn}
                timeRange={data.timeRange}
                timeZone={timeZone}
                options={options}
                fieldConfig={fieldConfig}
                transparent={false}
                width={size.width}
                height={size.height}
                renderCounter={0}
                eventBus={eventBus}
                replaceVariables={(text) => text}
                onOptionsChange={(next) => onChange({ ...state, options: next })}
                onFieldConfigChange={(next) => onChange({ ...state, fieldConfig: next })}
                onChangeTimeRange={onChangeTimeRange}
              />
            </PanelContextProvider>
          </PluginContextProvider>
        )
      }
    </ErrorBoundary>
  );
}

/** The request if the frames come from a source of the page and not from a query of Grafana's. */
function emptyRequest(range: TimeRange, timezone: string): DataQueryRequest {
  return {
    app: CoreApp.Dashboard,
    requestId: '',
    interval: '',
    intervalMs: 0,
    range,
    scopedVars: {},
    targets: [],
    timezone,
    startTime: 0,
  };
}

/** The error is shown in the panel's place; there is no Faro here to report it to. */
function ignoreHere(): void {
  return undefined;
}
