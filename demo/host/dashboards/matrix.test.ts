/** @jest-environment node */
import fc from 'fast-check';
import { runs } from '../../../tests/runs';
import { readMatrix } from './matrix';

// From the page "HTTP API" of Prometheus's documentation, shortened.
const DOCUMENTED = `{ "status": "success", "data": { "resultType": "matrix", "result": [
  { "metric": { "__name__": "up", "job": "node", "instance": "localhost:9091" },
    "values": [[1435781430.781, "0"], [1435781445.781, "+Inf"], [1435781460.781, "NaN"]] }
] } }`;

test('reads names, labels, times in milliseconds and values, not finite ones too', () => {
  expect(readMatrix(DOCUMENTED)).toEqual([
    {
      name: 'up',
      labels: { job: 'node', instance: 'localhost:9091' },
      times: [1435781430781, 1435781445781, 1435781460781],
      values: [0, Infinity, NaN],
    },
  ]);
});

test('a series of histograms has no values', () => {
  const text = '{"data":{"resultType":"matrix","result":[{"metric":{},"histograms":[[1,{"count":"2"}]]}]}}';
  expect(readMatrix(text)).toEqual([{ name: '', labels: {}, times: [], values: [] }]);
});

test.each([
  ['cut off', DOCUMENTED.slice(0, -30)],
  ['no JSON', '<html>'],
  ['null', 'null'],
  ['of one moment', '{"data":{"resultType":"vector","result":[]}}'],
  ['without a result', '{"data":{"resultType":"matrix"}}'],
  [
    'of values that are none',
    '{"data":{"resultType":"matrix","result":[{"metric":{},"values":[[0,{"toString":1}]]}]}}',
  ],
])('an answer that is %s is refused with one sentence', (_, text) => {
  expect(() => readMatrix(text)).toThrow('is not Prometheus, or its response is incomplete.');
});

test('any answer is read as series or refused with that sentence', () => {
  const part = fc.oneof(fc.json(), fc.constantFrom('null', '[]', '{}', '[[1,"2"]]', '[[1]]', '[null]', '"matrix"'));
  const text = fc
    .tuple(part, part, part)
    .map(
      ([metric, values, more]) =>
        `{"data":{"resultType":"matrix","result":[{"metric":${metric},"values":${values}},${more}]}}`
    );
  fc.assert(
    fc.property(fc.oneof(text, fc.json(), fc.string()), (answer) => {
      try {
        for (const { times, values } of readMatrix(answer)) {
          expect(values).toHaveLength(times.length);
          expect([...times, ...values].every((value) => typeof value === 'number')).toBe(true);
        }
      } catch (error) {
        expect(error).toMatchObject({ message: expect.stringContaining('is not Prometheus, or its response') });
      }
    }),
    { numRuns: runs(2000, 10_000) }
  );
});
