import React, { type ReactNode } from 'react';
import { act, renderHook } from '@testing-library/react';
import { FakeSource, STEP_MS, at, requestFor, shown } from './fakeSource.fixture';
import { LookbackStore } from './lookbackStore';
import { lookbackNotes } from '../../panel/status/lookbackNotes';
import { type Lookback, type LookbackInput, LookbackStoreContext, useLookback } from './useLookback';

type Shown = ReturnType<typeof shown>;

interface LookbackSetUp extends Partial<Pick<LookbackInput, 'isVisible' | 'mode'>> {
  /** Room for all that was looked back over. */
  readonly maxBytes?: number;
}

/** The look-back, and what the status says of it. */
function withNotes(lookback: Lookback, { data, reading }: LookbackInput) {
  return { ...lookback, ...lookbackNotes(lookback, reading.series, data.timeRange.from.valueOf()) };
}

/** A panel over a source that answers when it is told to. */
export function setUp(first: Shown, { isVisible = true, mode = 'auto', maxBytes }: LookbackSetUp = {}) {
  const source = new FakeSource();
  const store = new LookbackStore({ run: source.run, maxBytes });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <LookbackStoreContext.Provider value={store}>{children}</LookbackStoreContext.Provider>
  );
  const look = (input: Shown) =>
    renderHook((props: LookbackInput) => withNotes(useLookback(props), props), {
      wrapper,
      initialProps: { ...input, mode, isVisible },
    });
  const hook = look(first);
  const show = (next: Shown, seen = isVisible) => {
    jest.setSystemTime(next.data.request?.startTime ?? 0);
    hook.rerender({ ...next, mode, isVisible: seen });
  };
  const respond = () => act(() => source.respond());
  const firstPoint = () => {
    const times = hook.result.current.contexts[0]?.times ?? [];
    return times.length === 0 ? null : (times[0] - at(0)) / STEP_MS;
  };
  return { source, store, look, show, respond, firstPoint, ...hook };
}

/** What a panel shows of 400 points that end now, or in the past. */
export const live = (to: number) => shown(requestFor(to - 400, to));
export const past = (from: number, to: number) => shown(requestFor(from, to, false));
