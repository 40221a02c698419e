import fc from 'fast-check';
import { type DataFrame, type Field, type FieldConfig, FieldType } from '@grafana/data';

/** An element that no code of ours or Grafana's makes: where it stands in the page, text was taken for HTML. */
export const HOSTILE_TAG = 'x-hostile';

/** Names and values as a hostile or a broken source may send them. */
const PAYLOADS = [
  `<${HOSTILE_TAG}>`,
  `"><${HOSTILE_TAG} onload=alert(1)>`,
  `'/><img src=x onerror=alert(1)><${HOSTILE_TAG}/>`,
  `</div></style><script>document.body.append("<${HOSTILE_TAG}>")</script><${HOSTILE_TAG}>`,
  `<svg/onload=alert(1)><${HOSTILE_TAG}>`,
  'javascript:alert(1)',
  '&lt;b&gt;&#60;',
  '${__value} {{label}} %s $1',
  '__proto__',
  'constructor',
  'toString',
  '',
  ' ',
  '\u0000\u0007\u001b[31m',
  '\ud800',
  '\u202egnp.exe',
  'é'.repeat(2_000),
  '日本語 👩‍👩‍👧 \u0301',
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PAYLOADS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) }
);

const absurdNumber: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 2 ** 53, 0.1),
  fc.double(),
  fc.integer({ min: -5, max: 5 })
);

/** What may stand in a column of any declared type. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: absurdNumber },
  { weight: 2, arbitrary: fc.constantFrom(null, undefined) },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: fc.bigInt() },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constantFrom<unknown>([], {}, [[1]], { valueOf: null }, new Date(NaN)) }
);

const time: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 200 }).map((step) => 1_700_000_000_000 + step * 60_000) },
  { weight: 1, arbitrary: anything },
  { weight: 1, arbitrary: fc.constantFrom('2024-05-01T12:00:00Z', '1700000000000', 1.7e18) }
);

/** Grafana's own formatter fails on a unit that is called like something all objects have, in whatever panel. */
const unit = hostileText.filter((text) => !(text in {}));

const config: fc.Arbitrary<FieldConfig> = fc.record(
  {
    displayName: hostileText,
    displayNameFromDS: hostileText,
    description: hostileText,
    unit: fc.oneof(unit, fc.constantFrom('short', 'percent', 'bytes', 'dateTimeAsIso', 'currency:<b>', 'si:')),
    decimals: fc.constantFrom(0, 2, 20),
    min: absurdNumber,
    max: absurdNumber,
    noValue: hostileText,
    custom: fc.constantFrom<unknown>(
      {},
      { hideFrom: { viz: true, legend: false, tooltip: false } },
      { lineWidth: 1e9 }
    ),
  },
  { requiredKeys: [] }
);

/** Lengths: most short, some in which a network finds windows to judge. */
const rows = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 6 }) },
  { weight: 1, arbitrary: fc.integer({ min: 7, max: 80 }) }
);

function field(length: number): fc.Arbitrary<Field> {
  // Columns of one frame have mostly, but not always, the length that the frame says.
  const own = fc.oneof({ weight: 9, arbitrary: fc.constant(length) }, { weight: 1, arbitrary: rows });
  return own.chain((count) =>
    fc.oneof(
      { weight: 3, arbitrary: column(count, FieldType.time, time) },
      { weight: 5, arbitrary: column(count, FieldType.number, anything) },
      { weight: 2, arbitrary: column(count, FieldType.string, fc.oneof(hostileText, anything)) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(...Object.values(FieldType)).chain((type) => column(count, type, anything)),
      }
    )
  );
}

function column(count: number, type: FieldType, value: fc.Arbitrary<unknown>): fc.Arbitrary<Field> {
  return fc
    .record({
      name: hostileText,
      values: fc.array(value, { minLength: count, maxLength: count }),
      labels: fc.option(fc.dictionary(hostileText, hostileText, { maxKeys: 3 }), { nil: undefined }),
      config,
    })
    .map((rest) => ({ ...rest, type }));
}

/** What a frame says of itself; mostly nothing. */
const meta: fc.Arbitrary<DataFrame['meta']> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('timeseries-long', 'heatmap-rows', 'histogram').map((type) => ({ type: type as never })),
  },
  { weight: 1, arbitrary: absurdNumber.map((diffMs) => ({ timeCompare: { diffMs, isTimeShiftQuery: true } })) }
);

const frame: fc.Arbitrary<DataFrame> = rows.chain((length) =>
  fc.record({
    name: fc.option(hostileText, { nil: undefined }),
    refId: fc.option(hostileText, { nil: undefined }),
    length: fc.constant(length),
    // Mostly there is a time to draw over; where there is none, nothing is drawn at all.
    fields: fc
      .tuple(
        fc.option(column(length, FieldType.time, time), { nil: null, freq: 6 }),
        fc.array(field(length), { maxLength: 4 })
      )
      .map(([first, rest]) => (first ? [first, ...rest] : rest)),
    meta,
  })
);

/** The answer of a query that nobody vouches for. */
export const hostileFrames: fc.Arbitrary<DataFrame[]> = fc.array(frame, { maxLength: 3 });

/** Options as a provisioned dashboard may hold them: any JSON, or the right shape with any values. */
export const hostileOptions: fc.Arbitrary<unknown> = fc.oneof(
  // The smallest window, so that also short series are judged.
  { weight: 3, arbitrary: fc.constant({ detection: { windowSize: 16 } }) },
  fc.jsonValue({ maxDepth: 2 }),
  fc.record(
    {
      detection: fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.dictionary(hostileText, fc.jsonValue({ maxDepth: 0 }))),
      display: fc.record(
        { shadingColor: hostileText, reconstructionColor: hostileText, shadingOpacity: fc.jsonValue({ maxDepth: 0 }) },
        { requiredKeys: [] }
      ),
      legend: fc.jsonValue({ maxDepth: 1 }),
      tooltip: fc.jsonValue({ maxDepth: 1 }),
    },
    { requiredKeys: [] }
  )
);
