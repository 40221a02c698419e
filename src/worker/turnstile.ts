/** Lets so many through at a time, in the order of their arrival. */
export class Turnstile {
  private inside = 0;
  private readonly waiting: Array<() => void> = [];

  /** @param width how many, asked each time somebody leaves */
  constructor(private readonly width: () => number) {}

  /** Does it once there is room. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.width()) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else {
      this.inside++;
    }
    try {
      return await work();
    } finally {
      this.inside--;
      while (this.waiting.length > 0 && this.inside < this.width()) {
        this.inside++;
        this.waiting.shift()?.();
      }
    }
  }
}
