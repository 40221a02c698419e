import type { PanelOptionsEditorBuilder } from '@grafana/data';
import type { OptionsWithLegend } from '@grafana/schema';
import { t } from '../../shared/i18n';
import type { Choice, OptionReader } from './optionReader';

export interface LayoutOptions {
  arrangement: 'overlay' | 'small-multiples';
  /** One lane per series over the chart; auto shows them from a number of series on. */
  overview: 'auto' | 'on' | 'off';
  /** Shows the verdict next to each name in the legend. */
  legendVerdict: boolean;
}

export const DEFAULT_LAYOUT: LayoutOptions = {
  arrangement: 'overlay',
  overview: 'auto',
  legendVerdict: true,
};

const arrangements = (): Array<Choice<LayoutOptions['arrangement']>> => [
  {
    value: 'overlay',
    label: t('layout.overlay', 'One chart'),
    description: t('layout.overlay-description', 'All series in one plot'),
  },
  {
    value: 'small-multiples',
    label: t('layout.small-multiples', 'Small multiples'),
    description: t('layout.small-multiples-description', 'A small plot for each series, most severe first'),
  },
];

const overviews = (): Array<Choice<LayoutOptions['overview']>> => [
  {
    value: 'auto',
    label: t('layout.overview-auto', 'Auto'),
    description: t('layout.overview-auto-description', 'If there are several series and enough room'),
  },
  { value: 'on', label: t('layout.overview-on', 'On'), description: t('layout.overview-on-description', 'Always') },
  { value: 'off', label: t('layout.overview-off', 'Off'), description: t('layout.overview-off-description', 'Never') },
];

export function readLayout(read: OptionReader): LayoutOptions {
  const { arrangement, overview, legendVerdict } = DEFAULT_LAYOUT;
  return {
    arrangement: read.choice('arrangement', t('layout.arrangement', 'Arrangement'), arrangements(), arrangement),
    overview: read.choice('overview', t('layout.overview', 'Overview strip'), overviews(), overview),
    legendVerdict: read.flag('legendVerdict', t('layout.legend-verdict', 'Verdict'), legendVerdict),
  };
}

export function addLayoutEditor<Options extends { layout: LayoutOptions }>(
  builder: PanelOptionsEditorBuilder<Options>
): void {
  const category = [t('display.category', 'Display')];
  builder
    .addRadio({
      path: 'layout.arrangement',
      name: t('layout.arrangement', 'Arrangement'),
      description: t('layout.arrangement-description', 'How several series share the panel.'),
      category,
      defaultValue: DEFAULT_LAYOUT.arrangement,
      settings: { options: arrangements() },
    })
    .addRadio({
      path: 'layout.overview',
      name: t('layout.overview', 'Overview strip'),
      description: t('layout.overview-description', 'One lane per series above the chart, coloured by severity.'),
      category,
      defaultValue: DEFAULT_LAYOUT.overview,
      settings: { options: overviews() },
    });
}

/** Belongs next to the legend's calculations. */
export function addLegendVerdictEditor<Options extends OptionsWithLegend & { layout: LayoutOptions }>(
  builder: PanelOptionsEditorBuilder<Options>
): void {
  builder.addBooleanSwitch({
    path: 'layout.legendVerdict',
    name: t('layout.legend-verdict', 'Verdict'),
    description: t(
      'layout.legend-verdict-description',
      'Number of anomalies, worst severity and anomaly peak beside each name. A table always shows them; a list shows them only for series with anomalies.'
    ),
    category: [t('legend.category', 'Legend')],
    defaultValue: DEFAULT_LAYOUT.legendVerdict,
    showIf: (options) => options.legend?.showLegend !== false,
  });
}
