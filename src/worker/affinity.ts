import { BoundedMap } from './boundedMap';

/** Which worker computed each series last. That worker has most of the series' windows in its cache. */
export class Affinity<Worker> {
  private readonly workers = new BoundedMap<string, Worker>(10_000);

  of(identity: string | undefined): Worker | undefined {
    return identity === undefined ? undefined : this.workers.get(identity);
  }

  set(identity: string | undefined, worker: Worker): void {
    if (identity !== undefined) {
      this.workers.set(identity, worker);
    }
  }

  /** Removes a worker that has ended. */
  forget(worker: Worker): void {
    for (const [identity, owner] of this.workers) {
      if (owner === worker) {
        this.workers.delete(identity);
      }
    }
  }
}
