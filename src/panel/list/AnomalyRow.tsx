import React, { type KeyboardEvent, useMemo } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Dropdown, IconButton, Menu, SeriesIcon, useStyles2, useTheme2 } from '@grafana/ui';
import { seriesColor } from '../../chart/plot/fieldStyle';
import { SeverityIcon } from '../../chart/layers/SeverityIcon';
import { t } from '../../shared/i18n';
import { focusFirst } from '../export/menuFocus';
import type { Anomaly } from './anomalies';
import { type AnomalyTexts, ratioLabel, rowLabel, textsOf } from './anomalyTexts';

/** An entry of a row's menu. */
export interface RowAction {
  readonly label: string;
  readonly icon: IconName;
  readonly act: (anomaly: Anomaly) => void;
}

/** What a user can do with a row. */
export interface RowHandlers {
  readonly inspect: (anomaly: Anomaly) => void;
  readonly zoom: (anomaly: Anomaly) => void;
  /** Called with the row under the pointer or with the focus; null for none. */
  readonly point: (anomaly: Anomaly | null) => void;
  readonly menu: readonly RowAction[];
}

interface AnomalyRowProps {
  readonly anomaly: Anomaly;
  readonly row: number;
  readonly isTabStop: boolean;
  /** CSS pixels. */
  readonly rowHeight: number;
  /** Two lines instead of columns. */
  readonly compact: boolean;
  readonly columnCount: number;
  readonly timeZone: TimeZone;
  readonly handlers: RowHandlers;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => void;
  readonly onFocus: () => void;
}

/** Shows one anomaly and its actions. */
export function AnomalyRow(props: AnomalyRowProps) {
  const { anomaly, row, isTabStop, rowHeight, compact, columnCount, timeZone, handlers, onKeyDown, onFocus } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const texts = useMemo(() => textsOf(anomaly, theme, timeZone), [anomaly, theme, timeZone]);
  const Cells = compact ? CompactCell : WideCells;
  return (
    <tr
      data-row={row}
      aria-rowindex={row + 2}
      aria-label={rowLabel(anomaly.name, texts)}
      tabIndex={isTabStop ? 0 : -1}
      className={styles.row}
      style={{ height: rowHeight }}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onMouseEnter={() => handlers.point(anomaly)}
      onClick={() => handlers.inspect(anomaly)}
    >
      <Cells {...{ anomaly, texts, columnCount }} color={seriesColor(anomaly.field, theme)} />
      {/* Keep clicks on buttons from reaching the row. */}
      <td role="gridcell" className={styles.actions} onClick={(event) => event.stopPropagation()}>
        <div className={styles.buttons}>
          <IconButton
            name="search-plus"
            size="sm"
            tabIndex={isTabStop ? 0 : -1}
            tooltip={t('list.zoom', 'Zoom to this anomaly')}
            onClick={() => handlers.zoom(anomaly)}
          />
          <Dropdown placement="bottom-end" overlay={<RowMenu anomaly={anomaly} actions={handlers.menu} />}>
            <IconButton
              name="ellipsis-v"
              size="sm"
              tabIndex={isTabStop ? 0 : -1}
              aria-label={t('list.row-menu', 'Actions for this anomaly')}
            />
          </Dropdown>
        </div>
      </td>
    </tr>
  );
}

function RowMenu({ anomaly, actions }: { readonly anomaly: Anomaly; readonly actions: readonly RowAction[] }) {
  return (
    <Menu onOpen={focusFirst}>
      {actions.map(({ label, icon, act }) => (
        <Menu.Item key={label} label={label} icon={icon} onClick={() => act(anomaly)} />
      ))}
    </Menu>
  );
}

interface CellsProps {
  readonly anomaly: Anomaly;
  readonly texts: AnomalyTexts;
  readonly color: string;
  readonly columnCount: number;
}

function WideCells({ anomaly, texts, color }: CellsProps) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <td role="gridcell">
        <Severity anomaly={anomaly} texts={texts} />
      </td>
      <td role="gridcell" className={styles.series} title={anomaly.name}>
        <SeriesIcon color={color} /> {anomaly.name}
      </td>
      <td role="gridcell">{texts.start}</td>
      {[texts.duration, texts.actual, texts.expected, texts.deviation].map((text, index) => (
        <td key={index} role="gridcell" className={styles.numeric}>
          {text}
        </td>
      ))}
    </>
  );
}

function CompactCell({ anomaly, texts, color, columnCount }: CellsProps) {
  const styles = useStyles2(getStyles);
  return (
    <td role="gridcell" colSpan={columnCount} className={styles.compact}>
      <div className={styles.line}>
        <Severity anomaly={anomaly} texts={texts} />
        <span className={styles.series} title={anomaly.name}>
          <SeriesIcon color={color} /> {anomaly.name}
        </span>
        <span>{texts.duration}</span>
      </div>
      <div className={cx(styles.line, styles.second)}>
        <span>{texts.start}</span>
        <span className={styles.series}>
          {t('list.instead-of', '{{actual}} instead of {{expected}}', {
            actual: texts.actual,
            expected: texts.expected,
          })}
        </span>
      </div>
    </td>
  );
}

function Severity({ anomaly, texts }: Pick<CellsProps, 'anomaly' | 'texts'>) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.severity} title={ratioLabel(texts)}>
      <SeverityIcon severity={anomaly.assessment.severity} /> {texts.severity}
    </span>
  );
}

const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': {
      background: theme.colors.action.focus,
      outline: `2px solid ${theme.colors.primary.main}`,
      outlineOffset: -2,
    },
  }),
  series: css({ ...cut, maxWidth: 0, width: '50%', '& > div': { marginRight: theme.spacing(0.5) } }),
  numeric: css({ '&&': { textAlign: 'right' } }),
  severity: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  compact: css({ maxWidth: 0, width: '100%' }),
  line: css({ display: 'flex', gap: theme.spacing(1), '& > :nth-child(2)': { flex: 1, maxWidth: 'none', width: 0 } }),
  second: css({ color: theme.colors.text.secondary }),
  actions: css({ '&&': { width: 1, paddingRight: theme.spacing(0.5) } }),
  // Keeps a target of 24 pixels around each button (WCAG 2.2, target size).
  buttons: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1.25) }),
});
