import React, { useMemo } from 'react';
import type uPlot from 'uplot';
import { createPortal } from 'react-dom';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat, systemDateFormats } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { TagList, Tooltip, type UPlotConfigBuilder, useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { overlaps } from '../../detector/interval';
import { leftOf, usePlotOverlay } from '../tooltip/plotOverlay';
import { type ChartAnnotation, drawAnnotations } from './annotations';

interface AnnotationsLayerProps {
  readonly config: UPlotConfigBuilder;
  readonly annotations: readonly ChartAnnotation[];
  readonly timeZone: TimeZone;
  /** Whether the plot has a time axis for markers. Without one only lines are drawn. */
  readonly withMarkers: boolean;
}

/** Grafana's annotations and alert states with markers at the time axis, as in the time series panel. A child of UPlotChart. */
export function AnnotationsLayer({ config, annotations, timeZone, withMarkers }: AnnotationsLayerProps) {
  const styles = useStyles2(getStyles);
  const painter = useMemo(() => ({ drawOver: (plot: uPlot) => drawAnnotations(plot, annotations) }), [annotations]);
  const area = usePlotOverlay(config, painter);
  // The configuration adds the time axis first.
  const axis = area?.plot.root.querySelector('.u-axis');
  if (!area || !axis || !withMarkers) {
    return null;
  }
  return createPortal(
    annotations
      .filter((one) => overlaps(one, area))
      .map((one) => {
        const isRegion = one.to > one.from;
        const start = Math.max(0, leftOf(area, one.from));
        const end = Math.min(area.width, leftOf(area, one.to));
        return (
          <Tooltip key={one.id} content={<AnnotationText annotation={one} timeZone={timeZone} />} placement="bottom">
            <button
              type="button"
              className={cx(styles.marker, isRegion ? styles.region : styles.point)}
              style={
                isRegion
                  ? { left: start, width: end - start, background: one.color }
                  : { left: start, borderBottomColor: one.color }
              }
              aria-label={t('annotations.marker', 'Annotation: {{text}}', { text: labelOf(one) })}
            />
          </Tooltip>
        );
      }),
    axis
  );
}

function AnnotationText({ annotation, timeZone }: { annotation: ChartAnnotation; timeZone: TimeZone }) {
  const styles = useStyles2(getStyles);
  const { from, to, title, text, tags } = annotation;
  const time = (one: number) => dateTimeFormat(one, { timeZone, format: systemDateFormats.fullDate });
  return (
    <div className={styles.content}>
      <div>{to > from ? `${time(from)} – ${time(to)}` : time(from)}</div>
      {title !== '' && <div className={styles.title}>{title}</div>}
      {text !== '' && <div>{text}</div>}
      {tags.length > 0 && <TagList tags={[...tags]} className={styles.tags} />}
    </div>
  );
}

function labelOf({ title, text, tags }: ChartAnnotation): string {
  return [title, text].filter((part) => part !== '').join(' ') || tags.join(', ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  marker: css({
    position: 'absolute',
    zIndex: 1,
    padding: 0,
    border: 0,
    cursor: 'default',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  point: css({
    width: 0,
    height: 0,
    background: 'transparent',
    borderLeft: '5px solid transparent',
    borderRight: '5px solid transparent',
    borderBottom: '5px solid',
    transform: 'translateX(-50%)',
  }),
  region: css({ height: 5, minWidth: 3 }),
  content: css({ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  tags: css({ justifyContent: 'flex-start', marginTop: theme.spacing(0.5) }),
});
