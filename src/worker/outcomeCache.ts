import { LRUCache } from 'lru-cache';
import type { Outcome } from '../detector/detection';

/** Size of an entry without its arrays: key, objects, sequences. */
const ENTRY_OVERHEAD_BYTES = 512;

/** Outcomes by content key. Evicts the least recently used entries. */
export function outcomeCache({ entries, bytes }: Record<'entries' | 'bytes', number>): LRUCache<string, Outcome> {
  return new LRUCache({ max: entries, maxSize: bytes, sizeCalculation: bytesOf });
}

function bytesOf(outcome: Outcome): number {
  const arrays = outcome.status === 'detected' ? Object.values(outcome.detection).filter(ArrayBuffer.isView) : [];
  return arrays.reduce((bytes, array) => bytes + array.byteLength, ENTRY_OVERHEAD_BYTES);
}
