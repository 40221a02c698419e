import { t } from '../../shared/i18n';
import type { SeriesOutcome } from '../../worker/protocol';
import { type StatusInput, type StatusNote, detectedCounts, notesOf, sumOf, unjudgedOf } from './statusNotes';
import type { Analysis } from '../useAnalysis';

export type StatusTone = 'busy' | 'calm' | 'found' | 'warning';

/** The panel's status: one line, and notes on demand. */
export interface Status {
  readonly tone: StatusTone;
  readonly line: string;
  readonly notes: readonly StatusNote[];
}

export function statusOf(input: StatusInput): Status {
  const { notices } = input;
  const unjudged = unjudgedOf(input).length;
  const { tone, line } = headline(input);
  // Larger steps may miss anomalies, so the status must not be calm.
  const isCoarse = input.analysis.result?.widerStride !== undefined;
  const asides = [
    unjudged > 0 ? t('status.not-judged-count', '{{count}} not judged', { count: unjudged }) : '',
    changesLine(input.analysis.result?.outcomes ?? []),
    isCoarse ? coarseLine(input.analysis.refining) : '',
    notices.length > 0
      ? t('status.options-changed', '{{count}} options changed', {
          count: notices.length,
          defaultValue_one: '{{count}} option changed',
        })
      : '',
  ].filter((aside) => aside !== '');
  return {
    tone: tone === 'calm' && (notices.length > 0 || isCoarse) ? 'warning' : tone,
    line: [line, ...asides].join(' · '),
    notes: notesOf(input),
  };
}

function headline({
  analysis: { phase, result, failure, isWaiting },
  names,
  reported,
}: StatusInput): Pick<Status, 'tone' | 'line'> {
  if (failure) {
    return { tone: 'warning', line: t('status.not-judged', 'Not judged') };
  }
  if (!result) {
    return {
      tone: 'busy',
      line: isWaiting ? t('status.waiting', 'Waiting until the panel is visible') : busyLine(phase),
    };
  }
  const counts = reported ?? detectedCounts(result.outcomes);
  const count = sumOf(counts);
  return count === 0 ? quietLine(result.outcomes) : { tone: 'found', line: foundLine(count, counts, names.length) };
}

function quietLine(outcomes: readonly SeriesOutcome[]): Pick<Status, 'tone' | 'line'> {
  if (!outcomes.some(({ status }) => status === 'detected')) {
    return { tone: 'warning', line: t('status.nothing', 'Nothing to judge') };
  }
  return outcomes.some(({ status }) => status === 'failed')
    ? { tone: 'warning', line: t('status.quiet-judged', 'No anomalies in the judged data') }
    : { tone: 'calm', line: t('status.quiet', 'No anomalies') };
}

function foundLine(count: number, counts: readonly number[], series: number): string {
  return series > 1
    ? t('status.found-in', '{{count}} anomalies in {{affected}} of {{of}} series', {
        count,
        affected: counts.filter((one) => one > 0).length,
        of: series,
        defaultValue_one: '{{count}} anomaly in {{affected}} of {{of}} series',
      })
    : t('list.count', '{{count}} anomalies', { count, defaultValue_one: '{{count}} anomaly' });
}

function changesLine(outcomes: readonly SeriesOutcome[]): string {
  const count = sumOf(
    outcomes.map((outcome) => (outcome.status === 'detected' ? outcome.detection.changePoints.length : 0))
  );
  return count === 0
    ? ''
    : t('status.changes', '{{count}} change points', { count, defaultValue_one: '{{count}} change point' });
}

/** Describes a verdict in larger steps, with the progress of a better one if it is running. */
function coarseLine(refining: StatusInput['analysis']['refining']): string {
  return refining?.phase === 'computing'
    ? t('status.refining', 'refining, {{number}} of {{total}}', {
        number: Math.min(refining.done + 1, refining.total),
        total: refining.total,
      })
    : t('status.coarser', 'with a larger stride than usual');
}

function busyLine(phase: Analysis['phase']): string {
  switch (phase?.phase) {
    case 'warming-up':
      return t('status.warming-up', 'Warming up the model');
    case 'computing':
      return t('status.computing', 'Computing {{number}} of {{total}}', {
        number: Math.min(phase.done + 1, phase.total),
        total: phase.total,
      });
    default:
      return t('status.computing-first', 'Computing');
  }
}
