import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { callerPath } from '../../headless/callerPath';
import { CsvError } from '../../headless/csv';
import { BUNDLED_MODEL, ModelFolderError, readModel } from '../../headless/modelFolder';
import { OutputError, namedOutput } from '../../headless/namedOutput';
import { JudgeFailed } from '../../headless/pool';
import { errorLine, jsonText } from '../../headless/terminal.mjs';
import { DETECTOR_BOUNDS } from '../../src/detector/settings';
import { boundsCells, reportBounds } from '../bounds/boundsReport';
import { everydayCells, reportEveryday } from '../everyday/everydayReport';
import { reportSteady, steadyCells } from '../steady/steadyReport';
import { type Half, suiteOf } from '../suite/suite';
import {
  EvaluateUsageError,
  parseEvaluateArguments,
  USAGE,
  type EvaluatePart,
  type EvaluateRequest,
} from './arguments';
import { CONTENDERS, OF_WINDOWS, type Contender } from './contender';
import { detailsOf, type Details } from './details';
import { documentOf } from './document';
import { runHeats } from './heats';
import { lengthSets } from './lengths';
import { FolderError, readLabelledFolder } from './labelledFolder';
import { excludedCells, excludedItselfCells } from './excludedReport';
import type { EvaluationSet, LabelledSeries } from './labelledSeries';
import { reportOf, type RowReport } from './report';
import type { Scored } from './score';
import { cellsOf, plainTable } from './table';
import { readYardstick } from './yardstick';
import { falseAlarmCells, reportLabelled, type LabelledReport, warmCells } from './labelledReport';
import { reportZooms, zoomCells, zoomSets, type ZoomReport } from './zoomReport';

/** A page's path, and its name in messages. */
type Page = readonly [string, string];
const page = (name: string): Page => [join(__dirname, '..', '..', name), name];
const DOCUMENT = page('docs/evaluation.md');
const DETAILS = page('docs/evaluation-details.md');
/** The set of all that `--real` gives. */
const REAL = 'real, all';
const BAD_INPUT = 2;
const FAILED = 1;

/** `npm run evaluate -- [options]`: everything is read and checked, then judged, then printed. */
async function main(args: readonly string[]): Promise<void> {
  const request = parseEvaluateArguments(args);
  if (request === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const modelFolder = request.modelFolder === undefined ? undefined : fromCaller(request.modelFolder);
  const model = await readModel(modelFolder ?? BUNDLED_MODEL, request.modelFolder ?? 'models', 'auto');
  const threads = request.jobs ?? availableParallelism();
  const judging = { opening: { backend: 'wasm', modelFolder }, threads, progress, passedOver } as const;
  const everyday = (half: Half) => reportEveryday(half, judging, request.count, request.kinds);
  const bounds = (half: Half) => reportBounds(half, judging, request.count);
  const steady = (half: Half) => reportSteady(half, judging, request.count);
  if (request.everyday) {
    print(await inTurn(request.halves, everyday), everydayCells, request.json);
  }
  if (request.bounds) {
    print(await inTurn(request.halves, bounds), boundsCells, request.json);
  }
  if (request.steady) {
    print(await inTurn(request.halves, steady), steadyCells, request.json);
  }
  if (request.everyday || request.bounds || request.steady) {
    return;
  }
  const contenders = CONTENDERS.filter(({ id }) => request.rows.includes(id));
  const yardstick = await readYardstick();
  const folders = await readFolders(request);
  const real = folders.find(({ name }) => name === 'real')?.series ?? [];
  const opening = { backend: 'wasm', modelFolder } as const;
  const zoomed = (sets: readonly EvaluationSet[]) => reportZooms(sets, opening, threads, progress, passedOver);
  const labelled = (sets: readonly EvaluationSet[]) => reportLabelled(sets, opening, threads, progress, passedOver);
  if (request.zooms) {
    printZooms(await zoomed(zoomSets(yardstick, real)), request.json);
    return;
  }
  const whole = real.length === 0 ? [] : [{ name: REAL, series: real }];
  if (request.teaching) {
    const sets = setsOf(request.halves, yardstick, []);
    printLabelled(await labelled([...sets, ...whole]), request.json);
    return;
  }
  const compete = (among: readonly Contender[], over: readonly EvaluationSet[]) =>
    reportsOf(among, over, modelFolder, threads);
  const main = async (halves: readonly Half[]) => {
    const sets = setsOf(halves, yardstick, folders);
    const rows = await compete(contenders, sets);
    printRows(rows, sets, request.json);
    return rows;
  };
  const isWhole = folders.length === 2 && contenders.length === CONTENDERS.length && request.halves.length === 2;
  if (!isWhole || modelFolder !== undefined) {
    await main(request.halves);
    process.stderr.write('No page is written: it takes --real, --dev, all rows, both halves and the bundled model.\n');
    return;
  }
  const [document, details] = await Promise.all([namedOutput(...DOCUMENT), namedOutput(...DETAILS)]);
  const measures = <Report>(part: EvaluatePart, measure: () => Promise<Report>): Promise<Report> | undefined =>
    request.parts.includes(part) ? measure() : undefined;
  const [suite] = setsOf(['report'], [], []).filter(({ name }) => name.startsWith('suite'));
  // One part after the other, for each takes all threads.
  const measured: Details = {
    rows: await measures('main', () => main(['report'])),
    byWindow: await measures('lengths', () => compete(OF_WINDOWS, lengthSets(yardstick))),
    zooms: await measures('zooms', () => zoomed(zoomSets([], real).filter(({ series }) => series.length > 0))),
    labelled: await measures('labels', () => labelled([suite, ...whole])),
    everyday: await measures('everyday', () => inTurn(['report'], everyday)),
    bounds: await measures('bounds', () => inTurn(['report'], bounds)),
    steady: await measures('steady', () => inTurn(['report'], steady)),
  };
  if (measured.rows) {
    const { name, version } = model.manifest;
    await document.write(documentOf(measured.rows, { name, version, weightsSha256: model.sha256 }));
  }
  await details.write(detailsOf(measured, await readFile(DETAILS[0], 'utf8').catch(() => '')));
  process.stderr.write(`${measured.rows ? `${DOCUMENT[1]} and ${DETAILS[1]} are` : `${DETAILS[1]} is`} written.\n`);
}

/** One half after the other, for each takes all threads. */
async function inTurn<Report>(halves: readonly Half[], report: (half: Half) => Promise<Report>): Promise<Report[]> {
  const reports: Report[] = [];
  for (const half of halves) {
    reports.push(await report(half));
  }
  return reports;
}

function print<Report>(reports: Report[], cells: (reports: Report[]) => string[][], json: boolean) {
  process.stdout.write(json ? asJson(reports) : `${plainTable(cells(reports))}\n`);
}

function printLabelled(reports: readonly LabelledReport[], json: boolean) {
  process.stdout.write(
    json
      ? asJson(reports)
      : [falseAlarmCells, excludedCells, excludedItselfCells, warmCells]
          .map((cells) => `${plainTable(cells(reports))}\n`)
          .join('')
  );
}

function printZooms(reports: readonly ZoomReport[], json: boolean) {
  if (json) {
    process.stdout.write(asJson(reports));
    return;
  }
  for (const report of reports) {
    const [[_, ...titles], ...lines] = zoomCells(report);
    process.stdout.write(`${plainTable([[report.set, ...titles], ...lines])}\n`);
  }
}

/** One row a contender. A series may belong to several sets; it is judged once. */
async function reportsOf(
  contenders: readonly Contender[],
  sets: readonly EvaluationSet[],
  modelFolder: string | undefined,
  threads: number
): Promise<RowReport[]> {
  const series = Array.from(new Set(sets.flatMap((set) => set.series)));
  const heats = series.map((one) => ({ contenders: contenders.map(({ id }) => id), series: one }));
  const scored = await runHeats(
    heats,
    { backend: 'wasm', modelFolder },
    threads,
    (done) => progress(done, heats.length),
    passedOver
  );
  return contenders.map((contender, row) => {
    const bySeries = new Map(series.map((one, i) => [one, scored[i][row]]));
    return reportOf(contender, sets, (one) => bySeries.get(one) as Scored);
  });
}

/** Each folder as one set, called by its option. */
async function readFolders({ real, dev }: EvaluateRequest): Promise<EvaluationSet[]> {
  const sets: EvaluationSet[] = [];
  for (const [name, folder] of Object.entries({ real, dev })) {
    if (folder !== undefined) {
      const least = DETECTOR_BOUNDS.windowSize.default;
      sets.push({ name, series: await readLabelledFolder(fromCaller(folder), folder, least, `--${name}`) });
    }
  }
  return sets;
}

/** The yardstick, and halves of the suite and of each folder. */
function setsOf(
  halves: readonly Half[],
  yardstick: readonly LabelledSeries[],
  folders: readonly EvaluationSet[]
): EvaluationSet[] {
  const titled = (name: string, half: Half) => `${name}, half to ${half === 'choose' ? 'choose on' : half}`;
  return [
    { name: 'yardstick', series: yardstick },
    ...halves.map((half) => ({ name: titled('suite', half), series: suiteOf(half) })),
    ...folders.flatMap(({ name, series }) =>
      halves.map((half) => ({
        name: titled(name, half),
        // By sorted name, in turn: both halves have each domain.
        series: series.filter((_, i) => i % 2 === (half === 'choose' ? 0 : 1)),
      }))
    ),
  ];
}

function printRows(rows: readonly RowReport[], sets: readonly EvaluationSet[], json: boolean) {
  if (json) {
    process.stdout.write(asJson(rows));
    return;
  }
  sets.forEach(({ name, series: { length } }, s) => {
    const { events } = rows[0].sets[s].summary;
    const cells = cellsOf(
      `${name} (${length} series, ${events} events)`,
      rows.map((row) => ({ name: row.name, summary: row.sets[s].summary }))
    );
    process.stdout.write(`${plainTable(cells)}\n`);
  });
}

function asJson(reports: unknown): string {
  return `${jsonText(JSON.stringify(reports, null, 1))}\n`;
}

function passedOver(reasons: readonly string[]) {
  process.stderr.write(`${errorLine(`${reasons.join('; ')}.`)}\n`);
}

function progress(done: number, of: number): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r${done} of ${of} series judged${done === of ? '\n' : ''}`);
  } else if (done % 50 === 0 || done === of) {
    process.stderr.write(`${done} of ${of} series judged\n`);
  }
}

function fromCaller(path: string): string {
  return callerPath('evaluate', path);
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  const known = [EvaluateUsageError, CsvError, FolderError, ModelFolderError, OutputError].some(
    (kind) => thrown instanceof kind
  );
  const badInput = thrown instanceof JudgeFailed ? thrown.badInput : known;
  process.exitCode = badInput ? BAD_INPUT : FAILED;
  process.stderr.write(`${errorLine(thrown instanceof Error ? thrown.message : String(thrown))}\n`);
});
