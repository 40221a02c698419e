/** @jest-environment node */
import type { Outcome } from '../../src/detector/detection';
import { incidentAt, NOTHING, type Expectation } from './expectation';
import { verdictOn, verdictOnReport } from './verdict';

type Rows = ReadonlyArray<readonly [start: number, end: number]>;

const verdict = (expectation: Expectation, anomalies: Rows, changePoints: readonly number[] = []) =>
  verdictOnReport(expectation, { anomalies: anomalies.map(([start, end]) => ({ start, end })), changePoints });

const RIGHT = { right: true, why: '' };

describe('where nothing happens', () => {
  test('silence is right', () => {
    expect(verdict(NOTHING, [])).toEqual(RIGHT);
  });

  test('each anomaly and each change point is wrong', () => {
    expect(verdict(NOTHING, [[3, 9]], [40])).toEqual({
      right: false,
      why: 'rows 3–9 reported; change point at row 40',
    });
  });
});

describe('an incident', () => {
  const outage = incidentAt({ start: 100, end: 109 });

  test.each<readonly [string, Rows, readonly number[], string]>([
    ['is found by one shared row', [[109, 120]], [], ''],
    [
      'may be found in parts',
      [
        [95, 101],
        [105, 112],
      ],
      [],
      '',
    ],
    ['is missed beside it', [[110, 120]], [], 'missed rows 100–109; rows 110–120 reported'],
    ['is not told by 139 rows', [[36, 174]], [], 'rows 36–174 are 139 rows, more than 138'],
    [
      'allows no other anomaly',
      [
        [100, 109],
        [300, 305],
      ],
      [],
      'rows 300–305 reported',
    ],
    ['allows no change point, not even there', [[100, 109]], [104], 'change point at row 104'],
  ])('%s', (_, anomalies, changes, why) => {
    expect(verdict(outage, anomalies, changes)).toEqual({ right: why === '', why });
  });

  test('that asks for half of its rows is not found by less', () => {
    const still = incidentAt({ start: 100, end: 199 }, 0.5);
    expect(
      verdict(still, [
        [90, 119],
        [170, 199],
      ])
    ).toEqual({ right: true, why: '' });
    expect(
      verdict(still, [
        [90, 119],
        [171, 199],
      ])
    ).toEqual({
      right: false,
      why: '49 % of rows 100–199 covered',
    });
  });

  test('of one row may be missed by the rows that it allows', () => {
    const spike = { kind: 'incident', at: { start: 50, end: 50 }, near: 3, longest: 10, covered: 0 } as const;
    expect(verdict(spike, [[53, 62]])).toEqual(RIGHT);
    expect(verdict(spike, [[53, 63]]).why).toBe('rows 53–63 are 11 rows, more than 10');
    expect(verdict(spike, [[54, 60]]).why).toBe('missed row 50; rows 54–60 reported');
  });
});

describe('what begins and stays', () => {
  const step = { kind: 'onset', at: 500, changeWithin: 32, anomalyWithin: 12, longest: 24, endsWithin: 20 } as const;

  test.each<readonly [string, Rows, readonly number[], string]>([
    ['is told by a change point', [], [532], ''],
    ['is told by a short anomaly', [[480, 488]], [], ''],
    ['may be told by both', [[495, 510]], [498], ''],
    ['is missed by a change point too far away', [], [533], 'missed the change at row 500; change point at row 533'],
    ['is not told by a long anomaly', [[490, 514]], [], 'rows 490–514 are 25 rows, more than 24'],
    ['is not told by an anomaly that ends late', [[500, 521]], [], 'rows 500–521 end too late'],
    ['allows no anomaly elsewhere', [[700, 710]], [500], 'rows 700–710 reported'],
  ])('%s', (_, anomalies, changes, why) => {
    expect(verdict(step, anomalies, changes)).toEqual({ right: why === '', why });
  });
});

describe('several incidents', () => {
  const at = [
    { start: 100, end: 102 },
    { start: 200, end: 204 },
  ];
  const incidents = { kind: 'incidents', at, endsWithin: 4, others: 1 } as const;

  test('need an anomaly each with both ends near, and allow one other', () => {
    expect(
      verdict(incidents, [
        [96, 106],
        [204, 208],
      ])
    ).toEqual(RIGHT);
    expect(
      verdict(
        incidents,
        [
          [96, 106],
          [204, 208],
          [400, 410],
        ],
        [50]
      )
    ).toEqual(RIGHT);
    expect(
      verdict(incidents, [
        [95, 106],
        [204, 208],
      ]).why
    ).toBe('no anomaly fits rows 100–102');
    expect(
      verdict(incidents, [
        [100, 102],
        [200, 204],
        [1, 2],
        [5, 6],
      ]).why
    ).toBe('rows 1–2 reported; rows 5–6 reported');
  });
});

describe('a series that was not judged', () => {
  const times = Float64Array.of(0);
  const skipped: Outcome = { status: 'skipped', reason: 'constant', points: 300, needed: 64 };

  test('reports nothing, which is right if nothing happens', () => {
    expect(verdictOn({ expectation: NOTHING, times }, skipped)).toEqual(RIGHT);
  });

  test('misses an incident, and the reason is given', () => {
    expect(verdictOn({ expectation: incidentAt({ start: 7, end: 7 }), times }, skipped)).toEqual({
      right: false,
      why: 'missed row 7; not judged: constant',
    });
  });
});
