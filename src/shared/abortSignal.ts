/**
 * Lets waits end when what they wait for is gone.
 *
 * A race against one promise that never settles would do the same, but such a promise keeps the answer of every race it
 * took part in. A lifeline keeps nothing of a wait that has ended.
 */
export class AbortScope {
  private readonly waits = new Set<(reason: Error) => void>();
  private reason: Error | null = null;

  /** Waits that have not ended. */
  get waiting(): number {
    return this.waits.size;
  }

  /** Rejects every wait, and all that begin later. The first reason stays. */
  cut(reason: Error): void {
    this.reason ??= reason;
    for (const reject of this.waits) {
      reject(this.reason);
    }
    this.waits.clear();
  }

  /** Settles as `work` does, or rejects when the lifeline is cut before. */
  hold<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.reason) {
        work.catch(() => undefined);
        reject(this.reason);
        return;
      }
      this.waits.add(reject);
      work.finally(() => this.waits.delete(reject)).then(resolve, reject);
    });
  }
}
