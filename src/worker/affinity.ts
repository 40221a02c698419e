/** Series of which it is known where they were computed, at most. */
const REMEMBERED = 10_000;

/** Which worker computed a series last, and so knows most of its windows. */
export class Affinity<Worker> {
  /** The first is the one that was set longest ago. */
  private readonly homes = new Map<string, Worker>();

  of(identity: string | undefined): Worker | undefined {
    return identity === undefined ? undefined : this.homes.get(identity);
  }

  set(identity: string | undefined, worker: Worker): void {
    if (identity === undefined) {
      return;
    }
    this.homes.delete(identity);
    this.homes.set(identity, worker);
    if (this.homes.size > REMEMBERED) {
      const [oldest] = this.homes.keys();
      this.homes.delete(oldest);
    }
  }

  /** It is gone, and with it what it knew. */
  forget(worker: Worker): void {
    for (const [identity, home] of this.homes) {
      if (home === worker) {
        this.homes.delete(identity);
      }
    }
  }
}
