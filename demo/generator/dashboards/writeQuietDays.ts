/** Prints the load's days before its first incident as CSV. The memory in firstDays.ts is learnt from them. */
import { LOAD_FROM, LOAD_STEP_S, load } from './load.ts';

const QUIET_SAMPLES = 240;

const rows = load()
  .slice(0, QUIET_SAMPLES)
  .map((value, i) => `${new Date(LOAD_FROM + i * LOAD_STEP_S * 1000).toISOString()},${Number(value.toFixed(1))}`);
process.stdout.write(`${['time,Load', ...rows].join('\n')}\n`);
