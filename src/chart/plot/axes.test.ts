import { FieldType, createTheme, getDisplayProcessor } from '@grafana/data';
import { countsBinary, linearSplits, roundIncrements, stepSplits, tickText, tickTexts } from './axes';

test('splits are the multiples of the step between the bounds, without rounding errors', () => {
  expect(stepSplits(0, 0.5, 0.1)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(stepSplits(-30, 25, 20)).toEqual([-20, 0, 20]);
  expect(stepSplits(0, 1, 0.25)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(stepSplits(0, 3e-7, 1e-7)).toEqual([0, 1e-7, 2e-7, 3e-7]);
});

test('a step too small for its bounds gives no splits instead of an endless list', () => {
  expect(stepSplits(0, 1e300, 1)).toEqual([]);
  expect(stepSplits(0, 1, 0)).toEqual([]);
  expect(stepSplits(0, 1, NaN)).toEqual([]);
});

test('a lane is divided into few round steps', () => {
  expect(linearSplits(0, 17, 4)).toEqual([0, 5, 10, 15]);
  expect(linearSplits(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(linearSplits(0, 4.3, 2)).toEqual([0, 2, 4]);
  expect(linearSplits(0, 0, 4)).toEqual([]);
  expect(linearSplits(0, Infinity, 4)).toEqual([]);
});

test('splits of ±1e300 are few and finite', () => {
  const splits = linearSplits(0, 1e300, 4);
  expect(splits.length).toBeGreaterThan(1);
  expect(splits.length).toBeLessThan(8);
  expect(splits.every(Number.isFinite)).toBe(true);
});

test('a tick of ±1e300 is short enough to keep its exponent, regardless of the unit', () => {
  const theme = createTheme();
  for (const unit of ['short', 'bytes', 'none']) {
    const display = getDisplayProcessor({ field: { type: FieldType.number, config: { unit } }, theme });
    expect([5e299, -1.0000000000000002e300, 4e-20].map((value) => tickText(display, value, 5e299))).toEqual([
      '5e+299',
      '-1e+300',
      '4e-20',
    ]);
    expect(tickText(display, 0, 5e299)).toMatch(/^0/);
  }
});

test('there is a round step for any range, even beyond the list of uPlot', () => {
  // 300 pixels for the range, ticks at least 30 apart: a tenth of it.
  const leastOf = (min: number, max: number) =>
    roundIncrements(null, 0, min, max, 300, 30).find((step) => step >= (max / 300) * 30 - (min / 300) * 30);
  expect(leastOf(0, 100)).toBe(10);
  expect(leastOf(0, 130)).toBe(20);
  expect(leastOf(-5e300, 5e300)).toBe(1e300);
  expect(leastOf(0, 2.2e-40)).toBe(2.5e-41);
  expect(leastOf(-1.7e308, 1.7e308)).toBe(5e307);
  expect(roundIncrements(null, 0, 3, 3, 300, 30)).toEqual([1]);
});

test('exactly the units whose axes Grafana divides by powers of two count binary', () => {
  // IEC_UNITS in public/app/core/components/TimeSeries/utils.ts of Grafana 12.4.
  const iec =
    'bytes bits kbytes mbytes gbytes tbytes pbytes binBps binbps KiBs Kibits MiBs Mibits GiBs Gibits TiBs Tibits';
  for (const unit of [...iec.split(' '), 'PiBs', 'Pibits']) {
    expect([unit, countsBinary(unit)]).toEqual([unit, true]);
  }
  for (const unit of [
    'decbytes',
    'decbits',
    'Bps',
    'KBs',
    'short',
    'ms',
    'percentunit',
    'none',
    '',
    'suffix:KiB',
    'mins',
  ]) {
    expect([unit, countsBinary(unit)]).toEqual([unit, false]);
  }
  expect(countsBinary(undefined)).toBe(false);
});

test('bytes are divided into whole MiB', () => {
  const MIB = 1024 ** 2;
  expect(roundIncrements(null, 0, 380 * MIB, 800 * MIB, 170, 30, true)).toEqual([128 * MIB]);
  expect(linearSplits(0, 220 * MIB, 2, true)).toEqual([0, 128 * MIB]);
  expect(linearSplits(0, 256 * MIB, 4, true)).toEqual([0, 64, 128, 192, 256].map((count) => count * MIB));
  const display = getDisplayProcessor({
    field: { type: FieldType.number, config: { unit: 'bytes' } },
    theme: createTheme(),
  });
  expect(tickTexts(display, [384 * MIB, 512 * MIB], 128 * MIB)).toEqual(['384 MiB', '512 MiB']);
});

test('ticks are distinct, even if the unit shortens large numbers', () => {
  const texts = (unit: string, values: number[], step: number) => {
    const display = getDisplayProcessor({ field: { type: FieldType.number, config: { unit } }, theme: createTheme() });
    return tickTexts(display, values, step);
  };
  expect(texts('short', [1000010, 1000011, 1000012, 1000013], 1)).toEqual([
    '1.00001 Mil',
    '1.000011 Mil',
    '1.000012 Mil',
    '1.000013 Mil',
  ]);
  expect(texts('short', [1000000, 1500000, 2000000], 500000)).toEqual(['1 Mil', '1.50 Mil', '2 Mil']);
  expect(new Set(texts('decbytes', [5e9, 5e9 + 1e6, 5e9 + 2e6], 1e6)).size).toBe(3);
  expect(texts('none', [0, 20, 40], 20)).toEqual(['0', '20', '40']);
});
