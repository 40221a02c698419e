import { css } from '@emotion/css';
import {
  EventBusSrv,
  type FieldConfigPropertyItem,
  type FieldConfigSource,
  type GrafanaTheme2,
  PanelOptionsEditorBuilder,
  type PanelOptionsEditorItem,
  type PanelPlugin,
} from '@grafana/data';
import { Button, CollapsableSection, Field, IconButton, useStyles2 } from '@grafana/ui';
import { cloneDeep, get, groupBy, set } from 'lodash';
import React, { useMemo } from 'react';
import { NotHere } from '../grafana/editors';
import { type PanelState, usePanelOptions } from './usePanelOptions';

interface OptionsPaneProps {
  readonly title: string;
  readonly plugin: PanelPlugin;
  readonly state: PanelState;
  readonly onChange: (next: PanelState) => void;
  readonly onReset: () => void;
  readonly onClose: () => void;
}

/** One line of the pane: an option of the panel, or a default of its fields. */
interface Line {
  readonly key: string;
  readonly category: string;
  readonly item: PanelOptionsEditorItem | FieldConfigPropertyItem;
  readonly value: unknown;
  readonly write: (value: unknown) => void;
}

/** All options of the panel's builders, by category. Each change is drawn at once. */
export function OptionsPane({ title, plugin, state, onChange, onReset, onClose }: OptionsPaneProps) {
  const styles = useStyles2(getStyles);
  const current = usePanelOptions(plugin, state);
  const context = useMemo(() => ({ data: [], options: current.options, eventBus: new EventBusSrv() }), [current]);
  const lines = [
    ...optionLines(plugin, current.options, (options) => onChange({ ...state, options })),
    ...fieldLines(plugin, current.fieldConfig, (fieldConfig) => onChange({ ...state, fieldConfig })),
  ];

  return (
    <aside className={styles.pane} aria-label={`Options of ${title}`} data-testid="options-pane">
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        <Button size="sm" variant="secondary" icon="history" onClick={onReset}>
          Reset
        </Button>
        <IconButton name="times" size="lg" aria-label="Close options" onClick={onClose} />
      </header>
      {Object.entries(groupBy(lines, 'category')).map(([category, members]) => (
        <CollapsableSection
          key={category}
          label={category}
          isOpen={category !== 'Standard options'}
          className={styles.section}
        >
          {members.map(({ key, item, value, write }) => {
            const Editor = item.editor;
            const id = `option-${key}`;
            return (
              <Field key={key} label={item.name} description={item.description} htmlFor={id} data-testid={id}>
                <Editor id={id} value={value} onChange={write} item={item} context={context} />
              </Field>
            );
          })}
        </CollapsableSection>
      ))}
    </aside>
  );
}

function optionLines(
  plugin: PanelPlugin,
  options: Record<string, unknown>,
  write: (next: Record<string, unknown>) => void
): Line[] {
  const builder = new PanelOptionsEditorBuilder();
  plugin.getPanelOptionsSupplier()(builder, { data: [], options });
  return builder
    .getItems()
    .filter((item) => item.showIf?.(options) ?? true)
    .map((item) => ({
      key: item.path,
      category: item.category?.[0] ?? plugin.meta.name,
      item,
      value: get(options, item.path, item.defaultValue),
      write: (value) => write(set(cloneDeep(options), item.path, value)),
    }));
}

function fieldLines(plugin: PanelPlugin, config: FieldConfigSource, write: (next: FieldConfigSource) => void): Line[] {
  return plugin.fieldConfigRegistry
    .list()
    .filter(
      (item) =>
        item.editor !== NotHere && !item.hideFromDefaults && (item.showIf?.(config.defaults.custom ?? {}) ?? true)
    )
    .map((item) => {
      const path = item.isCustom ? `custom.${item.path}` : item.path;
      return {
        key: path,
        category: item.category?.[0] ?? 'Series',
        item,
        value: get(config.defaults, path, item.defaultValue),
        write: (value) => write({ ...config, defaults: set(cloneDeep(config.defaults), path, value) }),
      };
    });
}

const getStyles = (theme: GrafanaTheme2) => ({
  pane: css({
    width: 340,
    flexShrink: 0,
    overflowY: 'auto',
    background: theme.colors.background.primary,
    borderLeft: `1px solid ${theme.colors.border.weak}`,
    padding: theme.spacing(1, 2),
    [theme.breakpoints.down('md')]: {
      position: 'fixed',
      inset: '0 0 0 auto',
      width: 'min(340px, 100vw)',
      zIndex: theme.zIndex.sidemenu,
      boxShadow: theme.shadows.z3,
    },
  }),
  header: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), padding: theme.spacing(1, 0) }),
  title: css({
    ...theme.typography.h5,
    flex: 1,
    margin: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  section: css({ fontSize: theme.typography.body.fontSize }),
});
