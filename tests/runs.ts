/** Whether the test file that is running belongs to the long suite: `*.long.test.ts` (jest.long.config.js). */
function isLong(): boolean {
  return /\.long\.test\.tsx?$/.test(expect.getState().testPath ?? '');
}

/**
 * How many cases to try. `x.long.test.ts` imports `x.test.ts`, and so tries the same properties on more cases.
 *
 * @param short in `npm test`
 * @param long in `npm run test:long`
 */
export function runs(short: number, long: number): number {
  return isLong() ? long : short;
}
