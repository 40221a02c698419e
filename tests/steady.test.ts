/** @jest-environment node */
import { steadyOf, tallySteady } from '../bench/steady/steady';
import { openJudge } from '../headless/judge';
import { DEFAULT_DETECTOR_SETTINGS } from '../src/detector/settings';
import { GenerationalCache } from '../src/model/generationalCache';
import { runs } from './runs';

jest.setTimeout(300_000);

const SERIES = runs(2, 4);
const STEPS = runs(5, 8);
/** Share of the steps that keep every older verdict; `npm run evaluate -- --steady` has all series. */
const LEAST_KEPT = 0.9;

test('older verdicts stay as rows are added', async () => {
  const { judge } = await openJudge({ backend: 'wasm' }, new GenerationalCache());
  let [steps, kept, verdicts] = [0, 0, 0];
  for (const one of steadyOf('choose', SERIES)) {
    const tally = await tallySteady(one, (rows) => judge(rows, DEFAULT_DETECTOR_SETTINGS), STEPS);
    steps += tally.steps;
    kept += tally.kept;
    verdicts += tally.verdicts;
  }
  expect(verdicts).toBeGreaterThan(steps / 2);
  expect(kept / steps).toBeGreaterThanOrEqual(LEAST_KEPT);
});
