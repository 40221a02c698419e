import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { commonOptionsBuilder } from '@grafana/ui';
import { SHADING_OPACITY_BOUNDS } from '../chart/display';
import { DETECTOR_BOUNDS } from '../detector/settings';
import { DEFAULT_OPTIONS, DETECTION_TEXTS, type ResidualOptions, numericSettings } from './options';

const DETECTION = ['Detection'];
const DISPLAY = ['Display'];

/** The panel's options: ours first, then legend and tooltip as every panel of Grafana has them. */
export function addOptionsEditor(builder: PanelOptionsEditorBuilder<ResidualOptions>): void {
  const { detection, display } = DEFAULT_OPTIONS;

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
    });
  }
  builder.addBooleanSwitch({
    path: 'detection.memory',
    name: 'Recall from memory',
    description:
      'Compare each stretch with what this series normally does at other times. Off: with what the network alone expects.',
    category: DETECTION,
    defaultValue: detection.memory,
  });

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
    .addColorPicker({
      path: 'display.shadingColor',
      name: 'Shading colour',
      category: DISPLAY,
      defaultValue: display.shadingColor,
      showIf: (options) => options.display?.showShading !== false,
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

  commonOptionsBuilder.addTooltipOptions(builder, false, false, { tooltip: DEFAULT_OPTIONS.tooltip });
  commonOptionsBuilder.addLegendOptions(builder);
}
