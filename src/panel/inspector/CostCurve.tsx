import React, { useMemo } from 'react';
import type uPlot from 'uplot';
import type { AlignedData } from 'uplot';
import type { GrafanaTheme2 } from '@grafana/data';
import { AxisPlacement } from '@grafana/schema';
import { type UPlotConfigBuilder, useTheme2 } from '@grafana/ui';
import { thresholdColor } from '../../chart/plot/fieldStyle';
import type { SideExplanation, WindowExplanation } from '../../detector/explain/explanation';
import type { InspectedPeak } from '../../detector/explain/inspection';
import { t } from '../../shared/i18n';
import { Figure } from './Figure';
import { useInspector } from './inspectorContext';
import { StillPlot, addLine, stillConfig, useWidth } from './SmallPlot';
import { type Wording, percent } from './wording';

interface CostCurveProps {
  /** The error window whose search is shown. */
  readonly window: WindowExplanation;
  readonly peak: InspectedPeak | null;
}

const HEIGHT = 170;
const MIN_WIDTH = 240;
/** A floor beyond this z is only mentioned in the caption. */
const MAX_Z = 25;

/** Plots the cost of each candidate z, the chosen candidate, epsilon and the noise floor. */
export function CostCurve({ window, peak }: CostCurveProps) {
  const { wording } = useInspector();
  const theme = useTheme2();
  const [ref, width] = useWidth(MIN_WIDTH);
  const config = useMemo(() => costConfig(window, theme), [window, theme]);
  const plotted = useMemo<AlignedData>(() => {
    const { candidates } = window.high;
    return [candidates.map(({ z }) => z), candidates.map(({ cost }) => (Number.isFinite(cost) ? cost : null))];
  }, [window]);
  return (
    <Figure
      title={t('inspector.search', 'Threshold search')}
      caption={[
        searchSentence(window, wording),
        floorSentence(window, wording),
        weightSentence(peak, wording),
        window.pass > 1 &&
          t('inspector.search-pass', 'This is search {{pass}}, among the points that remain after earlier searches.', {
            pass: window.pass,
          }),
      ]
        .filter(Boolean)
        .join(' ')}
    >
      <div ref={ref}>
        <StillPlot {...{ config, plotted, width }} height={HEIGHT} />
      </div>
    </Figure>
  );
}

function searchSentence({ high, mean, sd }: WindowExplanation, { number }: Wording): string {
  const epsilon = number(mean + high.z * sd);
  const rival = rivalOf(high);
  if (high.chosen < 0) {
    return t(
      'inspector.search-none',
      'No candidate was admissible, so z stays at its limit of {{z}}: epsilon is {{epsilon}}.',
      { z: high.z, epsilon }
    );
  }
  return rival
    ? t(
        'inspector.search-rival',
        'Each z stands for one threshold. The lowest cost wins: z = {{z}}, epsilon {{epsilon}}. Next best: z = {{rival}}. Rings are other candidates; crosses are not admissible.',
        { z: high.z, epsilon, rival: rival.z }
      )
    : t('inspector.search-chosen', 'Only one z was admissible: z = {{z}}, epsilon {{epsilon}}.', {
        z: high.z,
        epsilon,
      });
}

/** The cheapest admissible candidate except the chosen one. */
function rivalOf({ candidates, chosen }: SideExplanation) {
  const rivals = candidates.filter(({ admissible }, index) => admissible && index !== chosen);
  return rivals.length > 0 ? rivals.reduce((best, one) => (one.cost <= best.cost ? one : best)) : null;
}

function floorSentence(window: WindowExplanation, { number }: Wording): string {
  const floor = number(window.floor);
  if (Number.isNaN(floorAsZ(window))) {
    return '';
  }
  return window.floor >= window.high.epsilon
    ? t(
        'inspector.floor-decides',
        'The noise floor, {{floor}}, sets the threshold because it is higher than epsilon.',
        {
          floor,
        }
      )
    : t(
        'inspector.epsilon-decides',
        'Epsilon sets the threshold because it is higher than the noise floor, {{floor}}.',
        { floor }
      );
}

/** The noise floor in standard deviations over the mean error; NaN if there is no floor. */
function floorAsZ({ floor, mean, sd }: WindowExplanation): number {
  return floor > 0 && sd > 0 ? (floor - mean) / sd : NaN;
}

function weightSentence(peak: InspectedPeak | null, { number }: Wording): string {
  if (!peak) {
    return '';
  }
  const threshold = number(peak.threshold);
  if (peak.threshold > peak.errorThreshold) {
    return t(
      'inspector.search-raised',
      'The line above lies at {{threshold}}, just above the greatest score that is not reported.',
      { threshold }
    );
  }
  return peak.localWeight < 0.995
    ? t(
        'inspector.search-weight',
        'Errors have less weight if the reconstruction is usually inexact: {{share}} here. The line above therefore lies at {{threshold}}.',
        { share: percent(peak.localWeight), threshold }
      )
    : '';
}

function costConfig(window: WindowExplanation, theme: GrafanaTheme2): UPlotConfigBuilder {
  const { high } = window;
  const floorZ = floorAsZ(window);
  const hasFloor = Math.abs(floorZ) <= MAX_Z;
  const drawn = [...high.candidates.map(({ z }) => z), high.z, ...(hasFloor ? [floorZ] : [])];
  const config = stillConfig([18, 12, 0, 0], { x: [Math.min(...drawn) - 0.5, Math.max(...drawn) + 0.5] });
  config.addAxis({
    scaleKey: 'x',
    placement: AxisPlacement.Bottom,
    label: t('inspector.axis-z', 'z: standard deviations above the mean error'),
    theme,
    grid: { show: false },
  });
  config.addAxis({
    scaleKey: 'y',
    placement: AxisPlacement.Left,
    label: t('inspector.axis-cost', 'Cost'),
    formatValue: (value) => String(Number(Number(value).toPrecision(3))),
    theme,
  });
  addLine(config, theme, theme.colors.text.disabled, 1);
  config.addHook('draw', (plot) => {
    const epsilonZ = high.chosen < 0 ? high.z : high.candidates[high.chosen].z;
    const isFloorLower = floorZ < epsilonZ;
    drawLine(plot, theme, epsilonZ, t('inspector.line-epsilon', 'epsilon'), !isFloorLower);
    if (hasFloor) {
      drawLine(plot, theme, floorZ, t('inspector.line-floor', 'floor'), isFloorLower, [4, 3]);
    }
    drawCandidates(plot, high, theme);
  });
  return config;
}

/** @param toLeft side of the name: away from the other line */
function drawLine(
  plot: uPlot,
  theme: GrafanaTheme2,
  z: number,
  name: string,
  toLeft: boolean,
  dash: readonly number[] = []
): void {
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
    const y = plot.valToPos(cost, 'y', true);
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
