import { type LearntMemory, MOST_BYTES, type MemoryFit, readMemory } from '../src/detector/memory/learntMemory';
import { inEnglish } from '../src/shared/message';
import { CsvError } from './csv';

/** What of a memory's file is read at most. */
export const MEMORY_BOUND = { bytes: MOST_BYTES, remedy: 'The command’s --learn writes none so large: learn it anew.' };

/** @throws CsvError that names the file and says why its memory is of no use */
export function memoryFrom(text: string, file: string, fit: MemoryFit): LearntMemory {
  const reading = readMemory(text, fit);
  if (reading.status === 'refused') {
    throw new CsvError(file, inEnglish(reading.message), 'The command’s --learn writes such files.');
  }
  return reading.memory;
}

/**
 * What the file of a learnt memory holds.
 *
 * @throws CsvError that names the file where there is nothing to write
 */
export function memoryText(file: string, memory: LearntMemory): string {
  if (memory.series.length === 0) {
    throw new CsvError(file, 'nothing was learnt.', 'It takes a series that is judged, with --memory on.');
  }
  return JSON.stringify(memory);
}
