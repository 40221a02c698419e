import React, { useState } from 'react';
import type { StandardEditorProps } from '@grafana/data';
import { Input, RadioButtonGroup, Stack } from '@grafana/ui';
import { DETECTOR_BOUNDS, type DetectorSettings } from '../../detector/settings';
import { t } from '../../shared/i18n';

type WindowSize = DetectorSettings['windowSize'];

const { min, max, default: first } = DETECTOR_BOUNDS.windowSize;

/** Edits `auto` or a number of points. Applies the number on blur and clamps it. */
export function WindowSizeEditor({ value, onChange, item, id }: StandardEditorProps<WindowSize | undefined>) {
  const [draft, setDraft] = useState<string | null>(null);
  const leave = () => {
    const points = Math.round(Number(draft ?? NaN));
    if (draft?.trim() !== '' && Number.isFinite(points)) {
      onChange(Math.min(max, Math.max(min, points)));
    }
    setDraft(null);
  };
  return (
    <Stack wrap="wrap">
      <RadioButtonGroup<'auto' | 'fixed' | undefined>
        aria-label={item.name}
        value={typeof value === 'number' ? 'fixed' : value}
        options={[
          {
            value: 'auto',
            label: t('detection.window-auto', 'Auto'),
            description: t('detection.window-auto-description', 'Suits the rhythm and length of each series'),
          },
          {
            value: 'fixed',
            label: t('detection.window-fixed', 'Fixed'),
            description: t('detection.window-fixed-description', 'A number of your choice'),
          },
        ]}
        onChange={(choice) => onChange(choice === 'fixed' ? first : choice)}
      />
      {typeof value === 'number' && (
        <Input
          id={id}
          type="number"
          width={12}
          min={min}
          max={max}
          step={1}
          value={draft ?? value}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={(event) => event.key === 'Enter' && leave()}
        />
      )}
    </Stack>
  );
}
