/** @jest-environment node */
import fc from 'fast-check';
import Papa from 'papaparse';
import { parseEvaluateArguments, EvaluateUsageError } from '../bench/evaluate/arguments';
import { MOST_BYTES, readMemory, rememberedFor } from '../src/detector/memory/learntMemory';
import { memoryRefused } from '../src/shared/detectorMessages';
import { inEnglish } from '../src/shared/message';
import { runs } from '../tests/runs';
import { parseManifest } from '../src/model/manifest';
import { ModelError } from '../src/model/modelError';
import { CsvError, parseCsv } from './csv';
import { RowFault, eachRow } from './csvRows';
import { UsageError, parseArguments } from './flags';
import { readMarks, labelsFor } from './marks';
import { MOST_CHARACTERS, errorLine } from './terminal.mjs';

/** `RESIDUAL_FUZZ=1000000 npx jest headless/readers.fuzz` tries more, each time others. */
const asked = Number(process.env.RESIDUAL_FUZZ ?? 0);
const RUNS = asked > 0 ? { numRuns: asked } : { numRuns: runs(1000, 10_000), seed: 25 };

jest.setTimeout(asked > 0 ? 3_600_000 : 60_000);

/** Pieces of which files and options are made, so that most of what is tried comes past the first check. */
const PIECES = [
  ...[
    '',
    ' ',
    ',',
    ';',
    '\t',
    '|',
    '\n',
    '\r\n',
    '\r',
    '"',
    '""',
    '\uFEFF',
    '\u0000',
    '\ud800',
    '\u001b[2J',
    'é',
    '日本',
  ],
  ...['time', 'Time', 'value', 'Label', 'v', '__proto__', 'toString', 'constructor', 'NaN', 'null', 'Infinity', '-'],
  ...['2024-05-01', '2024-05-01T12:00:00Z', '0050-01-01', '2024-13-01', '20240501', '20240501120000', '9999-12-31'],
  ...[
    '1714521600',
    '1714521600.1',
    '1714521600000',
    '1e300',
    '-1e300',
    '1e-300',
    '1,5',
    '0x10',
    '1e999',
    '0',
    '-0',
    '7',
  ],
];
const piece = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: fc.constantFrom('x', '"', '[', '9').map((one) => one.repeat(3000)) }
);
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

/** Rows under a header, of which each cell may be anything. */
const table = fc
  .record({
    names: fc.array(fc.constantFrom('time', 'v', 'Label', 'when', 'ts', ''), { minLength: 1, maxLength: 4 }),
    rows: fc.array(fc.array(piece, { maxLength: 4 }), { maxLength: 6 }),
    delimiter: fc.constantFrom(',', ';', '\t'),
  })
  .map(({ names, rows, delimiter }) => [names, ...rows].map((row) => row.join(delimiter)).join('\n'));

/** Like JSON of some shape, with anything in any place. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  piece,
  fc.double(),
  fc.constantFrom<unknown>(null, true, [], {}, [[]], { toString: 1, valueOf: 1 }, -1, 0, 1, 2.5, 1e308, 2 ** 53),
  fc.jsonValue({ maxDepth: 2 })
);
const mostly = <T>(usual: T) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant<unknown>(usual) }, { weight: 1, arbitrary: odd });
/** As a file holds it, sometimes cut off. */
const asText = (value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(value, fc.option(fc.nat(400), { freq: 12, nil: undefined }))
    .map(([json, end]) => (JSON.stringify(json) ?? '').slice(0, end));

const marks = fc.array(
  fc.record(
    {
      from: mostly<unknown>('2024-05-01'),
      to: mostly<unknown>('2024-05-02T12:00:00+02:00'),
      kind: fc.oneof(fc.constantFrom<unknown>('normal', 'left-out', 'false-alarm'), odd),
      series: fc.oneof(fc.constantFrom<unknown>('v', '__proto__', undefined), odd),
      text: odd,
    },
    { requiredKeys: ['from', 'to', 'kind'] }
  ),
  { maxLength: 4 }
);

const FIT = { sha256: 'a'.repeat(64), windowSize: 'auto' } as const;
const row = fc.oneof({ weight: 6, arbitrary: fc.constant<unknown>(Array(16).fill(5)) }, { weight: 1, arbitrary: odd });
const memory = fc.record(
  {
    format: mostly<unknown>(1),
    model: mostly<unknown>(FIT.sha256),
    windowSize: mostly<unknown>(16),
    series: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.array(
          fc.record(
            {
              name: mostly<unknown>('v'),
              windowSize: mostly<unknown>(16),
              scale: mostly<unknown>({ centre: 1, halfRange: 2 }),
              step: mostly<unknown>(60_000),
              windows: fc.array(fc.record({ start: mostly<unknown>(0), values: row, errors: row }), { maxLength: 3 }),
            },
            { requiredKeys: ['name', 'scale', 'step', 'windows'] }
          ),
          { maxLength: 3 }
        ),
      },
      { weight: 1, arbitrary: odd }
    ),
  },
  { requiredKeys: ['format', 'model', 'windowSize', 'series'] }
);

const manifest = fc.record({
  formatVersion: mostly<unknown>(1),
  name: mostly<unknown>('a'),
  version: mostly<unknown>('1'),
  files: mostly<unknown>([{ path: 'weights.bin', bytes: 1, sha256: FIT.sha256 }]),
  latentSize: mostly<unknown>(8),
  windowSize: mostly<unknown>({ min: 16, max: 256, default: 64 }),
  outputTimeOrder: mostly<unknown>('reversed'),
});

const FLAGS =
  '--window --span --evidence --memory --floor --passes --direction --min-length --format --backend --times --marks --learn --model --jobs --real --rows --json --count --half --kinds --help -- - -h'.split(
    ' '
  );
const words = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...FLAGS) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('auto', '64', '0', '-1', '1e9', 'on', 'any', 'text', 'a.csv', 'both', 'report', ' '),
    },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...FLAGS), piece).map((pair) => pair.join('=')) },
    { weight: 1, arbitrary: piece }
  ),
  { maxLength: 6 }
);

/** What a reader throws of its own kind; anything else fails the test. */
function refusal<T>(read: () => T, ...kinds: Array<new (...args: never[]) => Error>): Error | null {
  try {
    read();
    return null;
  } catch (thrown) {
    if (kinds.some((kind) => thrown instanceof kind)) {
      return thrown as Error;
    }
    throw thrown;
  }
}

test('any text is read as CSV into finite times within bounds, or refused in a short message', () => {
  fc.assert(
    fc.property(fc.oneof(text, table, fc.string({ unit: 'binary', maxLength: 60 })), (given) => {
      const refused = refusal(() => {
        const { rows, series, labels } = parseCsv(given, 'a.csv');
        expect(series.length).toBeGreaterThan(0);
        expect(new Set(series.map(({ name }) => name)).size).toBe(series.length);
        for (const { times, values } of series) {
          expect([times.length, values.length]).toEqual([rows, rows]);
          expect(times.every((time) => Number.isNaN(time) || (time >= 0 && time < Date.UTC(2201, 0)))).toBe(true);
          expect(values.every((value) => Math.abs(value) !== Infinity)).toBe(true);
        }
        expect(labels.every(({ cells }) => cells.length === rows)).toBe(true);
      }, CsvError);
      expect(refused?.message.length ?? 0).toBeLessThanOrEqual(MOST_CHARACTERS);
    }),
    RUNS
  );
});

test('rows are those that Papa Parse finds in what it writes itself, or neither takes it', () => {
  const cell = fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 6 })).map((one) => one.trim());
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, fc.constantFrom('\n', '\r\n'), (given, newline) => {
      const written = Papa.unparse([['time', 'v', 'w', 'x'], ...given], { newline, delimiter: ',' });
      const found: string[][] = [];
      const refused = refusal(() => eachRow([written], (cells) => found.push([...cells])), RowFault);
      // Cells that hold other delimiters can mislead both, about commas and then about quotes.
      const { data, errors } = Papa.parse<string[]>(written, { skipEmptyLines: 'greedy' });
      expect(refused !== null).toBe(errors.some(({ type }) => type === 'Quotes'));
      if (refused === null) {
        expect(found).toEqual(data.map((cells) => cells.map((one) => one.trim())));
      }
    }),
    RUNS
  );
});

test('rows are the same wherever a text is cut into pieces', () => {
  const rowsOf = (pieces: readonly string[]) => {
    const found: string[][] = [];
    const refused = refusal(() => eachRow(pieces, (cells) => found.push([...cells])), RowFault);
    return refused?.message ?? found;
  };
  // Longer than what separators are told from, so that rows are cut before the end is there.
  const first = `time,v\n${`1,${' '.repeat(4000)}2\n`.repeat(17)}`;
  fc.assert(
    fc.property(fc.oneof(text, table), fc.array(fc.nat(80), { maxLength: 6 }), (given, cuts) => {
      const at = [...cuts, given.length].sort((a, b) => a - b);
      const pieces = at.map((end, i) => given.slice(i > 0 ? at[i - 1] : 0, end));
      expect(rowsOf([first, ...pieces])).toEqual(rowsOf([first + given]));
    }),
    { ...RUNS, numRuns: RUNS.numRuns / 20 }
  );
});

test('any text is read as marks, or refused in a short message', () => {
  fc.assert(
    fc.property(fc.oneof(asText(marks), asText(odd), text), (given) => {
      const refused = refusal(() => {
        const read = readMarks(given, 'marks.json');
        expect(read.every(({ stretch: { from, to } }) => from <= to)).toBe(true);
        expect(labelsFor(read, 'v').normal.length).toBeLessThanOrEqual(read.length);
      }, CsvError);
      expect(refused?.message.length ?? 0).toBeLessThanOrEqual(MOST_CHARACTERS);
    }),
    RUNS
  );
});

test('any text is read as a learnt memory, or refused in a short message', () => {
  fc.assert(
    fc.property(
      fc.oneof(asText(memory), asText(odd), text),
      fc.constantFrom<'auto' | number>('auto', 16, 64),
      (given, windowSize) => {
        const reading = readMemory(given, { ...FIT, windowSize });
        if (reading.status === 'refused') {
          expect(inEnglish(memoryRefused(reading.refusal)).length).toBeLessThanOrEqual(MOST_CHARACTERS);
          return;
        }
        const windows = rememberedFor(reading.memory, 'v');
        expect(windows?.windows.every(Number.isFinite) ?? true).toBe(true);
        expect(JSON.stringify(reading.memory).length).toBeLessThanOrEqual(2 * MOST_BYTES);
      }
    ),
    RUNS
  );
});

test('any text is read as a manifest, or refused in a short message', () => {
  fc.assert(
    fc.property(fc.oneof(asText(manifest), asText(odd), text), (given) => {
      const refused = refusal(() => parseManifest(given), ModelError);
      expect(refused?.message.length ?? 0).toBeLessThanOrEqual(MOST_CHARACTERS);
    }),
    RUNS
  );
});

test('any command line is understood, or refused in a short message', () => {
  fc.assert(
    fc.property(words, (given) => {
      for (const refused of [
        refusal(() => parseArguments(given), UsageError),
        refusal(() => parseEvaluateArguments(given), EvaluateUsageError),
      ]) {
        expect(errorLine(refused?.message ?? '').length).toBeLessThanOrEqual(MOST_CHARACTERS);
      }
    }),
    RUNS
  );
});
