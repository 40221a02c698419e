/**
 * Lets so many through at a time, in the order of their arrival. Whoever is in a hurry goes first, but two such do not
 * follow each other while others wait.
 */
export class PrioritySemaphore {
  private inside = 0;
  private readonly waiting: Array<() => void> = [];
  private readonly hurrying: Array<() => void> = [];
  private hurriedLast = false;

  /** @param width how many, asked each time somebody leaves */
  constructor(private readonly width: () => number) {}

  /** Does it once there is room. */
  async pass<T>(work: () => Promise<T>, { inHurry = false } = {}): Promise<T> {
    if (this.inside >= this.width()) {
      await new Promise<void>((resolve) => (inHurry ? this.hurrying : this.waiting).push(resolve));
    } else {
      this.inside++;
    }
    try {
      return await work();
    } finally {
      this.inside--;
      while (this.inside < this.width()) {
        const next = this.next();
        if (!next) {
          break;
        }
        this.inside++;
        next();
      }
    }
  }

  private next(): (() => void) | undefined {
    this.hurriedLast = this.hurrying.length > 0 && !(this.hurriedLast && this.waiting.length > 0);
    return (this.hurriedLast ? this.hurrying : this.waiting).shift();
  }
}
