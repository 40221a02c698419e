import React, { useMemo } from 'react';
import type uPlot from 'uplot';
import type { AlignedData } from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { AxisPlacement, GraphDrawStyle, ScaleDirection, ScaleOrientation, VisibilityMode } from '@grafana/schema';
import { UPlotChart, UPlotConfigBuilder, useTheme2 } from '@grafana/ui';
import { thresholdColor } from '../../chart/plot/fieldStyle';
import type { SideExplanation, WindowExplanation } from '../../detector/explain/explanation';
import { t } from '../../shared/i18n';
import { useWidth } from './useWidth';

interface CostCurveProps {
  readonly window: WindowExplanation;
}

const HEIGHT = 170;
const MIN_WIDTH = 240;
/** A floor beyond this z is only mentioned in the caption. */
const MAX_Z = 25;

/** Plots the cost of each candidate z, the chosen candidate, epsilon and the noise floor. */
export function CostCurve({ window }: CostCurveProps) {
  const theme = useTheme2();
  const [ref, width] = useWidth(MIN_WIDTH);
  const config = useMemo(() => costConfig(window, theme), [window, theme]);
  const plotted = useMemo<AlignedData>(() => {
    const { candidates } = window.high;
    return [candidates.map(({ z }) => z), candidates.map(({ cost }) => (Number.isFinite(cost) ? cost : null))];
  }, [window]);
  return (
    <div ref={ref} aria-hidden>
      <UPlotChart key={`${config.uid}/${width}`} config={config} data={plotted} width={width} height={HEIGHT} />
    </div>
  );
}

/** The noise floor in standard deviations over the mean error; NaN if there is no floor. */
export function floorAsZ({ floor, mean, sd }: WindowExplanation): number {
  return floor > 0 && sd > 0 ? (floor - mean) / sd : NaN;
}

/** Index of the cheapest admissible candidate except the chosen one; -1 if there is none. */
export function rivalOf({ candidates, chosen }: SideExplanation): number {
  return candidates.reduce(
    (best, one, index) =>
      index !== chosen && one.admissible && (best < 0 || one.cost <= candidates[best].cost) ? index : best,
    -1
  );
}

function costConfig(window: WindowExplanation, theme: GrafanaTheme2): UPlotConfigBuilder {
  const { high } = window;
  const floorZ = floorAsZ(window);
  const drawn = [...high.candidates.map(({ z }) => z), high.z, ...(Math.abs(floorZ) <= MAX_Z ? [floorZ] : [])];
  const config = new UPlotConfigBuilder();
  config.setCursor({ show: false });
  config.setPadding([18, 12, 0, 0]);
  config.addScale({
    scaleKey: 'x',
    isTime: false,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: [Math.min(...drawn) - 0.5, Math.max(...drawn) + 0.5],
  });
  config.addScale({
    scaleKey: 'cost',
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    softMax: 0,
  });
  config.addAxis({
    scaleKey: 'x',
    placement: AxisPlacement.Bottom,
    label: t('inspector.axis-z', 'z: standard deviations above the mean error'),
    theme,
    grid: { show: false },
  });
  config.addAxis({
    scaleKey: 'cost',
    placement: AxisPlacement.Left,
    label: t('inspector.axis-cost', 'Cost'),
    formatValue: (value) => String(Number(Number(value).toPrecision(3))),
    theme,
  });
  config.addSeries({
    scaleKey: 'cost',
    theme,
    drawStyle: GraphDrawStyle.Line,
    lineColor: theme.colors.text.disabled,
    lineWidth: 1,
    showPoints: VisibilityMode.Never,
    pxAlign: false,
  });
  config.addHook('draw', (plot) => {
    const epsilonZ = high.chosen < 0 ? high.z : high.candidates[high.chosen].z;
    const isFloorLower = floorZ < epsilonZ;
    drawLine(
      plot,
      { z: epsilonZ, name: t('inspector.line-epsilon', 'epsilon'), dash: [], toLeft: !isFloorLower },
      theme
    );
    if (Math.abs(floorZ) <= MAX_Z) {
      drawLine(
        plot,
        { z: floorZ, name: t('inspector.line-floor', 'floor'), dash: [4, 3], toLeft: isFloorLower },
        theme
      );
    }
    drawCandidates(plot, high, theme);
  });
  return config;
}

interface UprightLine {
  readonly z: number;
  readonly name: string;
  readonly dash: readonly number[];
  /** Side of the label: away from the other line. */
  readonly toLeft: boolean;
}

function drawLine(plot: uPlot, { z, name, dash, toLeft }: UprightLine, theme: GrafanaTheme2): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const x = Math.round(plot.valToPos(z, 'x', true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = thresholdColor(theme);
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash(dash.map((length) => length * ratio));
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `${11 * ratio}px ${theme.typography.fontFamily}`;
  ctx.fillStyle = theme.colors.text.primary;
  ctx.textBaseline = 'bottom';
  ctx.textAlign = toLeft ? 'right' : 'left';
  ctx.fillText(name, x + (toLeft ? 3 : -3) * ratio, bbox.top - ratio);
  ctx.restore();
}

/** Draws the chosen candidate as a dot, an admissible one as a ring, and any other as a cross. */
function drawCandidates(plot: uPlot, { candidates, chosen }: SideExplanation, theme: GrafanaTheme2): void {
  const { ctx } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5 * ratio;
  candidates.forEach(({ z, cost, admissible }, index) => {
    if (!Number.isFinite(cost)) {
      return;
    }
    const x = plot.valToPos(z, 'x', true);
    const y = plot.valToPos(cost, 'cost', true);
    const size = (index === chosen ? 5 : 3.5) * ratio;
    ctx.strokeStyle = admissible ? theme.colors.primary.text : theme.colors.text.secondary;
    ctx.fillStyle = index === chosen ? theme.colors.primary.text : theme.colors.background.primary;
    ctx.beginPath();
    if (admissible) {
      ctx.arc(x, y, size, 0, 2 * Math.PI);
      ctx.fill();
    } else {
      ctx.moveTo(x - size, y - size);
      ctx.lineTo(x + size, y + size);
      ctx.moveTo(x - size, y + size);
      ctx.lineTo(x + size, y - size);
    }
    ctx.stroke();
  });
  ctx.restore();
}
