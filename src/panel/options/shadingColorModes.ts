import type { DisplayOptions } from '../../chart/plot/display';
import { t } from '../../shared/i18n';
import type { Choice } from './optionReader';

export const shadingColorModes = (): Array<Choice<DisplayOptions['shadingColorMode']>> => [
  {
    value: 'severity',
    label: t('display.shading-by-severity', 'By severity'),
    description: t('display.shading-by-severity-description', 'A colour for each of the four levels'),
  },
  {
    value: 'fixed',
    label: t('display.shading-fixed', 'Fixed'),
    description: t('display.shading-fixed-description', 'One colour for all'),
  },
];
