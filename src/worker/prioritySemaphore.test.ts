/** @jest-environment node */
import { PrioritySemaphore } from './prioritySemaphore';

/** Works that record their start and end on request. */
function works(semaphore: PrioritySemaphore) {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    add: (name: string, urgent = false) =>
      semaphore.run(
        () => {
          started.push(name);
          return new Promise<void>((resolve) => ends.set(name, resolve));
        },
        { urgent }
      ),
    async end(name: string) {
      ends.get(name)?.();
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

it('runs an urgent work before the waiting ones, but interrupts none', async () => {
  const { add, end, started } = works(new PrioritySemaphore(() => 1));
  ['a', 'b', 'c'].forEach((name) => add(name));
  add('urgent', true);
  expect(started).toEqual(['a']);
  await end('a');
  expect(started).toEqual(['a', 'urgent']);
  await end('urgent');
  expect(started).toEqual(['a', 'urgent', 'b']);
});

it('runs a waiting work between two urgent ones', async () => {
  const { add, end, started } = works(new PrioritySemaphore(() => 1));
  ['a', 'b', 'c'].forEach((name) => add(name));
  ['1', '2', '3', '4'].forEach((name) => add(name, true));
  for (const name of ['a', '1', 'b', '2', 'c', '3']) {
    await end(name);
  }
  expect(started).toEqual(['a', '1', 'b', '2', 'c', '3', '4']);
});

it('asks for the limit each time a work ends', async () => {
  let width = 1;
  const { add, end, started } = works(new PrioritySemaphore(() => width));
  ['a', 'b', 'c'].forEach((name) => add(name));
  width = 2;
  await end('a');
  expect(started).toEqual(['a', 'b', 'c']);
});
