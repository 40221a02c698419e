import type { MemoryMismatch, Outcome } from '../../detector/detection';
import type { RememberedWindows } from '../../detector/memory/warmMemory';
import { detectionOf } from '../labels/detectionOf.fixture';
import type { SeriesOutcome } from '../../worker/protocol';
import { memoryMismatchNotes } from './memoryMismatchNotes';

const windows: RememberedWindows = {
  id: 'a',
  scale: { centre: 0, halfRange: 1 },
  step: 1000,
  windowSize: 2,
  starts: Float64Array.of(0),
  windows: Float32Array.of(0, 1),
  errors: Float32Array.of(0, 0),
};
const holding = (...names: string[]) => new Map(names.map((name) => [name, windows]));

const detected = (memoryMismatch?: MemoryMismatch): Outcome => ({
  status: 'detected',
  detection: detectionOf({ memoryMismatch }),
});

test('says which series did not use a memory, judged or not, and what to do', () => {
  const names = ['cpu', 'memory', 'disk', 'net', 'load'];
  const skipped: Outcome = {
    status: 'skipped',
    reason: 'constant',
    points: 90,
    needed: 64,
    memoryMismatch: 'other-scale',
  };
  const failed: SeriesOutcome = { status: 'failed', message: 'It broke.' };
  const outcomes = [detected('other-scale'), detected(), skipped, detected('other-step'), failed];
  expect(memoryMismatchNotes(holding(...names), names, outcomes)).toEqual([
    'Learnt memory: not used for cpu and 1 more. The level or the unit of the values has changed. Learn it again, or restore the unit of the query.',
    'Learnt memory: not used for net. The interval between the points has changed. Learn it again, or restore the interval of the query.',
  ]);
});

test('reports a memory with none of the series before the verdict', () => {
  expect(memoryMismatchNotes(holding('cpu', 'memory'), ['Processor'], [])).toEqual([
    'Learnt memory: not used because it has none of these series. Show them under the names that it has: cpu and 1 more.',
  ]);
});

test('says nothing if it is used, if it lacks one of several series, and if there is none', () => {
  expect(memoryMismatchNotes(holding('cpu'), ['cpu', 'memory'], [detected(), detected()])).toEqual([]);
  expect(memoryMismatchNotes(new Map(), ['cpu'], [detected()])).toEqual([]);
  expect(memoryMismatchNotes(holding('cpu'), [], [])).toEqual([]);
});
