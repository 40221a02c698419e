import { type LearntMemory, MOST_BYTES, type MemoryFit, readMemory } from '../src/detector/memory/learntMemory';
import { memoryRefused } from '../src/shared/detectorMessages';
import { inEnglish } from '../src/shared/message';
import { CsvError } from './csv';

/** Bound on the size of a memory file. */
export const MEMORY_BOUND = {
  bytes: MOST_BYTES,
  remedy: 'The command’s --learn writes smaller files: learn it again.',
};

/** @throws CsvError that names the file and the reason */
export function memoryFrom(text: string, file: string, fit: MemoryFit): LearntMemory {
  const reading = readMemory(text, fit);
  if (reading.status === 'refused') {
    throw new CsvError(file, inEnglish(memoryRefused(reading.refusal)), 'The command’s --learn writes such files.');
  }
  return reading.memory;
}

/**
 * The content of a memory file.
 *
 * @throws CsvError if there is nothing to write
 */
export function memoryText(file: string, memory: LearntMemory): string {
  if (memory.series.length === 0) {
    throw new CsvError(file, 'nothing was learnt.', 'It takes a series that is judged, with --memory on.');
  }
  return JSON.stringify(memory);
}
