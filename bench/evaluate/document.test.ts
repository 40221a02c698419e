/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EverydayReport } from '../everyday/everydayReport';
import { NOTHING } from '../everyday/expectation';
import { CONTENDERS } from './contender';
import { documentOf } from './document';
import type { LabelledSeries } from './labelledSeries';
import { reportOf } from './report';
import type { Scored } from './score';
import { cellsOf, plainTable } from './table';
import { summariseLabelled } from './labelledReport';
import { summariseZooms } from './zoomReport';
import { LOOK_BACKS } from './zooms';

const labelled = (id: string, shape: string, anomaly: string): LabelledSeries => ({
  id,
  shape,
  anomaly,
  events: anomaly === 'clean' ? [] : [{ start: 5, end: 6 }],
  changes: [],
  times: new Float64Array(1000),
  values: new Float64Array(1000),
});

const series = [labelled('a', 'sine', 'spike'), labelled('b', 'square', 'spike'), labelled('c', 'sine', 'clean')];

/** Finds the event of every labelled series but the second, with one false alarm on the clean one. */
function scoredOf(one: LabelledSeries): Scored {
  const events = one.events.length;
  return {
    points: 1000,
    events,
    found: one.id === 'a' ? 1 : 0,
    falseAlarms: events === 0 ? 1 : 0,
    averagePrecision: events === 0 ? NaN : 0.25,
    volumeUnderSurface: events === 0 ? NaN : 0.5,
    changes: 0,
    changesFound: NaN,
    falseChanges: NaN,
  };
}

const SET = 'suite, half to report';

const measured = {
  rows: [reportOf(CONTENDERS[0], [{ name: SET, series }], scoredOf)],
  byWindow: [reportOf(CONTENDERS[0], [{ name: '120', series }], scoredOf)],
  zooms: [],
  labelled: [],
  everyday: [],
  bounds: [],
  steady: [],
  model: { name: 'toy', version: '1.2.3', weightsSha256: 'abc' },
};

describe('the document', () => {
  const text = documentOf(measured);

  test('has a table for each set, without columns that nobody has a figure in', () => {
    expect(text).toContain('### Suite, half to report\n\n3 series, 2 events.\n');
    expect(text).toContain(
      '| row | AP | VUS-PR | F1 | precision | recall | FA / clean | FA / series | FA / 1,000 points |\n'
    );
    // Found 1 of 2 with 1 false alarm.
    expect(text).toContain(
      '| Residual, default options | 0.250 | 0.500 | 0.500 | 0.500 | 0.500 | 1.00 | 0.33 | 0.333 |'
    );
  });

  test('shows what the length of a series changes', () => {
    expect(text).toContain('| 120 | 3 | 0.50 (0.50, 0.50), 0.33 FA |');
  });

  test('shows the figures of each anomaly and each shape', () => {
    expect(text).toContain('| spike | 1 / 2, 0.250 |');
    expect(text).toContain('| clean | 1.00 FA |');
    expect(text).toContain('| sine | 0.667, 0.250, 0.50 FA |');
  });

  test('names the model by the hash of its weights, and every row', () => {
    expect(text).toContain('toy 1.2.3, `weights.bin` with SHA-256 `abc`');
    CONTENDERS.forEach(({ name }) => expect(text).toContain(`- **${name}**: `));
  });

  test('has a section for each small suite, with a line or a column a half', () => {
    const one = (right: boolean) => ({
      ...{ id: 'a', kind: 'edge', rows: 500, expectation: NOTHING, right, why: right ? '' : 'row 3 reported' },
      reported: { anomalies: [], changePoints: [] },
    });
    const few = documentOf({
      ...measured,
      everyday: [{ half: 'report', series: [one(true), one(false), one(true)] as EverydayReport['series'] }],
      bounds: [
        {
          half: 'report',
          series: [],
          incidents: 8,
          found: 6,
          start: { median: 2, ninetieth: 7.5 },
          end: { median: 3, ninetieth: 9 },
          outside: 0.25,
        },
      ],
      steady: [
        {
          half: 'report',
          series: [{ id: 'a', steps: 75, kept: 60, verdicts: 140, gone: 2, appeared: 3, moved: 9, peakChanged: 4 }],
        },
      ],
    });
    expect(few).toContain('| everyday: right | half to report |');
    expect(few).toContain('| edge | 2 / 3 (67 %) |\n| all | 2 / 3 (67 %) |');
    expect(few).toContain('| half to report | 6 / 8 (75 %) | 2.0 | 7.5 | 3.0 | 9.0 | 25 % |');
    expect(few).toContain('| half to report | 75 | 80.0 % | 140 | 2 | 3 | 9 | 4 |');
    expect(text).not.toContain('## Everyday series');
  });
});

test('docs/evaluation.md has the headings and the prose that are written now, though its figures are from its last run', () => {
  const half = 'report' as const;
  const spread = { median: 0, ninetieth: 0 };
  const written = documentOf({
    ...measured,
    rows: CONTENDERS.map((contender) => reportOf(contender, [{ name: SET, series }], scoredOf)),
    zooms: [{ set: 'real', byLookBack: LOOK_BACKS.map(() => summariseZooms([])) }],
    labelled: [summariseLabelled('yardstick', [])],
    everyday: [{ half, series: [] }],
    bounds: [{ half, series: [], incidents: 0, found: 0, start: spread, end: spread, outside: 0 }],
    steady: [{ half, series: [] }],
  });
  const page = readFileSync(join(__dirname, '../../docs/evaluation.md'), 'utf8').split('\n');
  const ofARun = /^(\d+ (series|zooms), |Model: )/;
  const prose = written.split('\n').filter((line) => !line.startsWith('| ') && !ofARun.test(line));
  expect(prose.length).toBeGreaterThan(50);
  expect(prose.filter((line) => !page.includes(line))).toEqual([]);
  // And none that is no longer written; sets that have no figures here have headings of their own.
  const isOfASet = /^### (Yardstick|Suite|Real|Zooms)/;
  expect(
    page.filter((line) => !line.startsWith('| ') && !ofARun.test(line) && !isOfASet.test(line) && !prose.includes(line))
  ).toEqual([]);
});

describe('a table for the terminal', () => {
  test('has its figures one below the other, and a dash where there is none', () => {
    const [row] = measured.rows;
    const none = { ...row.sets[0].summary, precision: NaN };
    const table = plainTable(
      cellsOf('set', [
        { name: 'one', summary: row.sets[0].summary },
        { name: 'another', summary: none },
      ])
    );
    const [heading, one, another] = table.split('\n');
    expect(one).toHaveLength(heading.length);
    expect(another).toHaveLength(heading.length);
    expect(another).toContain('–');
  });
});
