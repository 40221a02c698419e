import { t } from '../../shared/i18n';
import type { SeriesOutcome } from '../../worker/protocol';
import type { UnusableField } from '../../series/frames';
import type { Analysis } from '../useAnalysis';

export type StatusTone = 'busy' | 'calm' | 'found' | 'warning';

export interface StatusInput {
  readonly analysis: Pick<Analysis, 'phase' | 'result' | 'failure'> & Partial<Pick<Analysis, 'refining' | 'isWaiting'>>;
  readonly names: readonly string[];
  readonly unusable: readonly UnusableField[];
  /** Reported anomalies per series; defaults to all detected ones. */
  readonly reported?: readonly number[];
  readonly notices: readonly string[];
}

/** The panel's status in one line. */
export interface Status {
  readonly tone: StatusTone;
  readonly line: string;
  /** Whether there are notes beside the line. */
  readonly hasNotes: boolean;
}

export function statusOf(input: StatusInput): Status {
  const { analysis, notices, unusable } = input;
  const outcomes = analysis.result?.outcomes ?? [];
  const unjudged = unusable.length + outcomes.filter(({ status }) => status !== 'detected').length;
  const { tone, line } = headline(input);
  // Larger steps may miss anomalies, so the status must not be calm.
  const isCoarse = analysis.result?.widerStride !== undefined;
  const asides = [
    unjudged > 0 ? t('status.not-judged-count', '{{count}} not judged', { count: unjudged }) : '',
    changesLine(outcomes),
    isCoarse ? coarseLine(analysis.refining) : '',
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
    hasNotes: analysis.result !== null || notices.length > 0 || unjudged > 0,
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

/** Detected anomalies per series, before the report rules. */
export function detectedCounts(outcomes: readonly SeriesOutcome[]): number[] {
  return outcomes.map((outcome) => (outcome.status === 'detected' ? outcome.detection.sequences.length : 0));
}

export function sumOf(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
