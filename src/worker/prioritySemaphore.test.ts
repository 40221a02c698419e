/** @jest-environment node */
import { PrioritySemaphore } from './prioritySemaphore';

/** Works that begin when they are let through and end when they are told to. */
function works(semaphore: PrioritySemaphore) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    come: (name: string, urgent = false) =>
      semaphore.run(
        () => {
          begun.push(name);
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

it('lets whoever is in a hurry go before those that wait, but interrupts nobody', async () => {
  const { come, end, begun } = works(new PrioritySemaphore(() => 1));
  ['a', 'b', 'c'].forEach((name) => come(name));
  come('urgent', true);
  expect(begun).toEqual(['a']);
  await end('a');
  expect(begun).toEqual(['a', 'urgent']);
  await end('urgent');
  expect(begun).toEqual(['a', 'urgent', 'b']);
});

it('lets one that waits go between any two that are in a hurry', async () => {
  const { come, end, begun } = works(new PrioritySemaphore(() => 1));
  ['a', 'b', 'c'].forEach((name) => come(name));
  ['1', '2', '3', '4'].forEach((name) => come(name, true));
  for (const name of ['a', '1', 'b', '2', 'c', '3']) {
    await end(name);
  }
  expect(begun).toEqual(['a', '1', 'b', '2', 'c', '3', '4']);
});

it('lets as many through as it is wide when somebody leaves', async () => {
  let width = 1;
  const { come, end, begun } = works(new PrioritySemaphore(() => width));
  ['a', 'b', 'c'].forEach((name) => come(name));
  width = 2;
  await end('a');
  expect(begun).toEqual(['a', 'b', 'c']);
});
