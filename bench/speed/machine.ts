import os from 'node:os';

/** Where figures were measured. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  /** Processes that wanted a core in the minute before; well above 0, something else ran beside. */
  readonly loadBefore: number;
}

export function describeMachine(): Machine {
  return {
    processor: os.cpus()[0]?.model ?? 'unknown processor',
    cores: os.availableParallelism(),
    node: process.version,
    loadBefore: os.loadavg()[0],
  };
}
