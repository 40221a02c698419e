import { boundsSection, type BoundsReport } from '../bounds/boundsReport';
import { everydaySection, type EverydayReport } from '../everyday/everydayReport';
import { steadySection, type SteadyReport } from '../steady/steadyReport';
import { CONTENDERS } from './contender';
import { LONGEST } from './labelledFolder';
import type { Part, RowReport } from './report';
import { cellsOf, markdownTable } from './table';
import { labelledSection, type LabelledReport } from './labelledReport';
import { zoomSection, type ZoomReport } from './zoomReport';

/** Settings were chosen on these halves, and the other halves report: the page leaves them out. */
const CHOSEN_ON = /to choose on$/;
/** The two halves together. */
const POOLED = 'real, all';
/** The set whose figures are shown part by part. */
const IN_PARTS = 'suite, half to report';

/** What was measured. */
export interface Measured {
  readonly rows: readonly RowReport[];
  /** A row for each size of windows, its sets named by the length of their series. */
  readonly byWindow: readonly RowReport[];
  /** How far zooms agree with the ranges they are taken from. */
  readonly zooms: readonly ZoomReport[];
  /** What marks and a learnt memory change. */
  readonly labelled: readonly LabelledReport[];
  /** A report a half for each of the three small suites. */
  readonly everyday: readonly EverydayReport[];
  readonly bounds: readonly BoundsReport[];
  readonly steady: readonly SteadyReport[];
  /** Name and version of the model, and the hash of its weights. */
  readonly model: { readonly name: string; readonly version: string; readonly weightsSha256: string };
}

/** docs/evaluation.md. */
export function documentOf({ rows, byWindow, zooms, labelled, everyday, bounds, steady, model }: Measured): string {
  const shown = rows[0].sets.flatMap(({ set }, s) => (CHOSEN_ON.test(set) || set === POOLED ? [] : [s]));
  return [
    '# Evaluation\n',
    intro(model),
    SETS,
    MEASURES,
    `## Rows\n\n${CONTENDERS.map(({ name, about }) => `- **${name}**: ${about}\n`).join('')}`,
    '## Figures\n',
    ...shown.map((s) => {
      const { set, summary } = rows[0].sets[s];
      const cells = cellsOf(
        'row',
        rows.map(({ name, sets }) => ({ name, summary: sets[s].summary }))
      );
      return `### ${capital(set)}\n\n${summary.series} series, ${summary.events} events.\n\n${markdownTable(cells)}`;
    }),
    READING,
    lengthSection(byWindow),
    // The yardstick's series are shorter than the longest look-back.
    zoomSection(zooms.filter(({ set }) => !set.startsWith('yardstick'))),
    labelledSection(labelled.filter(({ set }) => !CHOSEN_ON.test(set))),
    everydaySection(everyday.filter(({ half }) => half === 'report')),
    boundsSection(bounds.filter(({ half }) => half === 'report')),
    steadySection(steady.filter(({ half }) => half === 'report')),
    '## By anomaly and by shape\n',
    `${capital(IN_PARTS)}, with default options. By anomaly: found / events, and mean AP. By shape: F1, mean AP and FA / series.\n`,
    parts(rows, 'anomaly'),
    parts(rows, 'shape'),
  ].join('\n');
}

function intro({ name, version, weightsSha256 }: Measured['model']): string {
  return `This command judges the sets below with the shipped model and default settings, and writes this page:

    npm run --silent evaluate -- --real DIR

Without \`--real\`, or with \`--rows\`, it only prints tables. \`--json\` prints every figure of every series.

Model: ${name} ${version}, \`weights.bin\` with SHA-256 \`${weightsSha256}\`.
`;
}

const SETS = `## Sets

| set | content |
| --- | --- |
| yardstick | \`bench/yardstick/injected.json\`: 88 series of 1,500 points; eight shapes times ten anomalies, and eight clean series |
| suite | \`bench/suite/\`: seeded series of 300 to 4,000 points; fourteen shapes with fourteen anomalies, clean, or with a lasting change of regime |
| real | Microsoft's Cloud Monitoring Dataset (github.com/microsoft/cloud-monitoring-dataset, commit 6a07a53, MIT): 60 labelled series of production telemetry, not part of this repository |

Suite and real are split into halves: settings were chosen on one, and this page reports the other. The sections on labels and memory use all
of real. Files of \`--real\` have the columns
\`TimeStamp,Value,Label\`. Series of more than ${LONGEST.toLocaleString('en')} points are cropped to that length, starting 60 % of it before the first event.
`;

const MEASURES = `## Measures

Higher is better, except for false alarms (FA). No score is point-adjusted.

- **AP**: average precision of the smoothed error against the point labels; mean over series with an event.
- **VUS-PR**: volume under the range-based precision-recall surface (Paparrizos et al., PVLDB 2022), tested against TSB-AD to 1e-9.
- **precision**, **recall**, **F1**: of events, pooled. An event is found if a reported interval overlaps it. An interval without an event is a false alarm.
- **FA / clean**, **FA / regime change**, **FA / series**: false alarms per series of that kind. A regime change is no anomaly.
- **FA / 1,000 points**: multiply by 1.44 for false alarms per day at one point per minute.
- **changes found**: regime changes with a change point within 64 points. **false changes / series**: other change points.
`;

const READING = `AP compares rankings only. F1 also depends on the threshold, whose settings were chosen with the network. PCA-16 is fitted to each series; the network to none.
`;

function lengthSection(byWindow: readonly RowReport[]): string {
  if (byWindow.length === 0) {
    return '';
  }
  const cells = [
    ['points', 'series', ...byWindow.map(({ name }) => name)],
    ...byWindow[0].sets.map(({ set, summary }, s) => [
      set,
      String(summary.series),
      ...byWindow.map(({ sets }) => {
        const { f1, precision, recall, falseAlarmsPerSeries } = sets[s].summary;
        const shares = [f1, precision, recall].map((share) => (Number.isNaN(share) ? '–' : share.toFixed(2)));
        return `${shares[0]} (${shares[1]}, ${shares[2]}), ${falseAlarmsPerSeries.toFixed(2)} FA`;
      }),
    ]),
  ];
  return `## By length

F1 (precision, recall) and FA / series with three window sizes. Up to 1,500 points: yardstick series cut around their event. 10,000 points: made like the suite.

${markdownTable(cells)}`;
}

/** The default row, part by part. */
function parts(rows: readonly RowReport[], by: 'anomaly' | 'shape'): string {
  const report = rows[0].sets.find(({ set }) => set === IN_PARTS);
  const shown = (by === 'anomaly' ? report?.byAnomaly : report?.byShape) ?? [];
  const cells = [[by, rows[0].name], ...shown.map((part) => [part.name, cellOf(part, by)])];
  return markdownTable(cells);
}

function cellOf({ summary }: Part, by: 'anomaly' | 'shape'): string {
  const { events, recall, f1, averagePrecision, falseAlarmsPerSeries } = summary;
  const alarms = `${falseAlarmsPerSeries.toFixed(2)} FA`;
  if (events === 0) {
    return alarms;
  }
  return by === 'anomaly'
    ? `${Math.round(recall * events)} / ${events}, ${averagePrecision.toFixed(3)}`
    : `${f1.toFixed(3)}, ${averagePrecision.toFixed(3)}, ${alarms}`;
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
