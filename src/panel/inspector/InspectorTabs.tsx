import React, { type KeyboardEvent, useLayoutEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';

export type InspectorView = 'why' | 'similar';

interface InspectorTabsProps {
  readonly view: InspectorView;
  /** Id of the element that the tabs control. */
  readonly panelId: string;
  readonly onView: (view: InspectorView) => void;
}

const VIEWS: readonly InspectorView[] = ['why', 'similar'];

/** Arrow keys, Home and End move between tabs. The selected tab gets the focus first. */
export function InspectorTabs({ view, panelId, onView }: InspectorTabsProps) {
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
  bar: css({
    // Grafana's tab bar scrolls and clips an outer focus ring.
    '[role="tab"]:focus-visible': {
      boxShadow: `inset 0 0 0 2px ${theme.colors.primary.main}`,
      outlineOffset: -2,
    },
  }),
});
