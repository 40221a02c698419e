import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '../../shared/i18n';
import type { Choice, OptionReader } from './optionReader';

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

export function readList(read: OptionReader): ListOptions {
  const name = t('list.placement', 'Anomaly list');
  return { placement: read.choice('placement', name, placements(), DEFAULT_LIST.placement) };
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
