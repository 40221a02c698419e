import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { csvHeading } from './anomalyLines';
import { learntMemory, rememberedFor } from '../src/detector/learntMemory';
import { CsvError, parseCsv } from './csv';
import { UsageError, helpText, parseArguments } from './flags';
import { BUNDLED_MODEL, type Job } from './judge';
import { contextsOf, isIdle, type LookbackFile } from './lookback';
import { readMarks, teachingFor } from './marks';
import { checkWritable, fitOf, memoryFrom, writeMemory } from './memoryFile';
import { misfitNote, notesOnMarks, notesOnMemory, notesOnNames } from './notes';
import { JudgeFailed } from './pool';
import { errorLine } from './terminal.mjs';
import { judgeAll } from './threads';

const BAD_INPUT = 2;
const FAILED = 1;

/**
 * `npm run --silent detect -- [options] FILE.csv…`: all files are read and checked, then judged; one JSON line a series
 * goes to standard output, in the order of files and columns.
 */
async function main(args: readonly string[]): Promise<void> {
  const request = parseArguments(args);
  if (request === 'help') {
    process.stdout.write(helpText());
    return;
  }
  const lookback = request.lookback === undefined ? null : await readLookback(request.lookback);
  const modelFolder = request.modelFolder === undefined ? undefined : fromCaller(request.modelFolder);
  const marks = request.marks === undefined ? [] : readMarks(await textOf(request.marks), request.marks);
  const fit =
    request.remember !== undefined || request.learn !== undefined
      ? await fitOf(modelFolder ?? BUNDLED_MODEL, request.settings.windowSize)
      : null;
  const memory =
    request.remember !== undefined && fit ? memoryFrom(await textOf(request.remember), request.remember, fit) : null;
  if (request.learn !== undefined) {
    await checkWritable(fromCaller(request.learn), request.learn);
  }
  const jobs: Job[] = [];
  for (const file of request.files) {
    const { series } = parseCsv(await readText(fromCaller(file), file), file);
    const contexts = lookback ? contextsOf(series, file, lookback) : [];
    if (lookback && isIdle(series, contexts)) {
      note([`${lookback.name}: no row lies before or after those of ${file}.`]);
    }
    jobs.push(
      ...series.map((one, i) => ({
        file,
        series: one,
        context: contexts[i],
        known: {
          teaching: teachingFor(marks, one.name),
          remembered: memory ? rememberedFor(memory, one.name) : undefined,
        },
      }))
    );
  }
  note(notesOnMarks(marks, request.marks ?? '', jobs));
  note(memory ? notesOnMemory(memory, request.remember ?? '', jobs) : []);
  const learnt: Array<Parameters<typeof learntMemory>[0][number]> = [];
  if (request.format === 'csv') {
    await print(`${csvHeading()}\n`);
  }
  await judgeAll(
    jobs,
    { ...request, modelFolder, learns: request.learn !== undefined },
    request.jobs ?? availableParallelism(),
    {
      // In CSV a series with neither anomaly nor change point has no line.
      line: (lines) => (lines === '' ? Promise.resolve() : print(`${lines}\n`)),
      learnt: (name, windows) => learnt.push({ name, learnt: windows }),
      misfit: (job, misfit) => note([misfitNote(request.remember ?? '', job, misfit)]),
      passedOver: (reasons) => note([`${reasons.join('; ')}.`]),
    }
  );
  if (request.learn !== undefined && fit) {
    note(
      notesOnNames(
        learnt.map(({ name }) => name),
        request.learn
      )
    );
    await writeMemory(fromCaller(request.learn), request.learn, learntMemory(learnt, fit));
  }
}

/** Standard output belongs to the verdicts. */
function note(sentences: readonly string[]): void {
  sentences.forEach((sentence) => process.stderr.write(`${errorLine(sentence)}\n`));
}

function textOf(file: string): Promise<string> {
  return readText(fromCaller(file), file);
}

async function readLookback(file: string): Promise<LookbackFile> {
  return { ...parseCsv(await readText(fromCaller(file), file), file), name: file };
}

/** npm runs its scripts in the repository's root; paths are meant from where the person stands. */
function fromCaller(path: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  return script === 'detect' && folder !== undefined ? resolve(folder, path) : path;
}

async function readText(path: string, file: string): Promise<string> {
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    const fault = code === 'ENOENT' ? 'there is no such file.' : `the file cannot be read (${code ?? String(thrown)}).`;
    throw new CsvError(file, fault, 'Check its name and permissions.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new CsvError(file, 'this is not UTF-8 text.', 'Save it in UTF-8.');
  }
}

/** Resolves when there is room for more. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}

// The reader has seen enough, as head has: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : FAILED));

main(process.argv.slice(2)).catch((thrown: unknown) => {
  const known = thrown instanceof UsageError || thrown instanceof CsvError || thrown instanceof JudgeFailed;
  const badInput = thrown instanceof JudgeFailed ? thrown.badInput : known;
  process.exitCode = badInput ? BAD_INPUT : FAILED;
  note([thrown instanceof Error ? thrown.message : String(thrown)]);
});
