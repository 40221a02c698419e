import React, { type ReactNode } from 'react';
import { CoreApp, type DataQueryRequest, LoadingState, type PanelData, dateTime, rangeUtil } from '@grafana/data';
import { act, renderHook, waitFor } from '@testing-library/react';
import { LookbackStore } from '../../src/data/lookback/lookbackStore';
import { LookbackStoreContext } from '../../src/data/lookback/useLookback';
import type { Interval } from '../../src/detector/interval';
import { DEFAULT_OPTIONS } from '../../src/panel/options/options';
import { panelProps } from '../../src/panel/panelProps.fixture';
import { AnalysisClientContext } from '../../src/panel/useAnalysis';
import { type Verdicts, useVerdicts } from '../../src/panel/useVerdicts';
import type { AnalysisClient } from '../../src/worker/client';
import { register } from './grafanaRuntime';
import type { PanelQuery, Source } from './source';

const MAX_DATA_POINTS = 800;
const WITHIN_MS = 60_000;

/**
 * What Grafana asks a data source for a panel of 800 pixels over this range.
 *
 * @param askedAt epoch milliseconds; absent if the range ends now
 */
function requestOf({ target, minStepMs }: PanelQuery, { from, to }: Interval, askedAt?: number): DataQueryRequest {
  const bounds = { from: dateTime(from), to: dateTime(to) };
  const raw = askedAt === undefined ? { from: `now-${(to - from) / 1000}s`, to: 'now' } : bounds;
  const range = { ...bounds, raw };
  const { interval, intervalMs } = rangeUtil.calculateInterval(range, MAX_DATA_POINTS, `${minStepMs / 1000}s`);
  return {
    app: CoreApp.Dashboard,
    requestId: `Q${to}`,
    timezone: 'utc',
    range,
    rangeRaw: raw,
    interval,
    intervalMs,
    maxDataPoints: MAX_DATA_POINTS,
    targets: [target],
    scopedVars: {},
    startTime: askedAt ?? to,
  };
}

/** A panel over a source: the product's own look-back, completeness, detector and report rules, without the drawing. */
export class Panel {
  private view: ReturnType<typeof renderHook<Verdicts, PanelData>> | null = null;
  private readonly wrapper: (props: { children: ReactNode }) => ReactNode;

  constructor(
    private readonly source: Source,
    private readonly query: PanelQuery,
    client: AnalysisClient,
    private readonly askedAt?: number
  ) {
    register(query.target.datasource.uid, source);
    // A page that was just opened.
    const store = new LookbackStore();
    this.wrapper = ({ children }) => (
      <LookbackStoreContext.Provider value={store}>
        <AnalysisClientContext.Provider value={client}>{children}</AnalysisClientContext.Provider>
      </LookbackStoreContext.Provider>
    );
  }

  /** Shows a range, and waits for look-back and verdict. */
  async show(range: Interval): Promise<Verdicts> {
    const request = requestOf(this.query, range, this.askedAt);
    const series = await this.source.query(request);
    const data: PanelData = { state: LoadingState.Done, series, request, timeRange: request.range };
    if (this.view === null) {
      this.view = renderHook((now: PanelData) => useVerdicts(panelProps(now, {}), DEFAULT_OPTIONS, true), {
        initialProps: data,
        wrapper: this.wrapper,
      });
    } else {
      const { rerender } = this.view;
      await act(async () => rerender(data));
    }
    const { result } = this.view;
    await waitFor(
      () => {
        const { lookback, analysis } = result.current;
        expect(lookback.isLoading).toBe(false);
        expect(analysis.failure ?? analysis.result).not.toBeNull();
        expect(analysis.refining).toBeNull();
      },
      { timeout: WITHIN_MS, interval: 5 }
    );
    return result.current;
  }

  close(): void {
    this.view?.unmount();
  }
}
