import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '../../shared/i18n';
import type { Choice, OptionReader } from './optionReader';

/** How much data before the visible range the detector gets. */
export interface LookbackOptions {
  mode: 'off' | 'auto' | 'fixed';
  /** For mode `fixed`: a duration in Grafana's format, e.g. 6h or 2d. */
  duration: string;
}

export const DEFAULT_LOOKBACK: LookbackOptions = { mode: 'auto', duration: '6h' };

const modes = (): Array<Choice<LookbackOptions['mode']>> => [
  {
    value: 'off',
    label: t('lookback.mode-off', 'Off'),
    description: t('lookback.mode-off-description', 'Judge only the visible range'),
  },
  {
    value: 'auto',
    label: t('lookback.mode-auto', 'Auto'),
    description: t('lookback.mode-auto-description', 'As long as the same verdict at every zoom requires'),
  },
  {
    value: 'fixed',
    label: t('lookback.mode-fixed', 'Fixed'),
    description: t('lookback.mode-fixed-description', 'A duration of your choice'),
  },
];

export function readLookback(read: OptionReader): LookbackOptions {
  const mode = read.choice('mode', t('lookback.mode', 'Look-back'), modes(), DEFAULT_LOOKBACK.mode);
  return { mode, duration: readDuration(read) };
}

function readDuration(read: OptionReader): string {
  const duration = read.text('duration', DEFAULT_LOOKBACK.duration).trim();
  if (millisecondsOf(duration) > 0) {
    return duration;
  }
  read.notices.push(
    t('lookback.no-duration', 'Look-back duration: {{written}} is not a duration; using {{used}}', {
      written: duration,
      used: DEFAULT_LOOKBACK.duration,
    })
  );
  return DEFAULT_LOOKBACK.duration;
}

/** Grafana's own parser needs a browser, but the options are also read without one. */
const UNITS_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/** @returns 0 if the text is not a duration */
function millisecondsOf(duration: string): number {
  const [, count = '0', unit = ''] = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(duration) ?? [];
  return Number(count) * (UNITS_MS.get(unit) ?? 0);
}

/** The look-back before the visible range: milliseconds, `auto`, or null for none. */
export function lookbackMode({ mode, duration }: LookbackOptions): 'auto' | number | null {
  return mode === 'off' ? null : mode === 'auto' ? 'auto' : millisecondsOf(duration);
}

export function addLookbackEditor<Options extends { lookback: LookbackOptions }>(
  builder: PanelOptionsEditorBuilder<Options>
): void {
  const category = [t('lookback.category', 'Memory')];
  builder
    .addRadio({
      path: 'lookback.mode',
      name: t('lookback.mode', 'Look-back'),
      description: t(
        'lookback.mode-description',
        'Query a longer range than the visible one so that the detector sees earlier data. The panel draws only the visible part.'
      ),
      category,
      defaultValue: DEFAULT_LOOKBACK.mode,
      settings: { options: modes() },
    })
    .addTextInput({
      path: 'lookback.duration',
      name: t('lookback.duration', 'Look-back duration'),
      description: t('lookback.duration-description', 'Length of time before the visible range, e.g. 6h or 2d.'),
      category,
      defaultValue: DEFAULT_LOOKBACK.duration,
      showIf: (options) => options.lookback?.mode === 'fixed',
    });
}
