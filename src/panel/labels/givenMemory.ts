import { type LearntMemory, type MemoryFit, readMemory, rememberedFor } from '../../detector/memory/learntMemory';
import type { RememberedWindows } from '../../detector/memory/warmMemory';
import { memoryRefused } from '../../shared/detectorMessages';
import { inWords, t } from '../../shared/i18n';
import { record } from '../../shared/record';

/** The learnt memory from the options. */
export interface GivenMemory {
  /** By the name of the series; empty if there is no usable memory. */
  readonly remembered: ReadonlyMap<string, RememberedWindows>;
  /** Why the memory is not used and what to do, in one sentence. */
  readonly refused: string | null;
  /** The memory is still loading. A verdict now would change once it is loaded. */
  readonly isHeld: boolean;
}

/** @param sha256 of the weights that the memory must match, hex */
export function readGiven(text: string, windowSize: MemoryFit['windowSize'], sha256: string): GivenMemory {
  const reading = readMemory(text, { sha256, windowSize });
  return reading.status === 'read'
    ? { remembered: byName(reading.memory), refused: null, isHeld: false }
    : {
        remembered: new Map(),
        refused: t('marks.memory-refused', 'Learnt memory: {{reason}}', {
          reason: inWords(memoryRefused(reading.refusal)),
        }),
        isHeld: false,
      };
}

/** The SHA-256 of the weights that the memory claims; empty if there is none. */
export function modelOf(text: string): string {
  try {
    return String(record(JSON.parse(text)).model);
  } catch {
    // readGiven() reports what is wrong.
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
