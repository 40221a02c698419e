import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { commonOptionsBuilder } from '@grafana/ui';
import { SHADING_OPACITY_BOUNDS } from '../chart/display';
import { DETECTOR_BOUNDS } from '../detector/settings';
import { t } from '../i18n';
import { ENGINE_CHOICES } from './engineChoice';
import { addLayoutEditor, addLegendVerdictEditor } from './layout/layoutOptions';
import { addListEditor } from './list/listOptions';
import { addLookbackEditor } from './lookback/lookbackOptions';
import { addTeachingEditor } from './marks/teachingOptions';
import {
  DEFAULT_OPTIONS,
  DETECTION_TEXTS,
  EXACT_SETTINGS,
  type ResidualOptions,
  SENSITIVITY_CHOICES,
  SMOOTHING_CHOICES,
  numericSettings,
} from './options';
import { addReportEditor } from './reportOptions';
import { shadingColorModes } from './shadingColorModes';

const DETECTION = ['Detection'];
const DISPLAY = ['Display'];

/** The panel's options: ours first, then legend and tooltip as every panel of Grafana has them. */
export function addOptionsEditor(builder: PanelOptionsEditorBuilder<ResidualOptions>): void {
  const { detection, display } = DEFAULT_OPTIONS;

  builder.addRadio({
    path: 'detection.sensitivity',
    name: 'Sensitivity',
    description: 'How much is reported: fewer false alarms on the left, fewer misses on the right.',
    category: DETECTION,
    defaultValue: detection.sensitivity,
    settings: { options: [...SENSITIVITY_CHOICES] },
  });
  for (const key of numericSettings()) {
    const { min, max, step, unit } = DETECTOR_BOUNDS[key];
    const { name, description } = DETECTION_TEXTS[key];
    builder.addNumberInput({
      path: `detection.${key}`,
      name,
      description: `${description} ${min}–${max}${unit === '' ? '' : ` ${unit}`}.`,
      category: DETECTION,
      defaultValue: detection[key],
      settings: { min, max, step, integer: step === 1 },
      showIf: EXACT_SETTINGS.includes(key) ? (options) => options.detection?.sensitivity === 'exact' : undefined,
    });
  }
  builder.addRadio({
    path: 'detection.smoothing',
    name: 'Smoothing',
    description: 'Whether the mean over the error looks ahead as well as back.',
    category: DETECTION,
    defaultValue: detection.smoothing,
    settings: { options: [...SMOOTHING_CHOICES] },
  });
  builder.addBooleanSwitch({
    path: 'detection.memory',
    name: 'Recall from memory',
    description:
      'Compare each stretch with what this series normally does at other times. Off: with what the network alone expects.',
    category: DETECTION,
    defaultValue: detection.memory,
  });
  builder.addRadio({
    path: 'engine',
    name: 'Engine',
    description: 'Where the network runs. The status in the corner says which one ran, and why.',
    category: DETECTION,
    defaultValue: DEFAULT_OPTIONS.engine,
    settings: { options: [...ENGINE_CHOICES] },
  });

  addReportEditor(builder);
  addLookbackEditor(builder);
  addTeachingEditor(builder);

  builder
    .addBooleanSwitch({
      path: 'display.showReconstruction',
      name: 'Reconstruction',
      description: 'Draw what the network expected, dashed over the series.',
      category: DISPLAY,
      defaultValue: display.showReconstruction,
    })
    .addRadio({
      path: 'display.reconstructionColorMode',
      name: 'Reconstruction colour',
      description: "A shade of the series' own hue, or one colour for all.",
      category: DISPLAY,
      defaultValue: display.reconstructionColorMode,
      settings: {
        options: [
          { value: 'same-hue', label: 'Same hue' },
          { value: 'fixed', label: 'Fixed' },
        ],
      },
      showIf: (options) => options.display?.showReconstruction !== false,
    })
    .addColorPicker({
      path: 'display.reconstructionColor',
      name: 'Fixed reconstruction colour',
      category: DISPLAY,
      defaultValue: display.reconstructionColor,
      showIf: (options) =>
        options.display?.showReconstruction !== false && options.display?.reconstructionColorMode === 'fixed',
    })
    .addBooleanSwitch({
      path: 'display.showErrorLane',
      name: 'Error lane',
      description: 'Draw the smoothed error and its threshold under the series. Low panels leave it out.',
      category: DISPLAY,
      defaultValue: display.showErrorLane,
    })
    .addBooleanSwitch({
      path: 'display.showShading',
      name: 'Shading',
      description: 'Shade and bracket every interval over the threshold.',
      category: DISPLAY,
      defaultValue: display.showShading,
    })
    .addRadio({
      path: 'display.shadingColorMode',
      name: t('display.shading-color-mode', 'Shading colour'),
      description: t('display.shading-color-mode-description', 'The colour of each level of severity, or one for all.'),
      category: DISPLAY,
      defaultValue: display.shadingColorMode,
      settings: { options: shadingColorModes() },
      showIf: (options) => options.display?.showShading !== false,
    })
    .addColorPicker({
      path: 'display.shadingColor',
      name: t('display.shading-color', 'Fixed shading colour'),
      category: DISPLAY,
      defaultValue: display.shadingColor,
      showIf: (options) => options.display?.showShading !== false && options.display?.shadingColorMode === 'fixed',
    })
    .addSliderInput({
      path: 'display.shadingOpacity',
      name: 'Shading opacity',
      description: `${SHADING_OPACITY_BOUNDS.min}–${SHADING_OPACITY_BOUNDS.max} %.`,
      category: DISPLAY,
      defaultValue: display.shadingOpacity,
      settings: { ...SHADING_OPACITY_BOUNDS, ariaLabelForHandle: 'Shading opacity' },
      showIf: (options) => options.display?.showShading !== false,
    });

  addLayoutEditor(builder);
  addListEditor(builder);
  commonOptionsBuilder.addTooltipOptions(builder, false, false, { tooltip: DEFAULT_OPTIONS.tooltip });
  commonOptionsBuilder.addLegendOptions(builder);
  addLegendVerdictEditor(builder);
}
