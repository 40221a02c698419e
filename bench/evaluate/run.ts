import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { CsvError } from '../../headless/csv';
import { JudgeFailed } from '../../headless/pool';
import { DEFAULT_DETECTOR_SETTINGS } from '../../src/detector/settings';
import { EvaluateUsageError, parseEvaluateArguments, USAGE } from './arguments';
import { CONTENDERS } from './contender';
import { runHeats } from './heats';
import { FolderError, readLabelledFolder } from './labelledFolder';
import type { EvaluationSet } from './labelledSeries';
import { summarise } from './summary';
import { tableOf } from './table';
import { readYardstick } from './yardstick';

const BAD_INPUT = 2;
const FAILED = 1;

/** `npm run evaluate -- [options]`: everything is read and checked, then judged, then printed. */
async function main(args: readonly string[]): Promise<void> {
  const request = parseEvaluateArguments(args);
  if (request === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const sets = await readSets(request.real);
  // A series may belong to several sets; it is judged once.
  const series = Array.from(new Set(sets.flatMap((set) => set.series)));
  const heats = request.rows.flatMap((contender) => series.map((one) => ({ contender, series: one })));
  const modelFolder = request.modelFolder === undefined ? undefined : fromCaller(request.modelFolder);
  const scored = await runHeats(
    heats,
    { backend: 'wasm', modelFolder },
    request.jobs ?? availableParallelism(),
    (done) => progress(done, heats.length),
    (reasons) => process.stderr.write(`${reasons.join('; ')}.\n`)
  );
  const results = request.rows.map((id, row) => {
    const bySeries = new Map(series.map((one, i) => [one, scored[row * series.length + i]]));
    return {
      id,
      name: CONTENDERS.find((contender) => contender.id === id)?.name ?? id,
      sets: sets.map((set) => {
        const part = set.series.flatMap((one) => bySeries.get(one) ?? []);
        return { name: set.name, ...summarise(part), each: part.map((one, i) => ({ id: set.series[i].id, ...one })) };
      }),
    };
  });
  if (request.json) {
    process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);
    return;
  }
  sets.forEach(({ name }, s) => {
    process.stdout.write(
      tableOf(
        name,
        results.map((result) => ({ name: result.name, summary: result.sets[s] }))
      )
    );
  });
}

async function readSets(real: string | undefined): Promise<EvaluationSet[]> {
  const sets: EvaluationSet[] = [];
  if (real !== undefined) {
    const labelled = await readLabelledFolder(fromCaller(real), real, DEFAULT_DETECTOR_SETTINGS.windowSize);
    // By sorted name, in turn: both halves have each domain.
    const half = (rest: number) => labelled.filter((_, i) => i % 2 === rest);
    sets.push({ name: 'real, all', series: labelled });
    sets.push({ name: 'real, the half to choose on', series: half(0) });
    sets.push({ name: 'real, the half to report', series: half(1) });
  }
  return [{ name: 'yardstick', series: await readYardstick() }, ...sets];
}

function progress(done: number, of: number): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r${done} of ${of} series judged${done === of ? '\n' : ''}`);
  } else if (done % 100 === 0 || done === of) {
    process.stderr.write(`${done} of ${of} series judged\n`);
  }
}

/** npm runs its scripts in the repository's root; paths are meant from where the person stands. */
function fromCaller(path: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  return script === 'evaluate' && folder !== undefined ? resolve(folder, path) : path;
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  const known = thrown instanceof EvaluateUsageError || thrown instanceof CsvError || thrown instanceof FolderError;
  const badInput = thrown instanceof JudgeFailed ? thrown.badInput : known;
  process.exitCode = badInput ? BAD_INPUT : FAILED;
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
});
