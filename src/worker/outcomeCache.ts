import type { Outcome } from '../detector/detection';

/** Size of an entry without its arrays: key, objects, sequences. */
const ENTRY_OVERHEAD_BYTES = 512;

export interface CacheBounds {
  readonly entries: number;
  readonly bytes: number;
}

/** Outcomes by content key. Evicts the least recently used entries. */
export class OutcomeCache {
  /** A Map keeps the order of insertion, so the first key is the least recently used. */
  private readonly outcomes = new Map<string, Outcome>();
  private bytes = 0;

  constructor(private readonly bounds: CacheBounds) {}

  get(key: string): Outcome | undefined {
    const outcome = this.outcomes.get(key);
    if (outcome) {
      this.outcomes.delete(key);
      this.outcomes.set(key, outcome);
    }
    return outcome;
  }

  set(key: string, outcome: Outcome): void {
    this.remove(key);
    this.outcomes.set(key, outcome);
    this.bytes += bytesOf(outcome);
    for (const oldest of this.outcomes.keys()) {
      if (this.outcomes.size <= this.bounds.entries && this.bytes <= this.bounds.bytes) {
        break;
      }
      this.remove(oldest);
    }
  }

  clear(): void {
    this.outcomes.clear();
    this.bytes = 0;
  }

  private remove(key: string): void {
    const outcome = this.outcomes.get(key);
    if (outcome) {
      this.outcomes.delete(key);
      this.bytes -= bytesOf(outcome);
    }
  }
}

function bytesOf(outcome: Outcome): number {
  const arrays = outcome.status === 'detected' ? Object.values(outcome.detection).filter(ArrayBuffer.isView) : [];
  return arrays.reduce((bytes, array) => bytes + array.byteLength, ENTRY_OVERHEAD_BYTES);
}
