/** @jest-environment node */
import { barRarest, chooseMemory, meanOfRecalled, spreadOfLatents } from './recall';
import { layOutWindows } from '../grid/windows';

describe('the choice of memory', () => {
  const chosen = (slots: number, capacity: number, offset = 0) => {
    const layout = layOutWindows([{ start: 0, end: slots, offset }], 16);
    return Array.from(chooseMemory(layout, capacity), (w) => layout.offsets[w]);
  };

  it('keeps every window while there is room', () => {
    expect(chosen(19, 10)).toEqual([0, 1, 2, 3]);
  });

  it('keeps every second, fourth ... window if there is not', () => {
    expect(chosen(20, 3)).toEqual([0, 2, 4]);
    expect(chosen(20, 2)).toEqual([0, 4]);
  });

  it('keeps the same windows when the range slides on', () => {
    const before = chosen(115, 20, 1000);
    const after = chosen(115, 20, 1011);
    expect(before.filter((offset) => offset >= 1011)).toEqual(after.filter((offset) => offset <= 1099));
    expect(after.length).toBeGreaterThan(5);
  });

  it('keeps one window at least', () => {
    expect(chosen(17, 1, 5)).toHaveLength(1);
    expect(chooseMemory(layOutWindows([{ start: 0, end: 65, offset: 1 }], 64), 8)).toHaveLength(2);
  });
});

describe('barring the rarest', () => {
  const neighbours = {
    perWindow: 1,
    recalled: Int32Array.of(1, 0, 0, 0),
    found: Uint8Array.of(1, 1, 1, 1),
    rarity: Float64Array.of(1, 5, 9, 0.5),
  };

  it('bars the windows whose neighbours lie farthest', () => {
    expect(Array.from(barRarest(Int32Array.of(0, 1, 2, 3), neighbours, 0.25))).toEqual([0, 1, 3]);
    expect(Array.from(barRarest(Int32Array.of(0, 1, 2, 3), neighbours, 0.5))).toEqual([0, 3]);
  });

  it('keeps windows at most twice as far as usual', () => {
    const uneven = { ...neighbours, rarity: Float64Array.of(1, 3, 4, 0.5) };
    expect(Array.from(barRarest(Int32Array.of(0, 1, 2, 3), uneven, 0.5))).toEqual([0, 1, 2, 3]);
  });

  it('keeps windows that are near beside the variance of the latents', () => {
    const memory = Int32Array.of(0, 1, 2, 3);
    // The rarest one is a hundredth of the variance away, though nine times as far as is usual.
    const alike = { ...neighbours, rarity: Float64Array.of(1, 9, 1, 1) };
    expect(Array.from(barRarest(memory, alike, 0.25, undefined, 900))).toEqual([0, 1, 2, 3]);
    expect(Array.from(barRarest(memory, alike, 0.25, undefined, 300))).toEqual([0, 2, 3]);
  });

  it('keeps the memory as it is if the share is less than one window', () => {
    const memory = Int32Array.of(0, 1, 2, 3);
    expect(barRarest(memory, neighbours, 0.2)).toBe(memory);
  });
});

test('the spread is the mean squared distance of the memory’s latents from their mean', () => {
  // (0, 0), (2, 4) and (4, 8): mean (2, 4), squared distances 20, 0 and 20.
  expect(
    spreadOfLatents({ values: Float32Array.of(0, 0, 2, 4, 4, 8, 99, 99), size: 2 }, Int32Array.of(0, 1, 2))
  ).toBeCloseTo(40 / 3, 9);
});

describe('the mean of the recalled rows', () => {
  it('is taken row by row', () => {
    const neighbours = {
      perWindow: 2,
      recalled: Int32Array.of(1, 2, 0, -1, -1, -1),
      found: Uint8Array.of(2, 1, 0),
      rarity: new Float64Array(3),
    };
    const rows = Float32Array.of(1, 10, 2, 20, 4, 40);
    expect(Array.from(meanOfRecalled(rows, 2, neighbours, { from: 0, to: 3 }))).toEqual([3, 30, 1, 10, 0, 0]);
  });
});
