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
import { EvaluateUsageError, parseEvaluateArguments, USAGE } from './arguments';
import { CONTENDERS, OF_WINDOWS, type Contender } from './contender';
import { documentOf, type Measured } from './document';
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

const DOCUMENT = join(__dirname, '..', '..', 'docs', 'evaluation.md');
/** The set of all that `--real` gives. */
const REAL = 'real, all';
const HALF_OF_REAL = 'real, half';
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
  const whole = request.real !== undefined && contenders.length === CONTENDERS.length && modelFolder === undefined;
  const document =
    whole && !request.zooms && !request.teaching ? await namedOutput(DOCUMENT, 'docs/evaluation.md') : null;
  const yardstick = await readYardstick();
  const sets = await readSets(yardstick, request.real);
  const zoomed = () =>
    reportZooms(
      zoomSets(yardstick, sets.find(({ name }) => name === REAL)?.series ?? []),
      { backend: 'wasm', modelFolder },
      threads,
      progress,
      passedOver
    );
  if (request.zooms) {
    printZooms(await zoomed(), request.json);
    return;
  }
  const labelled = () =>
    reportLabelled(
      sets.filter(({ name }) => !name.startsWith(HALF_OF_REAL)),
      { backend: 'wasm', modelFolder },
      threads,
      progress,
      passedOver
    );
  if (request.teaching) {
    printLabelled(await labelled(), request.json);
    return;
  }
  const compete = (among: readonly Contender[], over: readonly EvaluationSet[]) =>
    reportsOf(among, over, modelFolder, threads);
  const rows = await compete(contenders, sets);
  if (request.json) {
    process.stdout.write(asJson(rows));
  } else {
    sets.forEach(({ name, series: { length } }, s) => {
      const { events } = rows[0].sets[s].summary;
      const heading = `${name} (${length} series, ${events} events)`;
      const cells = cellsOf(
        heading,
        rows.map((row) => ({ name: row.name, summary: row.sets[s].summary }))
      );
      process.stdout.write(`${plainTable(cells)}\n`);
    });
  }
  if (document) {
    const measured: Measured = {
      rows,
      byWindow: await compete(OF_WINDOWS, lengthSets(yardstick)),
      zooms: await zoomed(),
      labelled: await labelled(),
      everyday: await inTurn(request.halves, everyday),
      bounds: await inTurn(request.halves, bounds),
      steady: await inTurn(request.halves, steady),
      model: { name: model.manifest.name, version: model.manifest.version, weightsSha256: model.sha256 },
    };
    await document.write(documentOf(measured));
  }
  process.stderr.write(
    document
      ? 'docs/evaluation.md is written.\n'
      : 'docs/evaluation.md is left as it is: it takes --real DIR, all rows and the bundled model.\n'
  );
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

async function readSets(yardstick: readonly LabelledSeries[], real: string | undefined): Promise<EvaluationSet[]> {
  const sets: EvaluationSet[] = [
    { name: 'yardstick', series: yardstick },
    { name: 'suite, half to choose on', series: suiteOf('choose') },
    { name: 'suite, half to report', series: suiteOf('report') },
  ];
  if (real !== undefined) {
    const labelled = await readLabelledFolder(fromCaller(real), real, DETECTOR_BOUNDS.windowSize.default);
    // By sorted name, in turn: both halves have each domain.
    const half = (rest: number) => labelled.filter((_, i) => i % 2 === rest);
    sets.push({ name: `${HALF_OF_REAL} to choose on`, series: half(0) });
    sets.push({ name: `${HALF_OF_REAL} to report`, series: half(1) });
    sets.push({ name: REAL, series: labelled });
  }
  return sets;
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
