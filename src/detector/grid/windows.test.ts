/** @jest-environment node */
import fc from 'fast-check';
import { cutWindows, layOutWindows, strideFor } from './windows';

const segment = (start: number, end: number, offset = start) => ({ start, end, offset });

describe('the stride', () => {
  it('is a sixteenth of the window, at least one point', () => {
    expect(strideFor(1500, 64)).toBe(4);
    expect(strideFor(1500, 20)).toBe(1);
  });

  it('doubles with the length of the series, so that about 1,500 windows cover it', () => {
    expect(strideFor(6_001, 64)).toBe(8);
    expect(strideFor(24_000, 64)).toBe(16);
    expect(layOutWindows([segment(0, 24_000)], 64).starts.length).toBeLessThanOrEqual(1501);
  });

  it('never grows past half a window, so that two windows overlap everywhere', () => {
    expect(strideFor(1_000_000, 64)).toBe(32);
  });
});

describe('the layout of windows', () => {
  it('ends on the last slot of each segment', () => {
    const { starts, offsets } = layOutWindows([segment(0, 70), segment(70, 136, 500)], 64);
    expect(Array.from(starts)).toEqual([0, 4, 6, 70, 72]);
    expect(Array.from(offsets)).toEqual([0, 4, 6, 500, 502]);
  });

  it('lies on the same strides of time when the range slides on', () => {
    const onStride = (offset: number) => {
      const { offsets, strides } = layOutWindows([{ start: 0, end: 200, offset }], 64);
      return Array.from(offsets).filter((_, w) => !Number.isNaN(strides[w]));
    };
    expect(onStride(1003)[0]).toBe(1004);
    expect(onStride(1003).slice(1)).toEqual(onStride(1005).slice(0, -1));
    expect(onStride(-7)[0]).toBe(-4);
  });

  it('has one window when a segment is as long as a window', () => {
    expect(Array.from(layOutWindows([segment(0, 64)], 64).starts)).toEqual([0]);
  });

  it('covers every slot and nothing outside', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 100 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 4 }),
        (size, extras) => {
          let slots = 0;
          const segments = extras.map((extra) => {
            const start = slots;
            slots += size + extra;
            return segment(start, slots);
          });
          const covered = new Uint8Array(slots);
          const { starts } = layOutWindows(segments, size);
          starts.forEach((start) => covered.fill(1, start, start + size));
          expect(covered.every((one) => one === 1)).toBe(true);
          expect(
            Array.from(starts).every((at) => segments.some(({ start, end }) => at >= start && at + size <= end))
          ).toBe(true);
        }
      ),
      { numRuns: 200 }
    );
  });
});

describe('cutting windows', () => {
  it('copies the given windows, one per row', () => {
    const layout = layOutWindows([segment(0, 5)], 3);
    expect(Array.from(cutWindows(Float64Array.of(1, 2, 3, 4, 5), layout, 1, 3))).toEqual([2, 3, 4, 3, 4, 5]);
  });
});
