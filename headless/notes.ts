import type { MemoryMismatch } from '../src/detector/detection';
import type { LearntMemory } from '../src/detector/memory/learntMemory';
import type { Job } from './judge';
import { type Mark, outsiders, strangers } from './marks';
import { listed, quoted } from './terminal.mjs';

/** One sentence for each mark or series name that matches no data. This is no error, but seldom intended. */
export function notesOnMarks(marks: readonly Mark[], file: string, jobs: readonly Job[]): string[] {
  const judged = jobs.flatMap(({ series, context }) => [
    series,
    ...(context ? [{ ...context, name: series.name }] : []),
  ]);
  const absent = strangers(
    marks,
    judged.map(({ name }) => name)
  );
  const unknown = new Set(absent);
  const outside = outsiders(
    marks.filter(({ series }) => series === undefined || !unknown.has(series)),
    judged
  );
  return [
    ...(absent.length > 0 ? [`${file}: no file has a series ${listed(absent)}.`] : []),
    ...(outside.length > 0
      ? [
          `${file}: no row is in label ${listed(outside, String)}. Without a zone a time is UTC; a number is epoch s or ms.`,
        ]
      : []),
  ];
}

export function notesOnMemory({ series }: LearntMemory, file: string, jobs: readonly Job[]): string[] {
  const names = series.map(({ name }) => name);
  return jobs.some((job) => names.includes(job.series.name))
    ? []
    : [`${file}: no file has a series that it holds, ${listed(names)}.`];
}

/** One sentence if several series share a name, because the memory keeps the last one. */
export function notesOnNames(names: readonly string[], file: string): string[] {
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  return twice.length === 0
    ? []
    : [`${file}: several files have a series ${listed([...new Set(twice)])}; the last one is kept.`];
}

/** @param file name of the memory's file */
export function memoryMismatchNote(file: string, { file: judged, series }: Job, mismatch: MemoryMismatch): string {
  const why = {
    'other-scale': 'the level or the unit of its values has changed',
    'other-step': 'the interval between its points has changed',
  }[mismatch];
  return `${file}: not used for ${quoted(series.name)} of ${judged}: ${why}.`;
}
