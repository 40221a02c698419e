import React, { useId, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import { Drawer, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { useKeepFocus, useReturnFocus, useDismissPinnedTooltip } from './focus';
import { InspectorBody } from './InspectorBody';
import type { InspectorProps } from './inspectorProps';
import { InspectorTabs } from './InspectorTabs';
import { wordingOf } from './wording';

/** Explains why a range was reported or not, and shows similar moments. In its own chunk, because few users open it. */
export function Inspector(props: InspectorProps) {
  const { inspected, timeZone, onInspect, onClose } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const viewId = useId();
  const keepFocus = useKeepFocus();
  useReturnFocus(props.returnFocusTo);
  useDismissPinnedTooltip();
  const series = useLastKnown(props.series);
  const wording = useMemo(() => series && wordingOf(series.field, theme, timeZone), [series, theme, timeZone]);
  const { view } = inspected;
  return (
    <Drawer
      title={series?.name ?? t('inspector.title', 'Inspector')}
      subtitle={wording?.stretch(inspected.from, inspected.to)}
      size="md"
      onClose={onClose}
      tabs={<InspectorTabs view={view} panelId={viewId} onView={(next) => onInspect({ ...inspected, view: next })} />}
    >
      <div
        ref={keepFocus}
        tabIndex={-1}
        id={viewId}
        role="tabpanel"
        className={styles.panel}
        data-testid="residual-inspector"
      >
        {series && wording && <InspectorBody {...props} lastSeries={series} wording={wording} />}
      </div>
    </Drawer>
  );
}

function useLastKnown<T>(value: T | null): T | null {
  const [kept, setKept] = useState(value);
  if (value !== null && value !== kept) {
    setKept(value);
  }
  return value ?? kept;
}

const getStyles = () => ({
  panel: css({ outline: 'none' }),
});
