import React from 'react';
import { type StandardEditorProps, rangeUtil } from '@grafana/data';
import { type GraphThresholdsStyleConfig, GraphThresholdsStyleMode, type LineStyle } from '@grafana/schema';
import { Combobox, type ComboboxOption, Input, RadioButtonGroup, Stack } from '@grafana/ui';
import { t } from '../../shared/i18n';

/** Pixels on and off, as the first choice of the time series panel. */
const SEGMENTS = { dash: [10, 10], dot: [0, 10] };
const HOUR_MS = 3_600_000;

/** Edits a solid, dashed or dotted line in the time series panel's format. Overrides may contain other segments. */
export function LineStyleEditor({ value, onChange }: StandardEditorProps<LineStyle>) {
  return (
    <RadioButtonGroup<NonNullable<LineStyle['fill']>>
      value={value?.fill === 'dash' || value?.fill === 'dot' ? value.fill : 'solid'}
      options={[
        { value: 'solid', label: t('field.line-solid', 'Solid') },
        { value: 'dash', label: t('field.line-dash', 'Dash') },
        { value: 'dot', label: t('field.line-dots', 'Dots') },
      ]}
      onChange={(fill) => onChange({ fill, dash: fill === 'dash' || fill === 'dot' ? SEGMENTS[fill] : undefined })}
    />
  );
}

/** Edits false (never), true (always) or milliseconds (shorter gaps), as in the time series panel. */
export function SpanNullsEditor({ value, onChange, id }: StandardEditorProps<boolean | number>) {
  const isThreshold = typeof value === 'number';
  const choice = isThreshold ? 'threshold' : value === true ? 'always' : 'never';
  const choose = { never: () => onChange(false), always: () => onChange(true), threshold: () => onChange(HOUR_MS) };
  const type = (text: string) => {
    if (rangeUtil.isValidTimeSpan(text)) {
      onChange(rangeUtil.intervalToMs(text));
    }
  };
  return (
    <Stack wrap="wrap">
      <RadioButtonGroup<'never' | 'always' | 'threshold'>
        value={choice}
        options={[
          { value: 'never', label: t('field.nulls-never', 'Never') },
          { value: 'always', label: t('field.nulls-always', 'Always') },
          { value: 'threshold', label: t('field.nulls-threshold', 'Threshold') },
        ]}
        onChange={(next) => choose[next]()}
      />
      {isThreshold && (
        <Input
          id={id}
          width={12}
          prefix="<"
          aria-label={t('field.nulls-length', 'Connect across gaps shorter than this, e.g. 5m')}
          defaultValue={rangeUtil.secondsToHms(value / 1000)}
          onBlur={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && type(event.currentTarget.value)}
        />
      )}
    </Stack>
  );
}

interface ThresholdsSettings {
  readonly options?: Array<ComboboxOption<GraphThresholdsStyleMode>>;
}

/** Edits lines, areas or both in the time series panel's format. */
export function ThresholdsStyleEditor({
  value,
  onChange,
  item,
  id,
}: StandardEditorProps<GraphThresholdsStyleConfig, ThresholdsSettings>) {
  return (
    <Combobox
      id={id}
      value={value?.mode ?? GraphThresholdsStyleMode.Off}
      options={item.settings?.options ?? []}
      onChange={({ value: mode }) => onChange({ mode })}
    />
  );
}
