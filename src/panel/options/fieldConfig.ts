import {
  FieldColorModeId,
  type FieldConfigEditorBuilder,
  FieldConfigProperty,
  FieldType,
  type SetFieldConfigOptionsArgs,
  identityOverrideProcessor,
} from '@grafana/data';
import {
  GraphGradientMode,
  GraphThresholdsStyleMode,
  LineInterpolation,
  type LineStyle,
  VisibilityMode,
} from '@grafana/schema';
import { commonOptionsBuilder, getGraphFieldOptions } from '@grafana/ui';
import type { SeriesFieldConfig as SeriesStyle } from '../../chart/plot/fieldStyle';
import { t } from '../../shared/i18n';
import { LineStyleEditor, SpanNullsEditor, ThresholdsStyleEditor } from './fieldEditors';
import type { SeriesConfig } from './options';
import { addSeriesEditor } from './optionsEditor';

export type SeriesFieldConfig = SeriesStyle & SeriesConfig;

/** Field config in the names, order and defaults of the time series panel, so that overrides carry over. */
export function fieldConfigOptions(): SetFieldConfigOptionsArgs<SeriesFieldConfig> {
  return {
    standardOptions: {
      [FieldConfigProperty.Color]: {
        settings: { byValueSupport: true, bySeriesSupport: true, preferThresholdsMode: false },
        defaultValue: { mode: FieldColorModeId.PaletteClassic },
      },
      [FieldConfigProperty.Links]: { settings: { showOneClick: true } },
    },
    // Actions need Grafana's tooltip footer, which plugins cannot use.
    disableStandardOptions: [FieldConfigProperty.Actions],
    useCustomConfig: (builder) => {
      addGraphStyles(builder);
      commonOptionsBuilder.addAxisConfig(builder, {});
      commonOptionsBuilder.addHideFrom(builder);
      addThresholds(builder);
      addSeriesEditor(builder);
    },
  };
}

type Builder = FieldConfigEditorBuilder<SeriesFieldConfig>;

function addGraphStyles(builder: Builder): void {
  const choices = getGraphFieldOptions();
  const category = [t('field.graph-styles', 'Graph styles')];
  const slider = (name: string, min: number, max: number) => ({
    name,
    category,
    settings: { min, max, step: 1, ariaLabelForHandle: name },
  });
  builder
    .addRadio({
      path: 'lineInterpolation',
      name: t('field.line-interpolation', 'Line interpolation'),
      category,
      defaultValue: LineInterpolation.Linear,
      settings: { options: choices.lineInterpolation },
    })
    .addSliderInput({ path: 'lineWidth', defaultValue: 1, ...slider(t('field.line-width', 'Line width'), 0, 10) })
    .addSliderInput({
      path: 'fillOpacity',
      defaultValue: 0,
      ...slider(t('field.fill-opacity', 'Fill opacity'), 0, 100),
    })
    .addRadio({
      path: 'gradientMode',
      name: t('field.gradient-mode', 'Gradient mode'),
      category,
      defaultValue: GraphGradientMode.None,
      settings: { options: choices.fillGradient },
    });
  addLineEditors(builder, category);
  builder
    .addRadio({
      path: 'showPoints',
      name: t('field.show-points', 'Show points'),
      category,
      defaultValue: VisibilityMode.Auto,
      settings: { options: choices.showPoints },
    })
    .addSliderInput({
      path: 'pointSize',
      defaultValue: 5,
      ...slider(t('field.point-size', 'Point size'), 1, 40),
      showIf: (config) => config.showPoints !== VisibilityMode.Never,
    });
}

function addLineEditors(builder: Builder, category: string[]): void {
  builder
    .addCustomEditor<void, LineStyle>({
      id: 'lineStyle',
      path: 'lineStyle',
      name: t('field.line-style', 'Line style'),
      category,
      editor: LineStyleEditor,
      override: LineStyleEditor,
      process: identityOverrideProcessor,
      shouldApply: (field) => field.type === FieldType.number,
    })
    .addCustomEditor<void, boolean | number>({
      id: 'spanNulls',
      path: 'spanNulls',
      name: t('field.connect-nulls', 'Connect null values'),
      description: t('field.connect-nulls-description', 'Connect points across gaps. Gaps are never judged.'),
      category,
      defaultValue: false,
      editor: SpanNullsEditor,
      override: SpanNullsEditor,
      process: identityOverrideProcessor,
      shouldApply: (field) => field.type !== FieldType.time,
    });
}

function addThresholds(builder: Builder): void {
  builder.addCustomEditor({
    id: 'thresholdsStyle',
    path: 'thresholdsStyle',
    name: t('field.show-thresholds', 'Show thresholds'),
    category: [t('field.thresholds', 'Thresholds')],
    defaultValue: { mode: GraphThresholdsStyleMode.Off },
    settings: { options: getGraphFieldOptions().thresholdsDisplayModes },
    editor: ThresholdsStyleEditor,
    override: ThresholdsStyleEditor,
    process: identityOverrideProcessor,
    shouldApply: () => true,
  });
}
