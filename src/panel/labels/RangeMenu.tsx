import React, { useId, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2, dateTimeFormat, systemDateFormats } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Button, Combobox, Icon, IconButton, Input, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { LABEL_ICONS } from '../../chart/layers/zones';
import { t } from '../../shared/i18n';
import type { Action } from '../../data/annotations/action';
import { refusalOf } from '../../data/annotations/refusal';
import { type Interval, overlaps } from '../../detector/interval';
import { describeLabel } from './drawnLabels';
import { Floating, type Place } from './Floating';
import { LABEL_KINDS, type Label, type LabelKind, kindName } from './label';
import type { PanelLabels } from './useLabels';

export interface RangeMenuProps {
  /** Epoch milliseconds. */
  readonly range: Interval;
  /** Name of the preselected series, if known. */
  readonly series: string | null;
  readonly names: readonly string[];
  /** The preselected kind. */
  readonly kind?: LabelKind;
  /** Position of the menu; null for the centre of the window. */
  readonly at?: Place | null;
  readonly labels: PanelLabels;
  readonly timeZone: TimeZone;
  /** `series` is an index into `names`. */
  readonly onSimilar: (stretch: { readonly from: number; readonly to: number; readonly series: number }) => void;
  readonly onZoom: (range: Interval) => void;
  readonly onClose: () => void;
}

const ALL_SERIES = '';

/** Labels a selected range, and lists the labels in it. */
export function RangeMenu(props: RangeMenuProps) {
  const { range, series, kind, labels, timeZone, at = null, onClose } = props;
  const styles = useStyles2(getStyles);
  const { refused, isBusy, attempt } = useAttempts();
  const existing = labels.labels.filter((label) => overlaps(label, range));
  const save = async (label: LabelInput) => {
    if (await attempt('write', () => labels.add({ from: range.from, to: range.to, ...label }))) {
      onClose();
    }
  };
  const undo = async (id: string) => {
    if ((await attempt('delete', () => labels.remove(id))) && existing.length === 1) {
      onClose();
    }
  };
  return (
    <Floating label={t('marks.menu', 'Label this time')} at={at} onClose={onClose}>
      <div className={styles.header} data-testid="residual-range-menu">
        <span className={styles.title}>{rangeText(range, timeZone)}</span>
        <IconButton name="times" size="sm" aria-label={t('marks.close', 'Close')} onClick={onClose} />
      </div>
      {/* Another range gets a new form, without the input for the previous one. */}
      <LabelForm key={[range.from, range.to, series, kind].join()} {...props} isBusy={isBusy} onSave={save} />
      {refused !== null && (
        <div role="alert" className={styles.refused}>
          <Icon name="exclamation-triangle" size="sm" />
          <span>{refused}</span>
        </div>
      )}
      {existing.length > 0 && (
        <ul className={styles.existing} aria-label={t('marks.here', 'Labels here')}>
          {existing.map((label, index) => (
            <LabelItem
              key={`${label.id} ${index}`}
              {...props}
              label={label}
              isBusy={isBusy}
              onUndo={() => undo(label.id)}
            />
          ))}
        </ul>
      )}
      <Footer {...props} />
    </Floating>
  );
}

/** Runs one change at a time, and keeps why the last one was refused. */
function useAttempts() {
  const [refused, setRefused] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = async (action: Action, change: () => Promise<string | null>): Promise<boolean> => {
    setBusy(true);
    const refusal = await change().catch((thrown: unknown) => refusalOf(thrown, action));
    setBusy(false);
    setRefused(refusal);
    return refusal === null;
  };
  return { refused, isBusy, attempt };
}

function Footer({ range: { from, to }, series, names, onSimilar, onZoom, onClose }: RangeMenuProps) {
  const styles = useStyles2(getStyles);
  const leave = (then: () => void) => () => {
    onClose();
    then();
  };
  const similar = leave(() => onSimilar({ from, to, series: Math.max(0, names.indexOf(series ?? '')) }));
  const zoom = leave(() => onZoom({ from, to }));
  return (
    <div className={styles.footer}>
      <Button size="sm" variant="secondary" fill="text" icon="search" onClick={similar}>
        {t('marks.similar', 'Similar moments')}
      </Button>
      {to > from && (
        <Button size="sm" variant="secondary" fill="text" icon="search-plus" onClick={zoom}>
          {t('marks.zoom', 'Zoom')}
        </Button>
      )}
    </div>
  );
}

type LabelInput = Pick<Label, 'kind' | 'series' | 'text'>;

interface LabelFormProps extends RangeMenuProps {
  readonly isBusy: boolean;
  readonly onSave: (label: LabelInput) => void;
}

function LabelForm({ series, names, kind: offered = 'left-out', isBusy, onSave, onClose }: LabelFormProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [kind, setKind] = useState<LabelKind>(offered);
  const [about, setAbout] = useState(series ?? ALL_SERIES);
  const [text, setText] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) {
          onSave({ kind, series: about === ALL_SERIES ? null : about, text });
        }
      }}
    >
      <RadioButtonGroup
        fullWidth
        size="sm"
        aria-label={t('marks.kind', 'Kind')}
        options={LABEL_KINDS.map((one) => ({ value: one, label: kindName(one), icon: LABEL_ICONS[one] }))}
        value={kind}
        onChange={setKind}
      />
      <div className={styles.description}>{kindDescription(kind)}</div>
      {names.length > 1 && (
        <>
          <label htmlFor={`${id}series`}>{t('marks.series', 'Series')}</label>
          <Combobox
            id={`${id}series`}
            options={[
              { value: ALL_SERIES, label: t('marks.all-series', 'All series') },
              ...names.map((name) => ({ value: name, label: name })),
            ]}
            value={about}
            onChange={({ value }) => setAbout(value)}
          />
        </>
      )}
      <label htmlFor={`${id}text`}>{t('marks.text', 'Text')}</label>
      <Input
        id={`${id}text`}
        value={text}
        placeholder={t('marks.text-placeholder', 'e.g. disk replaced')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.buttons}>
        <Button type="button" size="sm" variant="secondary" fill="outline" onClick={onClose}>
          {t('marks.cancel', 'Cancel')}
        </Button>
        {/* Not disabled while busy, because a disabled button loses the focus. */}
        <Button type="submit" size="sm" aria-busy={isBusy}>
          {isBusy ? t('marks.saving', 'Saving') : t('marks.save', 'Save')}
        </Button>
      </div>
    </form>
  );
}

interface LabelItemProps extends Pick<RangeMenuProps, 'names' | 'timeZone'> {
  readonly label: Label;
  readonly isBusy: boolean;
  readonly onUndo: () => void;
}

function LabelItem({ label, names, timeZone, isBusy, onUndo }: LabelItemProps) {
  const styles = useStyles2(getStyles);
  const kind = kindName(label.kind);
  return (
    <li className={styles.label}>
      <Icon name={LABEL_ICONS[label.kind]} size="sm" />
      <span className={styles.words}>
        <span className={styles.title}>{describeLabel(label)}</span>
        <span>{rangeText(label, timeZone)}</span>
        {names.length > 1 && <span>{label.series ?? t('marks.all-series', 'All series')}</span>}
      </span>
      {label.removable ? (
        <Button
          size="sm"
          variant="secondary"
          disabled={isBusy}
          aria-label={t('marks.undo-label', 'Undo {{kind}}: {{text}}', { kind, text: label.text })}
          onClick={onUndo}
        >
          {t('marks.undo', 'Undo')}
        </Button>
      ) : (
        <span className={styles.description}>{t('marks.not-ours', 'set in the options')}</span>
      )}
    </li>
  );
}

function kindDescription(kind: LabelKind): string {
  switch (kind) {
    case 'normal':
      return t('marks.normal-description', 'A good example. The panel learns from it and does not report it.');
    case 'left-out':
      return t(
        'marks.left-out-description',
        'Incident, maintenance or deployment. The panel learns nothing from it and reports nothing in it.'
      );
    case 'false-alarm':
      return t('marks.false-alarm-description', 'Normal after all. The panel suppresses this event and similar ones.');
  }
}

function rangeText({ from, to }: Interval, timeZone: TimeZone): string {
  const text = (time: number) => dateTimeFormat(time, { timeZone, format: systemDateFormats.fullDate });
  return from === to ? text(from) : t('marks.range', '{{from}} to {{to}}', { from: text(from), to: text(to) });
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 1),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    fontVariantNumeric: 'tabular-nums',
  }),
  title: css({ color: theme.colors.text.primary, fontWeight: theme.typography.fontWeightMedium }),
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.75), padding: theme.spacing(1) }),
  description: css({ color: theme.colors.text.secondary }),
  buttons: css({ display: 'flex', justifyContent: 'flex-end', gap: theme.spacing(1), marginTop: theme.spacing(0.5) }),
  refused: css({
    display: 'flex',
    gap: theme.spacing(0.75),
    padding: theme.spacing(0, 1, 1),
    color: theme.colors.error.text,
  }),
  existing: css({
    listStyle: 'none',
    margin: 0,
    maxHeight: 160,
    overflowY: 'auto',
    padding: theme.spacing(0.5, 1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  label: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), padding: theme.spacing(0.5, 0) }),
  words: css({
    flex: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    overflowWrap: 'anywhere',
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  footer: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.5),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
});
