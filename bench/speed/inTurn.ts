/** Something whose duration is compared with others'. */
export interface Rival {
  readonly name: string;
  /** Done before each run and not timed. */
  prepare?(): Promise<unknown>;
  run(): Promise<unknown>;
}

export interface Rounds {
  /** Rounds in any case; the warm-up is not one of them. */
  readonly least: number;
  readonly most: number;
  /** No further round is begun after so many milliseconds. */
  readonly budgetMs: number;
}

/**
 * Times rivals in turn, round after round, so that a busy machine slows all of them; every other round goes backwards, so
 * that none always follows the same one. A first round warms up and is not counted.
 *
 * @returns milliseconds a round of each rival, by name
 */
export async function inTurn(
  rivals: readonly Rival[],
  { least, most, budgetMs }: Rounds
): Promise<Map<string, number[]>> {
  const timings = new Map<string, number[]>(rivals.map(({ name }) => [name, []]));
  for (const rival of rivals) {
    await timed(rival);
  }
  const begin = performance.now();
  for (let round = 0; round < most && (round < least || performance.now() - begin < budgetMs); round++) {
    for (const rival of round % 2 === 0 ? rivals : [...rivals].reverse()) {
      timings.get(rival.name)?.push(await timed(rival));
    }
  }
  return timings;
}

async function timed({ prepare, run }: Rival): Promise<number> {
  await prepare?.();
  const begin = performance.now();
  await run();
  return performance.now() - begin;
}
