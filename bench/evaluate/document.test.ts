/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EverydayReport } from '../everyday/everydayReport';
import { NOTHING } from '../everyday/expectation';
import { CONTENDERS } from './contender';
import { detailsOf } from './details';
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
const model = { name: 'toy', version: '1.2.3', weightsSha256: 'abc' };
const sets = [
  { name: SET, series },
  { name: 'dev, half to choose on', series },
];
const rows = CONTENDERS.map((contender, c) =>
  reportOf(contender, sets, (one) => ({
    ...scoredOf(one),
    // Each row is 0.01 behind the one before it on each series.
    volumeUnderSurface: scoredOf(one).volumeUnderSurface - 0.01 * c,
  }))
);

describe('the page', () => {
  const text = documentOf(rows, model);

  test('has a line a row with the mean VUS-PR and its interval on each set, without halves that settings were chosen on', () => {
    expect(text).toContain('| row | suite (3 series, 2 events) |\n');
    expect(text).toContain('| Residual, default options | 0.500 (0.50–0.50) |\n');
    CONTENDERS.filter(({ id }) => !['quiet', 'keen'].includes(id)).forEach(({ name }) =>
      expect(text).toMatch(new RegExp(`\\| ${name} \\| 0\\.\\d{3} \\(`))
    );
    expect(text).not.toContain('| dev');
  });

  test('counts the events of the rows that the panel offers', () => {
    // Found 1 of 2 with 1 false alarm.
    expect(text).toContain('| suite | Residual, default options | 0.500 | 0.500 | 0.500 | 1.00 | 0.33 |\n');
    expect(text).toContain('| suite | network without memory |');
    expect(text).not.toContain('| suite | matrix profile |');
  });

  test('shows what each part adds, as the row with it less the row without it', () => {
    const places = new Map(CONTENDERS.map(({ id }, c) => [id, c]));
    const behind = (one: string, other: string) => 0.01 * ((places.get(other) ?? 0) - (places.get(one) ?? 0));
    const cell = (value: number) => `+${value.toFixed(3)} [+${value.toFixed(3)}, +${value.toFixed(3)}]`;
    expect(text).toContain(`| distances beside the error | ${cell(behind('ours', 'error-alone'))} |`);
    expect(text).toContain(`| network instead of PCA-16 | ${cell(behind('ours', 'pca-latents'))} |`);
    expect(text).toContain(`| the same, error alone | ${cell(behind('error-alone', 'pca-error'))} |`);
    expect(documentOf(rows.slice(0, 1), model)).not.toContain('| network instead of PCA-16 |');
  });

  test('names the model by the hash of its weights, and every row', () => {
    expect(text).toContain('toy 1.2.3, `weights.bin` with SHA-256 `abc`');
    CONTENDERS.forEach(({ name }) => expect(text).toContain(`- **${name}**: `));
  });
});

describe('the details', () => {
  const byWindow = [reportOf(CONTENDERS[0], [{ name: '120', series }], scoredOf)];
  const text = detailsOf({ rows, byWindow }, '');

  test('show F1 and AP of each row, and the figures of each anomaly', () => {
    expect(text).toContain('| Residual, default options | 0.500, 0.250 |');
    expect(text).toContain('| spike | 1/2 |');
    expect(text).toContain('| clean | 1.00 FA |');
  });

  test('show each domain of real metrics, and what the length of a series changes', () => {
    const real = rows.map((row) => ({ ...row, sets: [{ ...row.sets[0], set: 'real, half to report' }] }));
    expect(detailsOf({ rows: real }, '')).toContain('| real: sine | 0.500 | 0.67 |');
    expect(text).toContain('| 120 | 3 | 0.50 |');
  });

  test('keep the section of what was not measured', () => {
    const kept = detailsOf({ byWindow }, text.replaceAll('0.250', '0.777'));
    expect(kept).toContain('| Residual, default options | 0.500, 0.777 |');
    expect(detailsOf({}, text)).toBe(text);
  });

  test('have a section for each small suite', () => {
    const one = (right: boolean) => ({
      ...{ id: 'a', kind: 'edge', rows: 500, expectation: NOTHING, right, why: right ? '' : 'row 3 reported' },
      reported: { anomalies: [], changePoints: [] },
    });
    const few = detailsOf(
      {
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
      },
      ''
    );
    expect(few).toContain('| everyday: right | half to report |');
    expect(few).toContain('| edge | 2/3 |\n| all | 2/3 |');
    expect(few).toContain('| half to report | 6 / 8 (75 %) | 2.0 | 7.5 | 3.0 | 9.0 | 25 % |');
    expect(few).toContain('| half to report | 75 | 80.0 % | 140 | 2 | 3 | 9 | 4 |');
    expect(text).not.toContain('## Everyday series');
  });
});

describe('the pages have the headings and the prose that are written now, though their figures are from the last run', () => {
  const half = 'report' as const;
  const spread = { median: 0, ninetieth: 0 };
  const details = detailsOf(
    {
      rows,
      byWindow: [reportOf(CONTENDERS[0], [{ name: '120', series }], scoredOf)],
      zooms: [{ set: 'real', byLookBack: LOOK_BACKS.map(() => summariseZooms([])) }],
      labelled: [summariseLabelled('suite', [])],
      everyday: [{ half, series: [] }],
      bounds: [{ half, series: [], incidents: 0, found: 0, start: spread, end: spread, outside: 0 }],
      steady: [{ half, series: [] }],
    },
    ''
  );

  test.each([
    ['evaluation.md', documentOf(rows, model)],
    ['evaluation-details.md', details],
  ])('%s', (file, written) => {
    const page = readFileSync(join(__dirname, '../../docs', file), 'utf8');
    const ofARun = /^(Model|Change points): /;
    const proseOf = (text: string) => text.split('\n').filter((line) => !line.startsWith('| ') && !ofARun.test(line));
    const prose = (text: string) => proseOf(text).filter((line) => line !== '');
    expect(prose(written).length).toBeGreaterThan(20);
    expect(prose(page)).toEqual(prose(written));
  });
});

describe('a table for the terminal', () => {
  test('has its figures one below the other, and a dash where there is none', () => {
    const [row] = rows;
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
