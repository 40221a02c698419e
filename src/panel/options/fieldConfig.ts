import {
  FieldColorModeId,
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
  const choices = getGraphFieldOptions();
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
      const category = [t('field.graph-styles', 'Graph styles')];
      const lineWidth = t('field.line-width', 'Line width');
      const fillOpacity = t('field.fill-opacity', 'Fill opacity');
      const pointSize = t('field.point-size', 'Point size');
      builder
        .addRadio({
          path: 'lineInterpolation',
          name: t('field.line-interpolation', 'Line interpolation'),
          category,
          defaultValue: LineInterpolation.Linear,
          settings: { options: choices.lineInterpolation },
        })
        .addSliderInput({
          path: 'lineWidth',
          name: lineWidth,
          category,
          defaultValue: 1,
          settings: { min: 0, max: 10, step: 1, ariaLabelForHandle: lineWidth },
        })
        .addSliderInput({
          path: 'fillOpacity',
          name: fillOpacity,
          category,
          defaultValue: 0,
          settings: { min: 0, max: 100, step: 1, ariaLabelForHandle: fillOpacity },
        })
        .addRadio({
          path: 'gradientMode',
          name: t('field.gradient-mode', 'Gradient mode'),
          category,
          defaultValue: GraphGradientMode.None,
          settings: { options: choices.fillGradient },
        })
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
        })
        .addRadio({
          path: 'showPoints',
          name: t('field.show-points', 'Show points'),
          category,
          defaultValue: VisibilityMode.Auto,
          settings: { options: choices.showPoints },
        })
        .addSliderInput({
          path: 'pointSize',
          name: pointSize,
          category,
          defaultValue: 5,
          settings: { min: 1, max: 40, step: 1, ariaLabelForHandle: pointSize },
          showIf: (config) => config.showPoints !== VisibilityMode.Never,
        });
      commonOptionsBuilder.addAxisConfig(builder, {});
      commonOptionsBuilder.addHideFrom(builder);
      builder.addCustomEditor({
        id: 'thresholdsStyle',
        path: 'thresholdsStyle',
        name: t('field.show-thresholds', 'Show thresholds'),
        category: [t('field.thresholds', 'Thresholds')],
        defaultValue: { mode: GraphThresholdsStyleMode.Off },
        settings: { options: choices.thresholdsDisplayModes },
        editor: ThresholdsStyleEditor,
        override: ThresholdsStyleEditor,
        process: identityOverrideProcessor,
        shouldApply: () => true,
      });
      addSeriesEditor(builder);
    },
  };
}
