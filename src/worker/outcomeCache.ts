import type { Outcome } from '../detector/detection';

/** What an entry weighs beside its arrays: key, objects, sequences. */
const ENTRY_OVERHEAD_BYTES = 512;

export interface CacheBounds {
  readonly entries: number;
  readonly bytes: number;
}

/** Verdicts by content of what was judged; the ones that nobody asked for longest are let go. */
export class OutcomeCache {
  /** A Map keeps the order of insertion: the first key is the one that was used longest ago. */
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
    this.bytes += weightOf(outcome);
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
      this.bytes -= weightOf(outcome);
    }
  }
}

function weightOf(outcome: Outcome): number {
  const arrays = outcome.status === 'detected' ? Object.values(outcome.detection).filter(ArrayBuffer.isView) : [];
  return arrays.reduce((bytes, array) => bytes + array.byteLength, ENTRY_OVERHEAD_BYTES);
}
