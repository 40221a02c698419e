import { estimateOfDifference, estimateOfMean, type Estimate } from './bootstrap';
import { CONTENDERS } from './contender';
import { LONGEST } from './labelledFolder';
import type { RowReport, SetReport } from './report';
import { markdownTable } from './table';

/** A set that settings were chosen on; the pages report the other half. */
const CHOSEN_ON = /to choose on$/;
/** Rows whose events the page counts. */
const WITH_EVENTS = ['ours', 'quiet', 'keen', 'error-alone', 'no-memory'];
/** Rows that differ from the default in the threshold, which ranking hardly depends on. */
export const OF_THE_THRESHOLD = ['quiet', 'keen'];
/** What each part of the detector adds: the row with it, less the row without it. */
const ABLATIONS: ReadonlyArray<readonly [string, string, string]> = [
  ['distances beside the error', 'ours', 'error-alone'],
  ['network instead of PCA-16', 'ours', 'pca-latents'],
  ['the same, error alone', 'error-alone', 'pca-error'],
  ['memory, error alone', 'error-alone', 'no-memory'],
];

/** Name and version of the model, and the hash of its weights. */
export interface MeasuredModel {
  readonly name: string;
  readonly version: string;
  readonly weightsSha256: string;
}

/** docs/evaluation.md. */
export function documentOf(rows: readonly RowReport[], model: MeasuredModel): string {
  const sets = shownSets(rows);
  return [
    '# Evaluation\n',
    intro(model),
    `## Ranking of points

Mean VUS-PR over the series with an event, and its 95 % interval.

${markdownTable(rankingCells(rows, sets))}`,
    `## Events

An interval without an event is a false alarm (FA).

${markdownTable(eventCells(rows, sets))}`,
    `## What each part adds

Difference of mean VUS-PR, paired by series, and its 95 % interval.

${markdownTable(ablationCells(rows, sets))}`,
    HOW,
    ROWS,
  ].join('\n');
}

/** Indices of the sets that the pages report. */
export function shownSets(rows: readonly RowReport[]): number[] {
  return rows[0].sets.flatMap(({ set }, s) => (CHOSEN_ON.test(set) ? [] : [s]));
}

/** A set's name without its half. */
export function shortName(set: string): string {
  return set.split(',')[0];
}

function rankingCells(rows: readonly RowReport[], sets: readonly number[]): string[][] {
  return [
    ['row', ...sets.map((s) => counted(rows[0].sets[s]))],
    ...rows
      .filter(({ id }) => !OF_THE_THRESHOLD.includes(id))
      .map((row) => [row.name, ...sets.map((s) => written(estimateOfMean(ranked(row.sets[s]))))]),
  ];
}

function eventCells(rows: readonly RowReport[], sets: readonly number[]): string[][] {
  const shown = rows.filter(({ id }) => WITH_EVENTS.includes(id));
  return [
    ['set', 'row', 'F1', 'precision', 'recall', 'FA / clean', 'FA / series'],
    ...sets.flatMap((s) =>
      shown.map((row) => {
        const { set, summary } = row.sets[s];
        const shares = [summary.f1, summary.precision, summary.recall].map((share) => figure(share, 3));
        const alarms = [summary.falseAlarmsPerCleanSeries, summary.falseAlarmsPerSeries].map((one) => figure(one, 2));
        return [shortName(set), row.name, ...shares, ...alarms];
      })
    ),
  ];
}

/** Only the lines whose two rows were measured. */
function ablationCells(rows: readonly RowReport[], sets: readonly number[]): string[][] {
  const rowOf = (id: string) => rows.find((row) => row.id === id);
  return [
    ['part', ...sets.map((s) => shortName(rows[0].sets[s].set))],
    ...ABLATIONS.flatMap(([name, withId, withoutId]) => {
      const [one, other] = [rowOf(withId), rowOf(withoutId)];
      return one && other
        ? [[name, ...sets.map((s) => signed(estimateOfDifference(ranked(one.sets[s]), ranked(other.sets[s]))))]]
        : [];
    }),
  ];
}

/** VUS-PR of each series with an event; the same series in every row. */
function ranked({ series }: SetReport): number[] {
  return series.filter(({ events }) => events > 0).map(({ volumeUnderSurface }) => volumeUnderSurface);
}

function counted({ set, summary }: SetReport): string {
  return `${shortName(set)} (${summary.series} series, ${summary.events} events)`;
}

function written({ mean, low, high }: Estimate): string {
  return Number.isNaN(mean) ? '–' : `${mean.toFixed(3)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}

function signed({ mean, low, high }: Estimate): string {
  const sign = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
  return Number.isNaN(mean) ? '–' : `${sign(mean)} [${sign(low)}, ${sign(high)}]`;
}

/** A dash where there is nothing to compute the figure from. */
export function figure(value: number, digits: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

function intro({ name, version, weightsSha256 }: MeasuredModel): string {
  return `This command measures the shipped model at default settings. It writes this page and the [details](evaluation-details.md):

    npm run --silent evaluate -- --real DIR --dev DIR

Model: ${name} ${version}, \`weights.bin\` with SHA-256 \`${weightsSha256}\`.
`;
}

const HOW = `## How it was measured

- **yardstick**: \`bench/yardstick/\`.
- **suite**: \`bench/suite/\`, seeded.
- **real**: Microsoft's Cloud Monitoring Dataset (github.com/microsoft/cloud-monitoring-dataset, commit 6a07a53, MIT).
- **dev**: series of the public UCR, WSD, NAB, SMAP, MSL and AIOPS sets.

Real and dev are not in this repository. Their files have the columns \`TimeStamp,Value,Label\`. Series of more than ${LONGEST.toLocaleString('en')} points are cropped,
starting 60 % of that before the first event.

Suite, real and dev are split into halves: real and dev by sorted name, in turn. Settings were chosen on one half; this page reports the other.

Intervals are percentile bootstraps over series, with 2,000 seeded draws. VUS-PR is the volume under the range-based precision-recall surface
(Paparrizos et al., PVLDB 2022), of the score that the panel draws. No score is point-adjusted.
`;

const ROWS = `## Rows

${CONTENDERS.map(({ name, about }) => `- **${name}**: ${about}\n`).join('')}`;
