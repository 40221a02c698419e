import { rename, writeFile } from 'node:fs/promises';
import { DEFAULT_DETECTOR_SETTINGS, DEFAULT_METHOD, SENSITIVITIES } from '../../src/detector/settings';
import { CONTENDERS } from './contender';
import { LONGEST } from './labelledFolder';
import type { Part, RowReport } from './report';
import { cellsOf, markdownTable } from './table';

/** Sets whose figures are shown part by part. */
const BY_ANOMALY = ['yardstick', 'suite, half to report'];
const BY_SHAPE = ['yardstick', 'suite, half to report', 'real, all'];
/** Rows that are shown part by part, side by side. */
const COMPARED = ['ours', 'pca-latents', 'matrix-profile'];

/** What was measured. */
export interface Measured {
  readonly rows: readonly RowReport[];
  /** Name and version of the model, and the hash of its weights. */
  readonly model: { readonly name: string; readonly version: string; readonly weightsSha256: string };
}

/** Writes the document as a whole or not at all. */
export async function writeDocument(path: string, measured: Measured): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await writeFile(unfinished, documentOf(measured));
  await rename(unfinished, path);
}

/** docs/evaluation.md. */
export function documentOf({ rows, model }: Measured): string {
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
