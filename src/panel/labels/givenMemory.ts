import { type LearntMemory, type MemoryFit, readMemory, rememberedFor } from '../../detector/memory/learntMemory';
import type { RememberedWindows } from '../../detector/memory/warmMemory';
import { inWords, t } from '../../shared/i18n';
import { record } from '../options/optionReaders';

/** What the panel was given of another time, and why it is of no use where it is none. */
export interface GivenMemory {
  /** By the name of the series; empty where nothing was given or it was refused. */
  readonly remembered: ReadonlyMap<string, RememberedWindows>;
  /** One sentence, what is wrong and what to do. */
  readonly refused: string | null;
  /** It is not read yet: a verdict now would be another one in a moment. */
  readonly isHeld: boolean;
}

/** @param sha256 of the weights with which it must have been learnt, hex */
export function readGiven(text: string, windowSize: MemoryFit['windowSize'], sha256: string): GivenMemory {
  const reading = readMemory(text, { sha256, windowSize });
  return reading.status === 'read'
    ? { remembered: byName(reading.memory), refused: null, isHeld: false }
    : {
        remembered: new Map(),
        refused: t('marks.memory-refused', 'Learnt memory: {{reason}}', { reason: inWords(reading.message) }),
        isHeld: false,
      };
}

/** SHA-256 of the weights with which it says it was learnt; empty where it says nothing. */
export function modelOf(text: string): string {
  try {
    return String(record(JSON.parse(text)).model);
  } catch {
    // Reading it says what is wrong.
    return '';
  }
}

function byName(memory: LearntMemory): Map<string, RememberedWindows> {
  return new Map(
    memory.series.flatMap(({ name }) => {
      const remembered = rememberedFor(memory, name);
      return remembered ? [[name, remembered] as const] : [];
    })
  );
}
