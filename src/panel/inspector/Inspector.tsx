import React, { type KeyboardEvent, useId, useLayoutEffect, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Drawer, Tab, TabsBar, useStyles2, useTheme2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { useDismissPinnedTooltip, useKeepFocus, useReturnFocus } from './focus';
import { InspectorBody } from './InspectorBody';
import { InspectorContext, type InspectorProps } from './inspectorContext';
import type { Inspected } from './useInspected';
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
  const judged = props.series && props.judged;
  return (
    <Drawer
      title={series?.name ?? t('inspector.title', 'Inspector')}
      subtitle={wording?.stretch(inspected.from, inspected.to)}
      size="md"
      onClose={onClose}
      tabs={<Tabs view={inspected.view} panelId={viewId} onView={(view) => onInspect({ ...inspected, view })} />}
    >
      <div
        ref={keepFocus}
        tabIndex={-1}
        id={viewId}
        role="tabpanel"
        className={styles.panel}
        data-testid="residual-inspector"
      >
        {series && wording && (
          <InspectorContext.Provider value={{ ...props, judged, series, wording }}>
            <InspectorBody />
          </InspectorContext.Provider>
        )}
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

interface TabsProps {
  readonly view: Inspected['view'];
  /** Id of the element that the tabs control. */
  readonly panelId: string;
  readonly onView: (view: Inspected['view']) => void;
}

const VIEWS = ['why', 'similar'] as const;

/** Arrow keys, Home and End move between tabs. The selected tab gets the focus first. */
function Tabs({ view, panelId, onView }: TabsProps) {
  const styles = useStyles2(getStyles);
  const [bar, setBar] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    // The drawer would focus its close button, whose tooltip then handles the first Escape.
    bar?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus({ preventScroll: true });
  }, [bar]);
  useLayoutEffect(() => {
    // Grafana's Tab has no property for its tab index.
    bar?.querySelectorAll<HTMLElement>('[role="tab"]').forEach((tab, index) => {
      tab.tabIndex = VIEWS[index] === view ? 0 : -1;
    });
  }, [bar, view]);
  const labels = { why: t('inspector.tab-why', 'Why'), similar: t('inspector.tab-similar', 'Similar moments') };
  const go = (event: KeyboardEvent) => {
    const place = VIEWS.indexOf(view);
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: VIEWS.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      const index = (next + VIEWS.length) % VIEWS.length;
      onView(VIEWS[index]);
      bar?.querySelectorAll<HTMLElement>('[role="tab"]')[index]?.focus();
    }
  };
  return (
    <div ref={setBar} className={styles.bar} onKeyDown={go}>
      <TabsBar hideBorder>
        {VIEWS.map((one) => (
          <Tab
            key={one}
            label={labels[one]}
            active={one === view}
            aria-controls={panelId}
            onChangeTab={() => onView(one)}
          />
        ))}
      </TabsBar>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ outline: 'none' }),
  bar: css({
    // Grafana's tab bar scrolls and clips an outer focus ring.
    '[role="tab"]:focus-visible': {
      boxShadow: `inset 0 0 0 2px ${theme.colors.primary.main}`,
      outlineOffset: -2,
    },
  }),
});
