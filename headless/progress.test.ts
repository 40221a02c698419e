/** @jest-environment node */
import { Progress } from './progress';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function started(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) };
  return { written, progress: new Progress(stream, { rows: 1_000_000, series: 3 }) };
}

test('a run that ends soon says nothing', () => {
  const { written, progress } = started(true);
  progress.rowsDone(500_000);
  jest.advanceTimersByTime(1900);
  progress.end();
  jest.advanceTimersByTime(60_000);
  expect(written).toEqual([]);
});

test('a terminal shows one line, which is gone at the end', () => {
  const { written, progress } = started(true);
  progress.rowsDone(412_000.7);
  jest.advanceTimersByTime(2000);
  progress.rowsDone(640_000);
  progress.seriesDone();
  jest.advanceTimersByTime(500);
  progress.clear();
  progress.end();
  expect(written).toEqual([
    '\r\u001b[K412,000 of 1,000,000 rows have gone through the network, 0 of 3 series are judged.',
    '\r\u001b[K640,000 of 1,000,000 rows have gone through the network, 1 of 3 series are judged.',
    '\r\u001b[K',
  ]);
});

test('a log gets a plain line every ten seconds', () => {
  const { written, progress } = started(false);
  progress.rowsDone(412_000);
  jest.advanceTimersByTime(9900);
  expect(written).toEqual([]);
  jest.advanceTimersByTime(10_100);
  progress.end();
  const line = '412,000 of 1,000,000 rows have gone through the network, 0 of 3 series are judged.\n';
  expect(written).toEqual([line, line]);
});
