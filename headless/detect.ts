import { availableParallelism } from 'node:os';
import { learntMemory, rememberedFor } from '../src/detector/memory/learntMemory';
import { anomalyLines, csvHeading } from './anomalyLines';
import { callerPath } from './callerPath';
import { CSV_BOUND, CsvError, type CsvFile, parseCsv } from './csv';
import { type DetectRequest, UsageError, helpText, parseArguments } from './flags';
import type { Answer, Job } from './judge';
import { jsonLine } from './jsonLine';
import { contextsOf, isIdle, type LookbackFile } from './lookback';
import { MARKS_BOUND, readMarks, labelsFor } from './marks';
import { MEMORY_BOUND, memoryFrom, memoryText } from './memoryFile';
import { BUNDLED_MODEL, ModelFolderError, modelFiles, readModel } from './modelFolder';
import { type NamedOutput, OutputError, namedOutput } from './namedOutput';
import { memoryMismatchNote, notesOnMarks, notesOnMemory, notesOnNames } from './notes';
import { JudgeFailed } from './pool';
import { Progress, type ProgressStream, type Total } from './progress';
import { errorLine } from './terminal.mjs';
import { type Bound, readText, textPieces } from './textFile';
import { judgeAll, rowsOf } from './threads';

const BAD_INPUT = 2;
const FAILED = 1;

/** The parts of the process's streams that the command uses. */
interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: ProgressStream;
}

/**
 * `npm run --silent detect -- [options] FILE.csv…` reads and checks all files, then judges them. It prints one JSON line
 * per series, in the order of files and columns.
 *
 * @returns the exit status
 */
export async function main(args: readonly string[], streams: Streams = process): Promise<number> {
  try {
    await judgeFiles(args, streams);
    return 0;
  } catch (thrown) {
    noteOn(streams, [thrown instanceof Error ? thrown.message : String(thrown)]);
    const known = [UsageError, CsvError, OutputError, ModelFolderError].some((kind) => thrown instanceof kind);
    const isBadInput = thrown instanceof JudgeFailed ? thrown.badInput : known;
    return isBadInput ? BAD_INPUT : FAILED;
  }
}

async function judgeFiles(args: readonly string[], streams: Streams): Promise<void> {
  const request = parseArguments(args);
  onClosedOutput(streams, request !== 'help' && request.learn !== undefined);
  const note = (sentences: readonly string[]) => noteOn(streams, sentences);
  if (request === 'help') {
    await print(streams, helpText());
    return;
  }
  const { windowSize } = request.settings;
  const modelFolder = request.modelFolder === undefined ? BUNDLED_MODEL : fromCaller(request.modelFolder);
  const memoryFile = request.learn === undefined ? null : await memoryFileOf(request, request.learn, modelFolder);
  const { sha256 } = await readModel(modelFolder, request.modelFolder ?? 'models', windowSize);
  const fit = { sha256, windowSize };
  const lookback: LookbackFile | null =
    request.lookback === undefined
      ? null
      : { ...(await seriesIn(request.lookback, request.times)), name: request.lookback };
  const marks = request.marks === undefined ? [] : readMarks(await textOf(request.marks, MARKS_BOUND), request.marks);
  const memory =
    request.remember === undefined
      ? null
      : memoryFrom(await textOf(request.remember, MEMORY_BOUND), request.remember, fit);
  const jobs: Job[] = [];
  for (const file of request.files) {
    const { series } = await seriesIn(file, request.times);
    const contexts = lookback ? contextsOf(series, file, lookback) : [];
    if (lookback && isIdle(series, contexts)) {
      note([`${lookback.name}: has no rows before or after those of ${file}.`]);
    }
    jobs.push(
      ...series.map((one, i) => ({
        file,
        series: one,
        context: contexts[i],
        known: {
          labels: labelsFor(marks, one.name),
          remembered: memory ? rememberedFor(memory, one.name) : undefined,
        },
      }))
    );
  }
  note(notesOnMarks(marks, request.marks ?? '', jobs));
  note(memory ? notesOnMemory(memory, request.remember ?? '', jobs) : []);
  const learnt: Array<Parameters<typeof learntMemory>[0][number]> = [];
  if (request.format === 'csv') {
    await print(streams, `${csvHeading()}\n`);
  }
  const progress = request.progress === 'off' ? null : new Progress(streams.stderr, totalOf(jobs));
  const noteBetween = (sentences: readonly string[]) => {
    progress?.clear();
    note(sentences);
  };
  try {
    await judgeAll(
      jobs,
      { ...request, modelFolder, learns: request.learn !== undefined },
      request.jobs ?? availableParallelism(),
      {
        async judged({ file }, answer) {
          progress?.seriesDone();
          progress?.clear();
          for (const piece of piecesOf(request, file, answer)) {
            await print(streams, piece);
          }
        },
        learnt: (name, windows) => learnt.push({ name, learnt: windows }),
        memoryMismatch: (job, mismatch) => noteBetween([memoryMismatchNote(request.remember ?? '', job, mismatch)]),
        passedOver: (reasons) => noteBetween([`${reasons.join('; ')}.`]),
        progress: (rows) => progress?.rowsDone(rows),
      }
    );
  } finally {
    progress?.end();
  }
  if (request.learn !== undefined && memoryFile) {
    note(
      notesOnNames(
        learnt.map(({ name }) => name),
        request.learn
      )
    );
    await memoryFile.write(memoryText(request.learn, learntMemory(learnt, fit)));
  }
}

function totalOf(jobs: readonly Job[]): Total {
  return { rows: jobs.reduce((sum, job) => sum + rowsOf(job), 0), series: jobs.length };
}

/** The lines of a series, each with its line break. */
function* piecesOf(
  { format, settings }: DetectRequest,
  file: string,
  { series, judged, outcome }: Pick<Answer, 'series' | 'judged' | 'outcome'>
): Iterable<string> {
  if (format === 'text' || format === 'csv') {
    const lines = anomalyLines(file, { name: series.name, ...judged.series }, outcome, format);
    // In CSV a series with neither anomaly nor change point has no line.
    if (lines !== '') {
      yield `${lines}\n`;
    }
  } else {
    yield* jsonLine(file, series, judged, settings, outcome);
    yield '\n';
  }
}

/** Writes notes to standard error, because standard output belongs to the verdicts. */
function noteOn({ stderr }: Streams, sentences: readonly string[]): void {
  sentences.forEach((sentence) => stderr.write(`${errorLine(sentence)}\n`));
}

/** The output of `--learn`. It must not replace a file that the command reads. */
function memoryFileOf(request: DetectRequest, learn: string, modelFolder: string): Promise<NamedOutput> {
  const { files, lookback, marks, remember } = request;
  const named = [...files, lookback, marks, remember].flatMap((file) => (file === undefined ? [] : [fromCaller(file)]));
  return namedOutput(fromCaller(learn), learn, [...named, ...modelFiles(modelFolder)]);
}

function textOf(file: string, bound: Bound): Promise<string> {
  return readText(fromCaller(file), file, bound);
}

/** @throws CsvError also for doubtful times, unless `--times any` is given */
async function seriesIn(file: string, times: DetectRequest['times']): Promise<CsvFile> {
  return parseCsv(await textPieces(fromCaller(file), file, CSV_BOUND), file, (fault) => {
    if (times !== 'any') {
      throw new CsvError(file, fault, 'Correct the times or, if they are meant, add --times any.');
    }
  });
}

function fromCaller(path: string): string {
  return callerPath('detect', path);
}

/** Resolves when the stream has taken the text. */
function print({ stdout }: Streams, text: string): Promise<void> {
  return new Promise((resolve) => {
    stdout.write(text, () => resolve());
  });
}

/** A closed pipe, as with `head`, is no error. With `--learn` the command goes on, to write the memory. */
function onClosedOutput({ stdout }: Streams, learns: boolean): void {
  stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE' || !learns) {
      process.exit(code === 'EPIPE' ? 0 : FAILED);
    }
  });
}

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
