import { FieldType, type PanelData } from '@grafana/data';
import type { PanelDataErrorViewProps } from '@grafana/runtime';
import { useTheme2 } from '@grafana/ui';
import React from 'react';

/** Replaces a panel whose data cannot be drawn, with the message of Grafana's own panels. */
export function PanelDataErrorView({ data, message, needsTimeField, needsNumberField }: PanelDataErrorViewProps) {
  const theme = useTheme2();
  return (
    <div
      data-testid="panel-data-error"
      style={{
        height: '100%',
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        textAlign: 'center',
        color: theme.colors.text.secondary,
        fontSize: theme.typography.h5.fontSize,
      }}
    >
      {message ?? missing(data, needsTimeField, needsNumberField)}
    </div>
  );
}

function missing({ series }: PanelData, needsTimeField = false, needsNumberField = false): string {
  const has = (type: FieldType) => series.some((frame) => frame.fields.some((field) => field.type === type));
  if (series.length === 0 || series.every((frame) => frame.length === 0)) {
    return 'No data';
  }
  if (needsTimeField && !has(FieldType.time)) {
    return 'Data is missing a time field';
  }
  if (needsNumberField && !has(FieldType.number)) {
    return 'Data is missing a number field';
  }
  return 'Cannot visualize data';
}
