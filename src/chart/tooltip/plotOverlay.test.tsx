import type uPlot from 'uplot';
import type { UPlotConfigBuilder } from '@grafana/ui';
import { renderHook } from '@testing-library/react';
import { type OverlayPainter, usePlotOverlay } from './plotOverlay';

/** Keeps hooks as a configuration does, without a way to remove one. */
function configWithHooks() {
  const hooks: Array<(plot: uPlot) => void> = [];
  const addHook = (name: string, hook: (plot: uPlot) => void) => {
    if (name === 'drawClear') {
      hooks.push(hook);
    }
  };
  const draw = () => hooks.forEach((hook) => hook({} as uPlot));
  return { config: { addHook } as unknown as UPlotConfigBuilder, draw };
}

test('only the latest painter paints, and once', () => {
  const { config, draw } = configWithHooks();
  const [before, now] = [jest.fn(), jest.fn()];
  const { rerender } = renderHook((painter: OverlayPainter) => usePlotOverlay(config, painter), {
    initialProps: { drawUnder: before },
  });
  rerender({ drawUnder: now });
  draw();
  expect(before).not.toHaveBeenCalled();
  expect(now).toHaveBeenCalledTimes(1);
});

test('an unmounted layer no longer paints', () => {
  const { config, draw } = configWithHooks();
  const drawUnder = jest.fn();
  const { unmount } = renderHook(() => usePlotOverlay(config, { drawUnder }));
  draw();
  unmount();
  draw();
  expect(drawUnder).toHaveBeenCalledTimes(1);
});
