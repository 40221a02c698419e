import { readSeriesOptions } from './readOptions';

const field = (custom?: object) => ({ config: { custom } });

test('a series without overrides is judged and reported as all are', () => {
  for (const custom of [undefined, {}, { lineWidth: 2, windowSize: null }]) {
    expect(readSeriesOptions('a', field(custom))).toEqual({ detection: undefined, report: {}, notices: [] });
  }
});

test('overrides go to the detector or to the report rules', () => {
  const custom = {
    sensitivity: 'keen',
    windowSize: 32,
    span: 5,
    direction: 'above',
    leastDeviation: 0.5,
    leastLength: 3,
  };
  expect(readSeriesOptions('a', field(custom))).toEqual({
    detection: { sensitivity: 'keen', windowSize: 32, span: 5 },
    report: { direction: 'above', leastDeviation: 0.5, leastLength: 3 },
    notices: [],
  });
  expect(readSeriesOptions('', field(custom)).detection).toEqual({ sensitivity: 'keen', windowSize: 32, span: 5 });
});

test('a series may have its window chosen, whatever the panel has set', () => {
  expect(readSeriesOptions('', field({ windowSize: 'auto' })).detection).toEqual({ windowSize: 'auto' });
  const { detection, notices } = readSeriesOptions('cpu', field({ windowSize: 'wide' }));
  expect(detection).toEqual({ windowSize: 'auto' });
  expect(notices).toEqual(['cpu, Window size: "wide" is not a number; using auto']);
});

test('nonsense in a provisioned dashboard is changed to fit, and the notice names the series', () => {
  const custom = {
    sensitivity: 'exact',
    windowSize: 4000,
    span: 'x',
    direction: 'up',
    leastDeviation: -1,
    leastLength: 0.5,
  };
  const { detection, report, notices } = readSeriesOptions('cpu', field(custom));
  expect(detection).toEqual({ sensitivity: 'balanced', windowSize: 256, span: 10 });
  expect(report).toEqual({ direction: 'both', leastDeviation: 0, leastLength: 1 });
  expect(notices).toEqual([
    'cpu, Sensitivity: "exact" is none of quiet, balanced, keen; using balanced',
    'cpu, Window size: 4000 is outside 16–256; using 256 points',
    'cpu, Smoothing span: "x" is not a number; using 10 points',
    'cpu, Direction: "up" is none of both, above, below; using both',
    'cpu, Minimum deviation: -1 is outside 0–1000000000000000000; using 0',
    'cpu, Minimum length: 0.5 is not a whole number; using 1 points',
  ]);
});
