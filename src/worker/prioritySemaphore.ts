/**
 * Runs a limited number of works at a time, in the order of arrival. Urgent works go first, but never twice in a row
 * while others wait.
 */
export class PrioritySemaphore {
  private running = 0;
  private readonly waiting: Array<() => void> = [];
  private readonly urgentWaiting: Array<() => void> = [];
  private wasUrgent = false;

  /** @param limit works at a time; asked again each time one ends */
  constructor(private readonly limit: () => number) {}

  /** Runs the work once there is room. */
  async run<T>(work: () => Promise<T>, { urgent = false } = {}): Promise<T> {
    if (this.running >= this.limit()) {
      await new Promise<void>((resolve) => (urgent ? this.urgentWaiting : this.waiting).push(resolve));
    } else {
      this.running++;
    }
    try {
      return await work();
    } finally {
      this.running--;
      this.startNext();
    }
  }

  private startNext(): void {
    while (this.running < this.limit()) {
      this.wasUrgent = this.urgentWaiting.length > 0 && !(this.wasUrgent && this.waiting.length > 0);
      const start = (this.wasUrgent ? this.urgentWaiting : this.waiting).shift();
      if (!start) {
        return;
      }
      this.running++;
      start();
    }
  }
}
