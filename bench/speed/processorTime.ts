/** Rounds, of which the fastest counts: others were slowed down by something else. */
const ROUNDS = 7;

/** Nanoseconds of processor time a point over all inputs, after a warm-up. */
export function nanosecondsPerPoint<Input>(
  run: (input: Input) => unknown,
  inputs: readonly Input[],
  points: number
): number {
  const all = () => inputs.forEach((input) => run(input));
  all();
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    best = Math.min(best, timed(all));
  }
  return (best * 1e6) / (points * inputs.length);
}

/** Milliseconds of processor time, so that what else runs on the machine does not count. */
function timed(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
