/** @jest-environment node */
import type { LearntMemory } from '../src/detector/memory/learntMemory';
import type { Job } from './judge';
import { readMarks } from './marks';
import { memoryMismatchNote, notesOnMarks, notesOnMemory, notesOnNames } from './notes';

const MAY = Date.UTC(2024, 4, 1);
const HOUR = 3_600_000;

const job = (name: string, from: number, context?: Job['context']): Job => ({
  file: 'a.csv',
  series: { name, times: Float64Array.of(from, from + HOUR), values: Float64Array.of(1, 2) },
  context,
});
const marksOf = (...list: object[]) => readMarks(JSON.stringify(list), 'marks.json');

test('marks that are about no series, or lie where no row is, are named; those in a look-back are not', () => {
  const marks = marksOf(
    { from: MAY, to: MAY, kind: 'normal', series: 'ram' },
    { from: MAY - HOUR, to: MAY - 1, kind: 'left-out' },
    { from: MAY + 9 * HOUR, to: MAY + 10 * HOUR, kind: 'left-out' }
  );
  const before = { times: Float64Array.of(MAY - HOUR), values: Float64Array.of(1) };
  expect(notesOnMarks(marks, 'marks.json', [job('cpu', MAY, before)])).toEqual([
    'marks.json: no file has a series "ram".',
    'marks.json: no row is in label 3. Without a zone a time is UTC; a number is epoch s or ms.',
  ]);
  expect(notesOnMarks([], '', [job('cpu', MAY)])).toEqual([]);
});

test('a memory of none of the series is told of, one of some of them is not', () => {
  const series = { name: 'cpu', scale: { centre: 0, halfRange: 1 }, step: HOUR, windows: [] };
  const memory: LearntMemory = { format: 1, model: 'abc', windowSize: 2, series: [series] };
  expect(notesOnMemory(memory, 'm.json', [job('ram', MAY)])).toEqual([
    'm.json: no file has a series that it holds, "cpu".',
  ]);
  expect(notesOnMemory(memory, 'm.json', [job('ram', MAY), job('cpu', MAY)])).toEqual([]);
});

test('of a name that several files have, it is said whose lesson is kept', () => {
  expect(notesOnNames(['cpu', 'ram', 'cpu', 'cpu'], 'm.json')).toEqual([
    'm.json: several files have a series "cpu"; the last one is kept.',
  ]);
  expect(notesOnNames(['cpu', 'ram'], 'm.json')).toEqual([]);
});

test('a series that a memory does not fit is named with its file and the reason', () => {
  expect(memoryMismatchNote('m.json', job('cpu', MAY), 'other-step')).toBe(
    'm.json: not used for "cpu" of a.csv: the interval between its points has changed.'
  );
});

test('ten thousand marks that meet nothing are counted, in less than five seconds of computing', () => {
  const marks = marksOf(
    ...Array.from({ length: 10_000 }, (_, i) => ({ from: 1, to: 2, kind: 'normal', series: `s${i}` }))
  );
  const began = process.cpuUsage();
  expect(notesOnMarks(marks, 'marks.json', [job('cpu', MAY)])).toEqual([
    'marks.json: no file has a series "s0", "s1", "s2", "s3", "s4", "s5" and 9994 more.',
  ]);
  // Time of the processor: how busy the machine is does not count.
  expect(process.cpuUsage(began).user).toBeLessThan(5e6);
});
