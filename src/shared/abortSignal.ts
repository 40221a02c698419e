/**
 * Ends waits when what they wait for is gone.
 *
 * `Promise.race` against a promise that never settles would keep the result of every race in memory. An AbortScope keeps
 * nothing of a wait that has ended.
 */
export class AbortScope {
  private readonly waits = new Set<(reason: Error) => void>();
  private reason: Error | null = null;

  /** Number of waits that have not ended. */
  get waiting(): number {
    return this.waits.size;
  }

  /** Rejects all waits, and all later ones, with the reason of the first call. */
  abort(reason: Error): void {
    this.reason ??= reason;
    for (const reject of this.waits) {
      reject(this.reason);
    }
    this.waits.clear();
  }

  /** Settles as `work` does, or rejects if the scope is aborted before that. */
  guard<T>(work: Promise<T>): Promise<T> {
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
