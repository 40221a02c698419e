/** @jest-environment node */
import { seeded } from '../../../tests/arbitraries';
import { putOnGrid } from '../grid/grid';
import { templateMatcher } from './templateMatch';
import type { SlotRun } from './labelMask';

const LENGTH = 1600;
const PERIOD = 40;
const random = seeded(11);
const noise = Float64Array.from({ length: LENGTH }, () => 0.1 * (random() - 0.5));
const rhythm = Float64Array.from({ length: LENGTH }, (_, i) => Math.sin((2 * Math.PI * i) / PERIOD));
/** Half a wave, 20 slots wide. */
const hump = (start: number, height: number) => (i: number) =>
  i >= start && i < start + 20 ? height * Math.sin((Math.PI * (i - start)) / 20) : 0;

const marked = 205;
const again = 618;
const missing = 820;
const downwards = 1009;
const higher = 1330;
const values = rhythm.map(
  (value, i) =>
    (i >= missing && i < missing + 20 ? 0 : value) +
    noise[i] +
    [hump(marked, 1), hump(again, 1.1), hump(downwards, -1), hump(higher, 2)].reduce((sum, shape) => sum + shape(i), 0)
);
const grid = putOnGrid({ times: values.map((_, i) => i), values }, 64);
const slots = Int32Array.from(values.keys());
const runAt = (start: number): SlotRun => ({ first: start - 2, last: start + 21 });
const sequences = [marked, again, missing, downwards, higher].map((start) => ({
  start: start - 2,
  end: start + 21,
  score: 1,
}));
const judged = { slots, verdict: { sequences } } as unknown as Parameters<typeof templateMatcher>[1];
const mark = { ...runAt(marked), ids: ['backup'] };

/** Which of the runs are like the mark, with this reconstruction. */
function likeTheMark(reconstruction: Float64Array): number[] {
  const likestMark = templateMatcher([mark], judged, grid, values, reconstruction);
  return [again, missing, downwards, higher].filter((start) => likestMark(runAt(start))?.ids[0] === 'backup');
}

describe('what matches a labelled hump', () => {
  it('is the same at another hour; not a rhythm that stops, though its residual is that hump, nor what is turned or twice as high', () => {
    // At `missing` the rhythm's lower half wave was due: value minus rhythm is +1 at most, the very shape of the mark.
    expect(likeTheMark(rhythm)).toEqual([again]);
  });

  it('is known by what lies beside, where recall has drawn half of it', () => {
    expect(likeTheMark(rhythm.map((value, i) => value + hump(again, 0.6)(i)))).toEqual([again]);
  });

  it('is nothing longer than a regime takes, and nothing without a mark', () => {
    const likestMark = templateMatcher([{ first: 200, last: 800, ids: [] }], judged, grid, values, rhythm);
    expect(likestMark(runAt(again))).toBeNull();
    expect(templateMatcher([], judged, grid, values, rhythm)(runAt(again))).toBeNull();
  });
});
