import { boundsSection, type BoundsReport } from '../bounds/boundsReport';
import { everydaySection, type EverydayReport } from '../everyday/everydayReport';
import { steadySection, type SteadyReport } from '../steady/steadyReport';
import { figure, OF_THE_THRESHOLD, shortName, shownSets } from './document';
import { excludedSection } from './excludedReport';
import { falseAlarmSection, warmSection, type LabelledReport } from './labelledReport';
import type { Part, RowReport } from './report';
import { markdownTable } from './table';
import { zoomSection, type ZoomReport } from './zoomReport';

/** The set whose figures are shown by anomaly. */
const IN_PARTS = 'suite, half to report';
/** Sets whose shapes are domains of real metrics. */
const OF_DOMAINS = /^(real|dev),/;
/** The part of a set of whose series a change of regime is part. */
const REGIME_CHANGE = 'regime change';

/** What was measured; what is missing keeps its section of the page. */
export interface Details {
  readonly rows?: readonly RowReport[];
  /** A row for each size of windows, its sets named by the length of their series. */
  readonly byWindow?: readonly RowReport[];
  /** How far zooms agree with the ranges they are taken from. */
  readonly zooms?: readonly ZoomReport[];
  /** What labels and a learnt memory change. */
  readonly labelled?: readonly LabelledReport[];
  /** A report a half for each of the three small suites. */
  readonly everyday?: readonly EverydayReport[];
  readonly bounds?: readonly BoundsReport[];
  readonly steady?: readonly SteadyReport[];
}

const INTRO = `# Evaluation: details

Figures beside the [evaluation](evaluation.md), written by the same command. \`--only PART\` measures one part and keeps the others.

The suite is its half to report. Sections on labels and memory use all of real. The sections on zooms, labels, the edge guard, a series that has just
begun and steadiness were last measured with the reconstruction error alone, before distances counted.
`;

/**
 * docs/evaluation-details.md.
 *
 * @param previous the page as it is: a section whose figures were not measured is taken from it
 */
export function detailsOf(measured: Details, previous: string): string {
  const { rows, byWindow, zooms, labelled, everyday, bounds, steady } = measured;
  const sections: ReadonlyArray<readonly [string, string | undefined]> = [
    ['By row', rows && rowSection(rows)],
    ['By domain', rows && domainSection(rows)],
    ['By anomaly', rows && partSection(rows)],
    ['By length', byWindow && lengthSection(byWindow)],
    ['The same verdict at every zoom', zooms && zoomSection(zooms)],
    ['False-alarm labels', labelled && falseAlarmSection(labelled)],
    ['Edge guard', labelled && excludedSection(labelled)],
    ['A series that has just begun', labelled && warmSection(labelled)],
    ['Everyday series', everyday && everydaySection(everyday)],
    ['Where incidents begin and end', bounds && boundsSection(bounds)],
    ['Whether verdicts stay', steady && steadySection(steady)],
  ];
  const texts = sections.map(([title, text]) => (text ? `## ${title}\n\n${text}` : sectionOf(previous, title)));
  return [INTRO, ...texts.filter((text) => text !== '')].join('\n');
}

/** A section with its heading, up to the next one; empty if the page has none of that title. */
function sectionOf(page: string, title: string): string {
  const from = page.indexOf(`## ${title}\n`);
  const next = page.indexOf('\n## ', from);
  return from < 0 ? '' : next < 0 ? page.slice(from) : page.slice(from, next);
}

function rowSection(rows: readonly RowReport[]): string {
  const sets = shownSets(rows);
  const cells = [
    ['row', ...sets.map((s) => shortName(rows[0].sets[s].set))],
    ...rows
      .filter(({ id }) => !OF_THE_THRESHOLD.includes(id))
      .map(({ name, sets: reports }) => [
        name,
        ...sets.map((s) => {
          const { f1, averagePrecision } = reports[s].summary;
          return `${figure(f1, 3)}, ${figure(averagePrecision, 3)}`;
        }),
      ]),
  ];
  return `F1 of events, and AP: average precision of the score against the point labels, mean over series with an event.

${markdownTable(cells)}`;
}

function domainSection(rows: readonly RowReport[]): string {
  const [row] = rows;
  const cells = [
    ['domain', 'VUS-PR', 'F1'],
    ...row.sets
      .filter((_, s) => shownSets(rows).includes(s))
      .filter(({ set }) => OF_DOMAINS.test(set))
      .flatMap(({ set, byShape }) =>
        Array.from(byShape)
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map(({ name, summary }) => [
            `${shortName(set)}: ${name}`,
            figure(summary.volumeUnderSurface, 3),
            figure(summary.f1, 2),
          ])
      ),
  ];
  return `${row.name}, halves to report.

${markdownTable(cells)}`;
}

function partSection(rows: readonly RowReport[]): string {
  const report = rows[0].sets.find(({ set }) => set === IN_PARTS);
  const changing = report?.byAnomaly.find(({ name }) => name === REGIME_CHANGE);
  const changes =
    report && changing
      ? `Change points: at ${figure(100 * changing.summary.changesFound, 0)} % of regime changes, within 64 points; ${figure(report.summary.falseChangesPerSeries, 2)} others per series.\n\n`
      : '';
  const anomalies = [['anomaly', 'found'], ...(report?.byAnomaly ?? []).map((part) => [part.name, found(part)])];
  return `With default options. Series without an anomaly: false alarms per series.

${changes}${markdownTable(anomalies)}`;
}

function found({ summary: { events, recall, falseAlarmsPerSeries } }: Part): string {
  return events === 0 ? `${figure(falseAlarmsPerSeries, 2)} FA` : `${Math.round(recall * events)}/${events}`;
}

function lengthSection(byWindow: readonly RowReport[]): string {
  const cells = [
    ['points', 'series', ...byWindow.map(({ name }) => name)],
    ...byWindow[0].sets.map(({ set, summary }, s) => [
      set,
      String(summary.series),
      ...byWindow.map(({ sets }) => figure(sets[s].summary.f1, 2)),
    ]),
  ];
  return `F1. Up to 1,500 points: yardstick series cut around their event. 10,000 points: made like the suite.

${markdownTable(cells)}`;
}
