import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '../../shared/i18n';
import { readChoice, record, type Choice } from './optionReaders';

export interface ListOptions {
  placement: 'hidden' | 'bottom' | 'right';
}

export const DEFAULT_LIST: ListOptions = { placement: 'hidden' };

const placements = (): Array<Choice<ListOptions['placement']>> => [
  {
    value: 'hidden',
    label: t('list.placement-hidden', 'Hidden'),
    description: t('list.placement-hidden-description', 'No list'),
  },
  {
    value: 'bottom',
    label: t('list.placement-bottom', 'Bottom'),
    description: t('list.placement-bottom-description', 'Below the chart'),
  },
  {
    value: 'right',
    label: t('list.placement-right', 'Right'),
    description: t('list.placement-right-description', 'Beside the chart'),
  },
];

export function readList(written: unknown, notices: string[]): ListOptions {
  const list = record(written);
  return {
    placement: readChoice(
      t('list.placement', 'Anomaly list'),
      list.placement,
      placements(),
      DEFAULT_LIST.placement,
      notices
    ),
  };
}

export function addListEditor<Options extends { list: ListOptions }>(
  builder: PanelOptionsEditorBuilder<Options>
): void {
  builder.addRadio({
    path: 'list.placement',
    name: t('list.placement', 'Anomaly list'),
    description: t('list.placement-description', 'Every anomaly with its series, start, duration, peak and severity.'),
    category: [t('display.category', 'Display')],
    defaultValue: DEFAULT_LIST.placement,
    settings: { options: placements() },
  });
}
