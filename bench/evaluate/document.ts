import { boundsSection, type BoundsReport } from '../bounds/boundsReport';
import { everydaySection, type EverydayReport } from '../everyday/everydayReport';
import { steadySection, type SteadyReport } from '../steady/steadyReport';
import { DEFAULT_DETECTOR_SETTINGS, DEFAULT_METHOD, SENSITIVITIES } from '../../src/detector/settings';
import { CONTENDERS } from './contender';
import { LONGEST } from './labelledFolder';
import type { Part, RowReport } from './report';
import { cellsOf, markdownTable } from './table';
import { taughtSection, type TaughtReport } from './taughtReport';
import { zoomSection, type ZoomReport } from './zoomReport';

/** Sets whose figures are shown part by part. */
const BY_ANOMALY = ['yardstick', 'suite, half to report'];
const BY_SHAPE = ['yardstick', 'suite, half to report', 'real, all'];
/** A false alarm in a thousand points is so many a day at a point a minute. */
const MINUTES_A_DAY_IN_THOUSANDS = 1.44;
/** Rows that are shown part by part, side by side. */
const COMPARED = ['ours', 'pca-latents', 'matrix-profile'];

/** What was measured. */
export interface Measured {
  readonly rows: readonly RowReport[];
  /** A row for each size of windows, its sets named by the length of their series. */
  readonly byWindow: readonly RowReport[];
  /** How far zooms agree with the ranges they are taken from. */
  readonly zooms: readonly ZoomReport[];
  /** What marks and a learnt memory change. */
  readonly taught: readonly TaughtReport[];
  /** A report a half for each of the three small suites. */
  readonly everyday: readonly EverydayReport[];
  readonly bounds: readonly BoundsReport[];
  readonly steady: readonly SteadyReport[];
  /** Name and version of the model, and the hash of its weights. */
  readonly model: { readonly name: string; readonly version: string; readonly weightsSha256: string };
}

/** docs/evaluation.md. */
export function documentOf({ rows, byWindow, zooms, taught, everyday, bounds, steady, model }: Measured): string {
  const sets = rows[0].sets;
  return [
    '# Evaluation\n',
    intro(model),
    SETS,
    MEASURES,
    `## Rows\n\n${CONTENDERS.map(({ name, about }) => `- **${name}**: ${about}\n`).join('')}`,
    '## Figures\n',
    ...sets.map(({ set, summary }, s) => {
      const cells = cellsOf(
        'row',
        rows.map(({ name, sets: all }) => ({ name, summary: all[s].summary }))
      );
      return `### ${capital(set)}\n\n${summary.series} series, ${summary.events} events.\n\n${markdownTable(cells)}`;
    }),
    networkSection(rows),
    sensitivitySection(rows),
    lengthSection(byWindow),
    zoomSection(zooms),
    taughtSection(taught),
    everydaySection(everyday),
    boundsSection(bounds),
    steadySection(steady),
    '## By what goes wrong\n',
    'Found / events, and mean AP; series without an event are counted by their false alarms a series.\n',
    ...BY_ANOMALY.map((set) => comparison(rows, set, 'anomaly')),
    '## By what is normal\n',
    'F1, mean AP and false alarms a series.\n',
    ...BY_SHAPE.map((set) => comparison(rows, set, 'shape')),
    settingsSection(),
  ].join('\n');
}

function intro({ name, version, weightsSha256 }: Measured['model']): string {
  return `Written by the command, not by hand:

    npm run --silent evaluate -- --real DIR

judges everything below with the shipped model and detector, by the same code as \`npm run detect\`, and writes this page. Without \`--real\`, or with
\`--rows\`, it prints its tables and leaves the page alone; \`--json\` prints every figure of every series.

Model: ${name} ${version}, \`weights.bin\` with SHA-256 \`${weightsSha256}\`.
`;
}

const SETS = `## Sets

| set | what it is |
| --- | --- |
| yardstick | \`bench/yardstick/injected.json\`: 88 series of 1,500 points, eight shapes times ten anomalies and eight clean series, kept as they are |
| suite | \`bench/suite/\`: made from seeds, fourteen shapes (rates of counters, saturating gauges, sparse counts, weekly rhythm, quantised values, noise that grows with the level, …) with fourteen anomalies, clean, or with one change of regime that lasts; 300 to 4,000 points. Two halves of disjoint seeds: settings are chosen on one, the other reports |
| real | Microsoft's Cloud Monitoring Dataset (github.com/microsoft/cloud-monitoring-dataset, commit 6a07a53, MIT): 60 series of production telemetry, labelled by the people who ran it. The files are not part of this repository. Halves by sorted file name in turn, the first one to choose on |

A file of \`--real\` has the columns \`TimeStamp,Value,Label\`; what stands before \`--\` in its name is its domain. Rows are put in order of time, and of several
with one time the last counts. Series of more than ${LONGEST.toLocaleString('en')} points are cropped to so many, from 60 % of that before the first event on. A change of
regime is no anomaly: an interval reported there is a false alarm.
`;

const MEASURES = `## Measures

Higher is better but for false alarms (FA). No score is point-adjusted anywhere: a point counts as what its own score makes it.

- **AP**: average precision of the smoothed error (a baseline's smoothed score) against the point labels, ties in index order; mean over the series with
  an event. Points without a value take no part; those that a detector gave no score rank last.
- **VUS-PR**: area under the range-based precision-recall curve, averaged over buffers of 0 … L points (Paparrizos et al., PVLDB 2022), with 250
  thresholds; L is the series' period as the TSB-AD benchmark finds it. Held against that benchmark's code to 1e-9 (\`tests/golden/vus-pr.json\`).
- **Events**: a labelled event is found when a reported interval shares a point with it; a reported interval that shares a point with no event is a
  false alarm. Pooled over the series: precision = found / (found + false alarms), recall = found / events.
- **FA / clean**, **FA / regime change**, **FA / series**, **FA / 1,000 points**: false alarms a series with nothing in it, a series whose regime changes, any
  series, a thousand points with a value.
- **changes found**: share of the changes of regime with a reported change point within 64 points; **false changes / series**: other change points.
`;

/** The network beside what might stand in its place. */
function networkSection(rows: readonly RowReport[]): string {
  const [ours, principal, plain] = ['ours', 'pca-latents', 'no-memory'].map((id) => rows.find((row) => row.id === id));
  if (!ours || !principal || !plain) {
    return '';
  }
  const cells = [
    ['set', 'AP: network', 'PCA-16', 'without memory', 'F1: network', 'PCA-16', 'without memory'],
    ...ours.sets.map(({ set }, s) => [
      set,
      ...[ours, principal, plain].map(({ sets }) => sets[s].summary.averagePrecision.toFixed(3)),
      ...[ours, principal, plain].map(({ sets }) => sets[s].summary.f1.toFixed(3)),
    ]),
  ];
  return `## Does the network earn its place?

${markdownTable(cells)}
AP compares the rankings alone. F1 also holds the threshold, whose settings were chosen with the network's errors, so it favours the network. Principal
components are fitted to each series anew; the network is fitted to none. Without memory a new kind of anomaly is often redrawn as if it were normal, and a
clean series draws more false alarms where the network has not seen its like.
`;
}

/** Each sensitivity on each set, and what it costs a person. */
function sensitivitySection(rows: readonly RowReport[]): string {
  const ids: Array<[string, string]> = [
    ['quiet', 'quiet'],
    ['ours', DEFAULT_DETECTOR_SETTINGS.sensitivity],
    ['keen', 'keen'],
  ];
  const cells = [
    ['set', 'sensitivity', 'F1', 'precision', 'recall', 'FA / series', 'FA a day and series at a point a minute'],
    ...rows[0].sets.flatMap(({ set }, s) =>
      ids.flatMap(([id, name]) => {
        const summary = rows.find((row) => row.id === id)?.sets[s].summary;
        return summary
          ? [
              [
                set,
                name,
                ...[summary.f1, summary.precision, summary.recall].map((figure) => figure.toFixed(3)),
                summary.falseAlarmsPerSeries.toFixed(2),
                (summary.falseAlarmsPerThousandPoints * MINUTES_A_DAY_IN_THOUSANDS).toFixed(2),
              ],
            ]
          : [];
      })
    ),
  ];
  return `## What a sensitivity finds and costs\n\n${markdownTable(cells)}`;
}

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
  return `## By the length of the series

F1 (precision, recall) and false alarms a series by default, with three sizes of windows. Up to 1,500 points: the yardstick's series cut around their event, without
those of which the event would take more than two fifths; 10,000 points: made as the suite is.

${markdownTable(cells)}`;
}

function settingsSection(): string {
  const { method: _, ...settings } = DEFAULT_DETECTOR_SETTINGS;
  const lines = [
    ...Object.entries(settings),
    ...Object.entries(DEFAULT_METHOD.recall).map(([key, value]) => [`method.recall.${key}`, value] as const),
    ...Object.entries(DEFAULT_METHOD.threshold).map(([key, value]) => [`method.threshold.${key}`, value] as const),
    ['method.changePoints', DEFAULT_METHOD.changePoints] as const,
    ...Object.entries(SENSITIVITIES).map(
      ([name, { floor, pruning }]) => [`sensitivity ${name}`, `floor ${floor}, pruning ${pruning}`] as const
    ),
  ];
  const cells = [['setting', 'default'], ...lines.map(([key, value]) => [`\`${key}\``, String(value)])];
  return `## Settings\n\n${markdownTable(cells)}`;
}

/** Some rows side by side, part by part. */
function comparison(rows: readonly RowReport[], set: string, by: 'anomaly' | 'shape'): string {
  const compared = COMPARED.flatMap((id) => rows.filter((row) => row.id === id));
  const partsOf = (row: RowReport): readonly Part[] => {
    const report = row.sets.find((one) => one.set === set);
    return (by === 'anomaly' ? report?.byAnomaly : report?.byShape) ?? [];
  };
  const cells = [
    [by === 'anomaly' ? 'anomaly' : 'shape', 'series', ...compared.map(({ name }) => name)],
    ...partsOf(compared[0]).map(({ name, summary }, part) => [
      name,
      String(summary.series),
      ...compared.map((row) => cellOf(partsOf(row)[part], by)),
    ]),
  ];
  return `### ${capital(set)}\n\n${markdownTable(cells)}`;
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
