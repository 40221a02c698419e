import { t } from '../../shared/i18n';
import type { EngineChoice } from '../../worker/client';
import type { Choice } from './optionReader';

/** Where the network can run. */
export const engineChoices = (): Array<Choice<EngineChoice>> => [
  {
    value: 'auto',
    label: t('engine.auto', 'Automatic'),
    description: t('engine.auto-description', 'The fastest engine, measured once in each browser'),
  },
  { value: 'webgl', label: 'WebGL', description: t('engine.webgl-description', 'The graphics card') },
  {
    value: 'wasm',
    label: 'WebAssembly',
    description: t('engine.wasm-description', 'The processor, up to four cores'),
  },
  {
    value: 'cpu',
    label: 'JavaScript',
    description: t('engine.cpu-description', 'Works in every browser, but is by far the slowest'),
  },
];

export const engineName = () => t('engine.name', 'Engine');
