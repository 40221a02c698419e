import React from 'react';
import { FieldType } from '@grafana/data';
import { SortOrder, TooltipDisplayMode } from '@grafana/schema';
import { render, screen } from '@testing-library/react';
import type { Detection } from '../../detector/detection';
import { ChartTooltip } from './ChartTooltip';
import { DEFAULT_DISPLAY } from '../plot/display';
import { type ChartSeries, makePlotModel, withRange } from '../plot/plotModel';

const detection: Detection = {
  windowSize: 64,
  reconstruction: Float64Array.of(10, 12.5),
  error: Float64Array.of(0, 7.5),
  smoothedError: Float64Array.of(0.5, 6.25),
  score: Float64Array.of(0.5, 6.25),
  threshold: Float64Array.of(2, 2),
  certainty: Uint8Array.of(1, 2),
  sequences: [{ from: 60_000, to: 60_000, peak: 60_000, score: 3.21, pass: 1, decidedBy: 'epsilon' }],
  changePoints: [],
  suppressed: [],
  usedLabels: [],
};

function series(name: string, values: number[], change: Partial<ChartSeries> = {}, custom = {}): ChartSeries {
  return {
    name,
    field: { name, type: FieldType.number, values, config: { unit: 'ms', decimals: 2, custom } },
    frameIndex: 0,
    fieldIndex: 1,
    series: { times: Float64Array.of(0, 60_000), values: Float64Array.from(values) },
    rows: null,
    detection: null,
    ...change,
  };
}

/** Text of the tooltip at a data index, nearest to line `nearest`. */
function read(all: ChartSeries[], dataIdx: number, nearest: number | null, options = {}): string {
  const model = withRange(makePlotModel(all), { from: 0, to: 60_000 }, false);
  const { container } = render(
    <ChartTooltip
      model={model}
      dataIdxs={model.data.map(() => dataIdx)}
      nearest={nearest}
      options={{ mode: TooltipDisplayMode.Single, sort: SortOrder.None, ...options }}
      display={DEFAULT_DISPLAY}
      timeZone="utc"
      pinned={false}
      links={[]}
    />
  );
  return container.textContent ?? '';
}

const ALL = { mode: TooltipDisplayMode.Multi };

test('shows time, value, reconstruction, error and threshold with their unit, and the severity', () => {
  const text = read([series('a', [10, 20], { detection })], 1, 1);
  expect(text).toContain('1970-01-01 00:01:00');
  for (const part of ['20.00 ms', 'Reconstruction12.50 ms', 'Smoothed error6.25 ms', 'Threshold2.00 ms']) {
    expect(text).toContain(part);
  }
  expect(text).toContain('Critical anomaly: its error reaches 3.1 times the dynamic threshold');
});

test('shows the score beside the smoothed error if they differ', () => {
  const scored = { ...detection, score: Float64Array.of(0.5, 7) };
  const text = read([series('a', [10, 20], { detection: scored })], 1, 1);
  expect(text).toMatch(/Score7\.00 ms.*Smoothed error6\.25 ms.*Threshold2\.00 ms/);
  expect(read([series('a', [10, 20], { detection })], 1, 1)).not.toContain('Score');
});

test('distinguishes a value from a reconstruction close to it', () => {
  const near = series('a', [150.2, 150.4], {
    detection: { ...detection, reconstruction: Float64Array.of(150, 150.2) },
  });
  const text = read([{ ...near, field: { ...near.field, config: {} } }], 1, 1);
  expect(text).toContain('a150.4');
  expect(text).toContain('Reconstruction150.2');
});

test('shows that a verdict is less certain', () => {
  expect(read([series('a', [10, 20], { detection })], 0, 1)).toContain('Less certain');
});

test('shows only the value before a verdict, and a dash for a gap', () => {
  expect(read([series('a', [10, NaN])], 0, 1)).not.toContain('Threshold');
  expect(read([series('a', [10, NaN])], 1, 1)).toContain('a–');
});

test('shows the series of the nearest score line', () => {
  const all = [series('a', [1, 2], { detection }), series('b', [3, 4], { detection })];
  const model = withRange(makePlotModel(all), { from: 0, to: 1 }, false);
  const scoreOfB = 1 + model.lines.findIndex(({ role, series: one }) => role === 'score' && one === 1);
  expect(read(all, 1, scoreOfB)).toContain('b4.00 ms');
});

test('lists all series in the chosen order, and the nearest one in full', () => {
  const all = [series('a', [1, 2], { detection }), series('b', [3, 4], { detection }), series('c', [5, 6])];
  const text = read(all, 1, 2, { ...ALL, sort: SortOrder.Descending });
  expect(text.indexOf('c6')).toBeLessThan(text.indexOf('b4'));
  expect(text.indexOf('b4')).toBeLessThan(text.indexOf('a2'));
  expect(text.match(/Reconstruction/g)).toHaveLength(1);
});

test('omits series hidden from the tooltip, and zeros if they are hidden', () => {
  const hidden = series('b', [3, 4], {}, { hideFrom: { tooltip: true } });
  const text = read([series('a', [1, 2]), hidden, series('c', [0, 0])], 1, 1, { ...ALL, hideZeros: true });
  expect(text).toContain('a2');
  expect(text).not.toContain('b4');
  expect(text).not.toContain('c0');
});

test('shows nothing away from all lines in the mode for one series', () => {
  expect(read([series('a', [1, 2])], 1, null)).toBe('');
  expect(screen.queryByTestId('residual-tooltip')).not.toBeInTheDocument();
});

test('shows data links and the buttons of its point only while it is pinned', () => {
  const model = withRange(makePlotModel([series('a', [10, 20], { detection })]), { from: 0, to: 60_000 }, false);
  const tooltip = (pinned: boolean) => (
    <ChartTooltip
      model={model}
      dataIdxs={model.data.map(() => 1)}
      nearest={1}
      options={{ mode: TooltipDisplayMode.Single, sort: SortOrder.None }}
      display={DEFAULT_DISPLAY}
      timeZone="utc"
      pinned={pinned}
      dismiss={jest.fn()}
      renderPinned={({ row }) => <button>About sample {row}</button>}
      links={[{ href: '/runbook', title: 'Runbook', target: '_self', origin: {} }]}
    />
  );
  const { rerender } = render(tooltip(false));
  expect(screen.queryByText('Runbook')).not.toBeInTheDocument();
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
  rerender(tooltip(true));
  expect(screen.getByText('Runbook').closest('a')).toHaveAttribute('href', '/runbook');
  expect(screen.getByRole('button', { name: 'About sample 1' })).toBeInTheDocument();
});

test('a comparison is shown with its name, value and true time, and nothing of a verdict', () => {
  const past = series('a (comparison)', [30, 40], { comparison: { of: 0, shiftMs: 86_400_000 } });
  const text = read([series('a', [10, 20], { detection }), past], 1, 2);
  expect(text).toContain('a (comparison)40.00 ms');
  expect(text).toContain('Measured at 1969-12-31 00:01:00');
  expect(text).not.toContain('Reconstruction');
  expect(read([series('a', [10, 20], { detection }), past], 1, 1, ALL)).toContain('a (comparison)40.00 ms');
});
