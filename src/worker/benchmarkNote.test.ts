import { readBenchmark, writeBenchmark } from './benchmarkNote';

const BENCHMARK = { renderer: 'ANGLE (NVIDIA GeForce RTX 3060)', webgl: 400_000, wasm: 150_000 };

beforeEach(() => window.localStorage.clear());

it('gives back what was measured, to the same version alone', () => {
  writeBenchmark(BENCHMARK, '1.2.3');
  expect(readBenchmark('1.2.3')).toEqual(BENCHMARK);
  expect(readBenchmark('1.2.4')).toBeUndefined();
});

it('keeps it under a name that begins with the plugin’s id', () => {
  writeBenchmark(BENCHMARK, '1.2.3');
  expect(Object.keys(window.localStorage)).toEqual([expect.stringMatching(/^residual-anomaly-panel:/)]);
});

it.each([
  '{',
  'null',
  '7',
  '{"renderer":"x"}',
  '{"renderer":"x","webgl":0,"wasm":1}',
  '{"renderer":"x","webgl":"1","wasm":1}',
])('takes %s for no note', (text) => {
  writeBenchmark(BENCHMARK, '1');
  window.localStorage.setItem(Object.keys(window.localStorage)[0], text);
  expect(readBenchmark('1')).toBeUndefined();
});

it('goes without where storage is forbidden', () => {
  const forbid = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  const get = jest.spyOn(Storage.prototype, 'getItem').mockImplementation(forbid);
  const set = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(forbid);
  writeBenchmark(BENCHMARK, '1');
  expect(readBenchmark('1')).toBeUndefined();
  expect(get).toHaveBeenCalled();
  expect(set).toHaveBeenCalled();
  get.mockRestore();
  set.mockRestore();
});
