/** @jest-environment node */
import { everydayOf } from '../bench/everyday/everyday';
import { verdictOn } from '../bench/everyday/verdict';
import { openJudge } from '../headless/judge';
import { DEFAULT_DETECTOR_SETTINGS } from '../src/detector/settings';
import { runs } from './runs';

jest.setTimeout(300_000);

const PER_KIND = runs(1, 2);
/** Share of right verdicts, at least; `npm run evaluate -- --everyday` has all kinds with more series. */
const LEAST_RIGHT = 0.8;

test('plain series of every kind get the right verdict by default', async () => {
  const { judge } = await openJudge({ backend: 'wasm' });
  const series = everydayOf('choose', PER_KIND);
  const wrong: string[] = [];
  for (const one of series) {
    const { right, why } = verdictOn(one, await judge(one, DEFAULT_DETECTOR_SETTINGS));
    if (!right) {
      wrong.push(`${one.id}: ${why}`);
    }
  }
  const share = 1 - wrong.length / series.length;
  // If the share is too small, the test's message lists what is wrong.
  expect(share >= LEAST_RIGHT ? [] : wrong).toEqual([]);
});
