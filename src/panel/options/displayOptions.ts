import { DEFAULT_DISPLAY, type DisplayOptions, SHADING_OPACITY_BOUNDS } from '../../chart/plot/display';
import { t } from '../../shared/i18n';
import { type Group, type Option, choice, color, flag, slider } from './optionKinds';

const hasReconstruction: Option<string>['showIf'] = ({ display }) => display?.showReconstruction !== false;
const hasShading: Option<string>['showIf'] = ({ display }) => display?.showShading !== false;

export const display = {
  showReconstruction: flag({
    default: DEFAULT_DISPLAY.showReconstruction,
    texts: () => [
      t('display.reconstruction', 'Reconstruction'),
      t('display.reconstruction-description', 'Draw the expected values as a dashed line over the series.'),
      t('display.show-reconstruction', 'Show reconstruction'),
    ],
  }),
  reconstructionColorMode: choice({
    default: DEFAULT_DISPLAY.reconstructionColorMode,
    texts: () => [
      t('display.reconstruction-color-mode', 'Reconstruction colour'),
      t('display.reconstruction-color-mode-description', "A shade of the series' own hue, or one colour for all."),
    ],
    choices: () => ({
      'same-hue': [t('display.same-hue', 'Same hue')],
      fixed: [t('display.shading-fixed', 'Fixed')],
    }),
    showIf: hasReconstruction,
  }),
  reconstructionColor: color({
    default: DEFAULT_DISPLAY.reconstructionColor,
    texts: () => [t('display.reconstruction-color', 'Fixed reconstruction colour')],
    showIf: (written) => hasReconstruction(written) && written.display?.reconstructionColorMode === 'fixed',
  }),
  showErrorLane: flag({
    default: DEFAULT_DISPLAY.showErrorLane,
    texts: () => [
      t('display.error-lane', 'Error lane'),
      t(
        'display.error-lane-description',
        'Draw the score, the smoothed error and the threshold below the series. Low panels omit it.'
      ),
      t('display.show-error-lane', 'Show error lane'),
    ],
  }),
  showShading: flag({
    default: DEFAULT_DISPLAY.showShading,
    texts: () => [
      t('display.shading', 'Shading'),
      t('display.shading-description', 'Shade every anomaly and draw a bracket over it.'),
      t('display.show-shading', 'Show shading'),
    ],
  }),
  shadingColorMode: choice({
    default: DEFAULT_DISPLAY.shadingColorMode,
    texts: () => [
      t('display.shading-color-mode', 'Shading colour'),
      t('display.shading-color-mode-description', 'The colour of each level of severity, or one for all.'),
    ],
    choices: () => ({
      severity: [
        t('display.shading-by-severity', 'By severity'),
        t('display.shading-by-severity-description', 'A colour for each of the four levels'),
      ],
      fixed: [t('display.shading-fixed', 'Fixed'), t('display.shading-fixed-description', 'One colour for all')],
    }),
    showIf: hasShading,
  }),
  shadingColor: color({
    default: DEFAULT_DISPLAY.shadingColor,
    texts: () => [t('display.shading-color', 'Fixed shading colour')],
    showIf: (written) => hasShading(written) && written.display?.shadingColorMode === 'fixed',
  }),
  shadingOpacity: slider({
    bounds: SHADING_OPACITY_BOUNDS,
    texts: () => [
      t('display.shading-opacity', 'Shading opacity'),
      `${SHADING_OPACITY_BOUNDS.min}–${SHADING_OPACITY_BOUNDS.max} %.`,
    ],
    showIf: hasShading,
  }),
} satisfies Group<DisplayOptions>;

export const layout = {
  arrangement: choice({
    default: 'overlay',
    texts: () => [
      t('layout.arrangement', 'Arrangement'),
      t('layout.arrangement-description', 'How several series share the panel.'),
    ],
    choices: () => ({
      overlay: [t('layout.overlay', 'One chart'), t('layout.overlay-description', 'All series in one plot')],
      'small-multiples': [
        t('layout.small-multiples', 'Small multiples'),
        t('layout.small-multiples-description', 'A small plot for each series, most severe first'),
      ],
    }),
  }),
  /** One lane per series above the chart; auto shows them if there are many series. */
  overview: choice({
    default: 'auto',
    texts: () => [
      t('layout.overview', 'Overview strip'),
      t('layout.overview-description', 'One lane per series above the chart, coloured by severity.'),
    ],
    choices: () => ({
      auto: [
        t('layout.overview-auto', 'Auto'),
        t('layout.overview-auto-description', 'If there are several series and enough room'),
      ],
      on: [t('layout.overview-on', 'On'), t('layout.overview-on-description', 'Always')],
      off: [t('layout.overview-off', 'Off'), t('layout.overview-off-description', 'Never')],
    }),
  }),
  /** Shows the verdict next to each name in the legend. */
  legendVerdict: flag({
    default: true,
    texts: () => [
      t('layout.legend-verdict', 'Verdict'),
      t(
        'layout.legend-verdict-description',
        'Number of anomalies, worst severity and anomaly peak beside each name. A table always shows them; a list shows them only for series with anomalies.'
      ),
    ],
    showIf: ({ legend }) => legend?.showLegend !== false,
  }),
};

export const list = {
  placement: choice({
    default: 'hidden',
    texts: () => [
      t('list.placement', 'Anomaly list'),
      t('list.placement-description', 'Every anomaly with its series, start, duration, peak and severity.'),
    ],
    choices: () => ({
      hidden: [t('list.placement-hidden', 'Hidden'), t('list.placement-hidden-description', 'No list')],
      bottom: [t('list.placement-bottom', 'Bottom'), t('list.placement-bottom-description', 'Below the chart')],
      right: [t('list.placement-right', 'Right'), t('list.placement-right-description', 'Beside the chart')],
    }),
  }),
};
