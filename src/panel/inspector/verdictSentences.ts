import type { AnomalousSequence } from '../../detector/detection';
import { ratioSaid } from '../../detector/report/exceedance';
import type { InspectedRange, Inspection, InspectedVerdict } from '../../detector/explain/inspection';
import type { ReportRules } from '../../detector/report/report';
import type { Series } from '../../detector/series';
import { type DetectorSettings, strictnessOf } from '../../detector/settings';
import { inWords, t } from '../../shared/i18n';
import { type Deviation, deviationIn, isRecord } from './deviation';
import { type Wording, stepBelow } from './wording';

/** The verdict in sentences. The first one states it, the others explain it. */
export type VerdictSentences = readonly [string, ...string[]];

/** An error is mentioned if it exceeds the ratio of the flatline by this factor. */
const MIN_EXCESS = 1.01;

export interface VerdictContext {
  readonly judged: Series;
  readonly settings: DetectorSettings;
  readonly wording: Wording;
  /** Returns the text of a mark by its id; undefined if the mark is unknown. */
  readonly markText: (id: string) => string | undefined;
}

export function verdictSentences(inspection: Inspection, context: VerdictContext): VerdictSentences {
  const { verdict } = inspection;
  switch (verdict.reason) {
    case 'reported':
      return reported(inspection, context);
    case 'joined':
      return [
        t(
          'inspector.joined',
          'Part of an interval that was found: points close to each other are widened and joined to one.'
        ),
        ...measured(verdict),
      ];
    case 'change-point':
      return [
        t('inspector.change-point', 'A change point: what follows is unlike what came before, and it lasts.'),
        t('inspector.change-point-how', 'Neither side is an anomaly; each is normal by its own measure.'),
      ];
    case 'below-threshold':
      return [
        t('inspector.below', 'Not reported: the smoothed error reached {{ratio}} its threshold here.', {
          ratio: inWords(ratioSaid(verdict.peak?.share ?? 0)),
        }),
        ...expectedHere(inspection, context),
      ];
    case 'pruned':
      return pruned(verdict, context);
    case 'quiet-window':
      return [
        t('inspector.quiet', 'Not reported: every error is too small beside the range of the series to be looked at.'),
      ];
    case 'slope':
      return [
        t('inspector.slope', 'Not reported: this is the slope of a higher peak beside it.'),
        t('inspector.slope-how', 'Smoothing spreads an error over the points around it.'),
        ...measured(verdict),
      ];
    case 'no-sequence':
      return [
        t(
          'inspector.no-sequence',
          'Not reported: no search for the threshold made an interval of it, which takes two points in a row.'
        ),
        ...measured(verdict),
      ];
    case 'cut-off':
      return [
        t(
          'inspector.cut-off',
          'Not reported: a gap, a mark or a change point cuts it off from the interval that was found.'
        ),
        ...measured(verdict),
      ];
    case 'left-out':
      return [
        t('inspector.left-out', 'Left out by a mark: nothing is learnt or reported here.'),
        ...markSentences(verdict, context),
      ];
    case 'beside-left-out':
      return [
        t(
          'inspector.beside-left-out',
          'Not reported: a mark leaves out time less than a window away, and so close to it the reconstruction is not exact enough.'
        ),
        ...markSentences(verdict, context),
        ...measured(verdict),
      ];
    case 'taught-normal':
      return [
        t('inspector.taught', 'Not reported: a mark says that this is normal, and it is remembered as such.'),
        ...markSentences(verdict, context),
        ...measured(verdict),
      ];
    case 'false-alarm':
      return [
        t('inspector.false-alarm', 'Kept quiet: it is, or resembles, what was marked as a false alarm.'),
        ...markSentences(verdict, context),
        ...measured(verdict),
      ];
    case 'not-judged':
      return [notJudged(verdict)];
    case 'no-points':
      return [t('inspector.no-points', 'The series has no point at this time.')];
  }
}

/** The range of the verdict: the reported sequence, or the inspected range. */
function stretchOf({ at, verdict: { sequence } }: Inspection): InspectedRange {
  return sequence ? { from: sequence.startTime, to: sequence.endTime } : at;
}

function reported(inspection: Inspection, { judged, wording }: VerdictContext): VerdictSentences {
  const { verdict, rows } = inspection;
  const stretch = stretchOf(inspection);
  if (verdict.sequence?.decidedBy === 'flatline') {
    return flatlineSentences(verdict, verdict.sequence, wording);
  }
  const deviation = deviationIn(rows, stretch);
  const first = deviation
    ? deviationSentence(deviation, isRecord(judged, deviation.value, stretch), wording)
    : t('inspector.reported', 'Unlike anything that this series usually does.');
  const lasted = stretch.to - stretch.from;
  const ratio = inWords(ratioSaid(verdict.peak?.share ?? 1));
  return [
    first,
    lasted > 0
      ? t('inspector.lasted', 'It lasts {{duration}}; the smoothed error reaches {{ratio}} its threshold here.', {
          duration: wording.duration(lasted),
          ratio,
        })
      : t('inspector.at-once', 'At one point the smoothed error reaches {{ratio}} its threshold.', { ratio }),
  ];
}

/** The ratio is that of the flatline's length. The error is mentioned only if its ratio is greater. */
function flatlineSentences(
  verdict: InspectedVerdict,
  { startTime, endTime, score }: AnomalousSequence,
  { duration }: Wording
): VerdictSentences {
  return [
    t('inspector.flatline', 'The series stands still here; elsewhere it moves at nearly every point.'),
    t('inspector.flatline-lasts', 'It lasts {{duration}}, {{ratio}} the longest pause that would not be reported.', {
      duration: duration(endTime - startTime),
      ratio: inWords(ratioSaid(score)),
    }),
    ...(verdict.peak && verdict.peak.share > MIN_EXCESS * score ? measured(verdict) : []),
  ];
}

function deviationSentence(deviation: Deviation, beyondAll: boolean, { number, apart }: Wording): string {
  const { kind, seen, expected } = deviation;
  const [value, usual] = apart(deviation.value, deviation.reconstruction);
  const here = { value, expected: usual };
  // Bounds keep their plain format: equal texts show that the range is flat.
  const bounds = {
    least: number(seen.least),
    greatest: number(seen.greatest),
    leastExpected: number(expected.least),
    greatestExpected: number(expected.greatest),
  };
  switch (kind) {
    case 'higher':
      return beyondAll
        ? t(
            'inspector.highest',
            'Higher than ever in what is known of this series: {{value}} where {{expected}} was expected.',
            here
          )
        : t('inspector.higher', 'Higher than usual at such a moment: {{value}} where {{expected}} was expected.', here);
    case 'lower':
      return beyondAll
        ? t(
            'inspector.lowest',
            'Lower than ever in what is known of this series: {{value}} where {{expected}} was expected.',
            here
          )
        : t('inspector.lower', 'Lower than usual at such a moment: {{value}} where {{expected}} was expected.', here);
    case 'flatter':
      return t(
        'inspector.flatter',
        'Flatter than usual: between {{least}} and {{greatest}} where {{leastExpected}} to {{greatestExpected}} was expected.',
        bounds
      );
    case 'wilder':
      return t(
        'inspector.wilder',
        'Swings more than usual: between {{least}} and {{greatest}} where {{leastExpected}} to {{greatestExpected}} was expected.',
        bounds
      );
    case 'other':
      return t(
        'inspector.other-shape',
        'Another shape than usual: at the farthest {{value}} where {{expected}} was expected.',
        here
      );
  }
}

function pruned(verdict: InspectedVerdict, { settings }: VerdictContext): VerdictSentences {
  const { candidate } = verdict;
  const { pruning } = strictnessOf(settings);
  return [
    candidate
      ? t(
          'inspector.pruned',
          'Not reported: its peak stands out by {{step}} from the next lower one, less than the {{least}} that pruning asks for.',
          stepBelow(Math.max(0, candidate.margin + pruning), pruning)
        )
      : t('inspector.pruned-away', 'Not reported: it does not stand out from lower peaks.'),
    ...measured(verdict),
  ];
}

/** Compares the smoothed error with its threshold. It is the only sentence that does, so no other can contradict it. */
function measured({ peak }: InspectedVerdict): string[] {
  return peak
    ? [
        t('inspector.measured', 'The smoothed error reached {{ratio}} its threshold here.', {
          ratio: inWords(ratioSaid(peak.share)),
        }),
      ]
    : [];
}

/** Describes a point between two sequences that a report rule merges. */
export function mergedSentences(verdict: InspectedVerdict, { mergeWithin }: ReportRules): VerdictSentences {
  return [
    t(
      'inspector.merged',
      'Part of a reported anomaly: this panel merges anomalies with at most {{points}} points between them.',
      { points: mergeWithin }
    ),
    ...measured(verdict),
  ];
}

function expectedHere({ rows, at }: Inspection, { wording: { apart } }: VerdictContext): string[] {
  const deviation = deviationIn(rows, at);
  if (!deviation) {
    return [];
  }
  const [value, expected] = apart(deviation.value, deviation.reconstruction);
  return [t('inspector.expected', '{{value}} where {{expected}} was expected.', { value, expected })];
}

function markSentences({ taughtBy }: InspectedVerdict, { markText }: VerdictContext): string[] {
  const texts = taughtBy.flatMap((id) => markText(id) || []);
  return texts.length > 0 ? [t('inspector.by-mark', 'The mark says: {{text}}', { text: texts.join(' · ') })] : [];
}

function notJudged({ skipped }: InspectedVerdict): string {
  switch (skipped) {
    case 'empty':
      return t('inspector.skipped-empty', 'Not judged: there is no number in this series.');
    case 'constant':
      return t('inspector.skipped-constant', 'Not judged: every value of this series is the same.');
    case 'too-sparse':
      return t('inspector.skipped-sparse', 'Not judged: the points of this series come in bursts with long gaps.');
    case 'too-short':
      return t('inspector.skipped-short', 'Not judged: this series is shorter than one window.');
    case 'left-out':
      return t('inspector.skipped-left-out', 'Not judged: marks leave out all of this series, or nearly all.');
    case null:
      return t('inspector.not-judged', 'Not judged: a gap, or too few points around it.');
  }
}
