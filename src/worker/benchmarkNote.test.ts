import { readBenchmark, writeBenchmark } from './benchmarkNote';

const BENCHMARK = { renderer: 'ANGLE (NVIDIA GeForce RTX 3060)', webgl: 400_000, wasm: 150_000 };

beforeEach(() => window.localStorage.clear());

it('returns the stored benchmark to the same version only', () => {
  writeBenchmark(BENCHMARK, '1.2.3');
  expect(readBenchmark('1.2.3')).toEqual(BENCHMARK);
  expect(readBenchmark('1.2.4')).toBeUndefined();
});

it('stores it under a key that begins with the plugin’s id', () => {
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
])('ignores the malformed note %s', (text) => {
  writeBenchmark(BENCHMARK, '1');
  window.localStorage.setItem(Object.keys(window.localStorage)[0], text);
  expect(readBenchmark('1')).toBeUndefined();
});

it('returns nothing if storage is forbidden', () => {
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
