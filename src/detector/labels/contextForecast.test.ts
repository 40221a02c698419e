/** @jest-environment node */
import { contextForecast } from './contextForecast';

const LENGTH = 2400;
const rhythm = (i: number) => Math.sin((2 * Math.PI * i) / 40) + 0.5 * Math.sin((2 * Math.PI * i) / 20 + 1);
const calm = Float64Array.from({ length: LENGTH }, (_, i) => rhythm(i));
const blockAt = (...starts: number[]) =>
  calm.map((value, i) => (starts.some((start) => i >= start && i < start + 20) ? value + 3 : value));
const happenedAt = (...starts: number[]) =>
  Uint8Array.from(calm, (_, i) => (starts.some((start) => i >= start && i < start + 20) ? 1 : 0));
const whole = { segments: [{ start: 0, end: LENGTH, offset: 0 }] };
const run = { first: 507, last: 526 };
const due = calm.slice(507, 527);

describe('the forecast from the context of a run', () => {
  it('is the rhythm, whatever replaced it', () => {
    const replaced = calm.map((value, i) => (i >= 507 && i < 527 ? 7 : value));
    for (const values of [blockAt(507), replaced]) {
      const expected = contextForecast(values, run, whole, happenedAt(507));
      expected?.forEach((value, i) => expect(value).toBeCloseTo(due[i], 9));
      expect(expected).toHaveLength(20);
    }
  });

  it('is not taken from similar events, whether they are excepted or rare', () => {
    // Whole periods away, so that all beside is the same there.
    const recurring = blockAt(107, 307, 507, 787);
    for (const happened of [happenedAt(107, 307, 507, 787), happenedAt(507)]) {
      const expected = contextForecast(recurring, run, whole, happened);
      expected?.forEach((value, i) => expect(value).toBeCloseTo(due[i], 9));
      expect(expected).toHaveLength(20);
    }
  });

  it('uses one side at the end of a segment, and only its own segment', () => {
    const parts = {
      segments: [
        { start: 0, end: 527, offset: 0 },
        { start: 527, end: LENGTH, offset: 0 },
      ],
    };
    const other = blockAt(507).map((value, i) => (i >= 527 ? -value : value));
    contextForecast(other, run, parts, happenedAt(507))?.forEach((value, i) => expect(value).toBeCloseTo(due[i], 9));
    expect(contextForecast(other, run, parts, happenedAt(507))).toHaveLength(20);
  });

  it('is null if the context is too short, or no other place has as much', () => {
    const short = { segments: [{ start: 490, end: 540, offset: 0 }] };
    expect(contextForecast(calm, run, short, happenedAt(507))).toBeNull();
    const narrow = { segments: [{ start: 440, end: 600, offset: 0 }] };
    expect(contextForecast(calm, run, narrow, happenedAt(507))).toBeNull();
    expect(contextForecast(calm, run, whole, new Uint8Array(LENGTH).fill(1))).toBeNull();
  });
});
