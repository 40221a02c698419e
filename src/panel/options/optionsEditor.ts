import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { commonOptionsBuilder } from '@grafana/ui';
import { SHADING_OPACITY_BOUNDS } from '../../chart/plot/display';
import { DETECTOR_BOUNDS } from '../../detector/settings';
import { t } from '../../shared/i18n';
import {
  describedBounds,
  detectionTexts,
  memoryName,
  numericSettings,
  sensitivityChoices,
  sensitivityName,
  smoothingChoices,
  smoothingName,
} from '../status/detectionTexts';
import { engineChoices, engineName } from './engineChoice';
import { addLayoutEditor, addLegendVerdictEditor } from './layoutOptions';
import { addListEditor } from './listOptions';
import { addLookbackEditor } from './lookbackOptions';
import { addLabelEditor } from './labelOptions';
import { DEFAULT_OPTIONS, EXACT_SETTINGS, type ResidualOptions } from './options';
import { addReportEditor } from './reportOptions';
import { shadingColorModes } from './shadingColorModes';
import { WindowSizeEditor } from './WindowSizeEditor';

/** Adds our options first, then legend and tooltip as in every Grafana panel. */
export function addOptionsEditor(builder: PanelOptionsEditorBuilder<ResidualOptions>): void {
  addDetectionEditor(builder);
  addReportEditor(builder);
  addLookbackEditor(builder);
  addLabelEditor(builder);
  addDisplayEditor(builder);
  addLayoutEditor(builder);
  addListEditor(builder);
  commonOptionsBuilder.addTooltipOptions(builder, false, false, { tooltip: DEFAULT_OPTIONS.tooltip });
  commonOptionsBuilder.addLegendOptions(builder);
  addLegendVerdictEditor(builder);
}

function addDetectionEditor(builder: PanelOptionsEditorBuilder<ResidualOptions>): void {
  const { detection } = DEFAULT_OPTIONS;
  const category = [t('detection.category', 'Detection')];
  const texts = detectionTexts();

  builder.addRadio({
    path: 'detection.sensitivity',
    name: sensitivityName(),
    description: t(
      'detection.sensitivity-description',
      'How much the panel reports: fewer false alarms on the left, fewer missed anomalies on the right.'
    ),
    category,
    defaultValue: detection.sensitivity,
    settings: { options: sensitivityChoices() },
  });
  builder.addCustomEditor({
    id: 'detection.windowSize',
    path: 'detection.windowSize',
    name: texts.windowSize.name,
    description: describedBounds(texts.windowSize.description, DETECTOR_BOUNDS.windowSize),
    category,
    defaultValue: detection.windowSize,
    editor: WindowSizeEditor,
  });
  for (const key of numericSettings()) {
    if (key === 'windowSize') {
      continue;
    }
    const { min, max, step } = DETECTOR_BOUNDS[key];
    const { name, description } = texts[key];
    builder.addNumberInput({
      path: `detection.${key}`,
      name,
      description: describedBounds(description, DETECTOR_BOUNDS[key]),
      category,
      defaultValue: detection[key],
      settings: { min, max, step, integer: step === 1 },
      showIf: EXACT_SETTINGS.includes(key) ? (options) => options.detection?.sensitivity === 'exact' : undefined,
    });
  }
  builder.addRadio({
    path: 'detection.smoothing',
    name: smoothingName(),
    description: t('detection.smoothing-description', 'Whether the mean of the error also uses later points.'),
    category,
    defaultValue: detection.smoothing,
    settings: { options: smoothingChoices() },
  });
  builder.addBooleanSwitch({
    path: 'detection.memory',
    name: memoryName(),
    description: t(
      'detection.memory-description',
      'Compare each window with similar windows of the same series. If off, the network reconstructs each window on its own.'
    ),
    category,
    defaultValue: detection.memory,
  });
  // A radio group of four names would be wider than the editor's column.
  builder.addSelect({
    path: 'engine',
    name: engineName(),
    description: t(
      'engine.description',
      'Where the network runs. The status in the corner shows the engine in use and the reason.'
    ),
    category,
    defaultValue: DEFAULT_OPTIONS.engine,
    settings: { options: engineChoices() },
  });
}

function addDisplayEditor(builder: PanelOptionsEditorBuilder<ResidualOptions>): void {
  const { display } = DEFAULT_OPTIONS;
  const category = [t('display.category', 'Display')];
  const opacity = t('display.shading-opacity', 'Shading opacity');

  builder
    .addBooleanSwitch({
      path: 'display.showReconstruction',
      name: t('display.reconstruction', 'Reconstruction'),
      description: t(
        'display.reconstruction-description',
        'Draw the expected values as a dashed line over the series.'
      ),
      category,
      defaultValue: display.showReconstruction,
    })
    .addRadio({
      path: 'display.reconstructionColorMode',
      name: t('display.reconstruction-color-mode', 'Reconstruction colour'),
      description: t(
        'display.reconstruction-color-mode-description',
        "A shade of the series' own hue, or one colour for all."
      ),
      category,
      defaultValue: display.reconstructionColorMode,
      settings: {
        options: [
          { value: 'same-hue', label: t('display.same-hue', 'Same hue') },
          { value: 'fixed', label: t('display.shading-fixed', 'Fixed') },
        ],
      },
      showIf: (options) => options.display?.showReconstruction !== false,
    })
    .addColorPicker({
      path: 'display.reconstructionColor',
      name: t('display.reconstruction-color', 'Fixed reconstruction colour'),
      category,
      defaultValue: display.reconstructionColor,
      showIf: (options) =>
        options.display?.showReconstruction !== false && options.display?.reconstructionColorMode === 'fixed',
    })
    .addBooleanSwitch({
      path: 'display.showErrorLane',
      name: t('display.error-lane', 'Error lane'),
      description: t(
        'display.error-lane-description',
        'Draw the smoothed error and its threshold below the series. Low panels omit it.'
      ),
      category,
      defaultValue: display.showErrorLane,
    })
    .addBooleanSwitch({
      path: 'display.showShading',
      name: t('display.shading', 'Shading'),
      description: t('display.shading-description', 'Shade every anomaly and draw a bracket over it.'),
      category,
      defaultValue: display.showShading,
    })
    .addRadio({
      path: 'display.shadingColorMode',
      name: t('display.shading-color-mode', 'Shading colour'),
      description: t('display.shading-color-mode-description', 'The colour of each level of severity, or one for all.'),
      category,
      defaultValue: display.shadingColorMode,
      settings: { options: shadingColorModes() },
      showIf: (options) => options.display?.showShading !== false,
    })
    .addColorPicker({
      path: 'display.shadingColor',
      name: t('display.shading-color', 'Fixed shading colour'),
      category,
      defaultValue: display.shadingColor,
      showIf: (options) => options.display?.showShading !== false && options.display?.shadingColorMode === 'fixed',
    })
    .addSliderInput({
      path: 'display.shadingOpacity',
      name: opacity,
      description: `${SHADING_OPACITY_BOUNDS.min}–${SHADING_OPACITY_BOUNDS.max} %.`,
      category,
      defaultValue: display.shadingOpacity,
      settings: { ...SHADING_OPACITY_BOUNDS, ariaLabelForHandle: opacity },
      showIf: (options) => options.display?.showShading !== false,
    });
}
