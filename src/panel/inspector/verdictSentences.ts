import type { AnomalousSequence } from '../../detector/detection';
import { ratioMessage } from '../../shared/figures';
import type { InspectedPeak, InspectedReason, Inspection, InspectedVerdict } from '../../detector/explain/inspection';
import type { ReportRules } from '../../detector/report/report';
import type { Assessment } from '../../detector/report/severity';
import type { Series } from '../../detector/series';
import { type DetectorSettings, strictnessOf } from '../../detector/settings';
import { inWords, t } from '../../shared/i18n';
import { type Deviation, deviationIn, isRecord } from './deviation';
import { type Wording, stepBelow } from './wording';
import type { Interval } from '../../detector/interval';

/** The verdict in sentences. The first one states it, the others explain it. */
export type VerdictSentences = readonly [string, ...string[]];

/** An error is mentioned if it exceeds the ratio of the flatline by this factor. */
const MIN_EXCESS = 1.01;

export interface VerdictContext {
  readonly judged: Series;
  readonly settings: DetectorSettings;
  readonly wording: Wording;
  /** Returns the text of a label by its id; undefined if the label is unknown. */
  readonly labelText: (id: string) => string | undefined;
}

export function verdictSentences(inspection: Inspection, context: VerdictContext): VerdictSentences {
  const { verdict } = inspection;
  switch (verdict.reason) {
    case 'reported':
      return reported(inspection, context);
    case 'pruned':
      return pruned(verdict, context);
    case 'not-judged':
      return [notJudged(verdict)];
    case 'below-threshold':
      return [belowThreshold(verdict), ...evidenceSentences(verdict), ...expectedHere(inspection, context)];
    default: {
      const [statement, ...how] = STATEMENTS[verdict.reason]();
      const error = WITHOUT_ERROR.has(verdict.reason) ? [] : measured(verdict);
      return [statement, ...how, ...labelSentences(verdict, context), ...error];
    }
  }
}

type PlainReason = Exclude<InspectedReason, 'reported' | 'pruned' | 'not-judged' | 'below-threshold'>;

/** Reasons for which the ratio of error and threshold explains nothing. */
const WITHOUT_ERROR = new Set<InspectedReason>(['change-point', 'quiet-window', 'left-out', 'no-points']);

/** What does not depend on figures: the verdict, and how it comes about. */
const STATEMENTS: Readonly<Record<PlainReason, () => VerdictSentences>> = {
  joined: () => [
    t('inspector.joined', 'Part of a detected interval: anomalous points close to each other are dilated and merged.'),
  ],
  'change-point': () => [
    t('inspector.change-point', 'A change point: the series behaves differently from here on, and the change lasts.'),
    t('inspector.change-point-how', 'Neither side is an anomaly. Each is normal by its own measure.'),
  ],
  'quiet-window': () => [
    t('inspector.quiet', 'Not reported: every error is too small compared with the range of the series.'),
  ],
  slope: () => [
    t('inspector.slope', 'Not reported: this is the shoulder of a higher peak beside it.'),
    t('inspector.slope-how', 'Smoothing spreads an error over the points around it.'),
  ],
  'no-sequence': () => [
    t(
      'inspector.no-sequence',
      'Not reported: no threshold search made an interval of it. An interval needs two points in a row.'
    ),
  ],
  'cut-off': () => [
    t('inspector.cut-off', 'Not reported: a gap, a label or a change point separates it from the detected interval.'),
  ],
  'left-out': () => [t('inspector.left-out', 'Excluded by a label: nothing is learnt or reported here.')],
  'beside-left-out': () => [
    t(
      'inspector.beside-left-out',
      'Not reported: it lies less than a window from excluded time, where the reconstruction is not exact enough.'
    ),
  ],
  'beside-report': () => [
    t('inspector.beside-report', 'Not reported: windows that reach into the anomaly beside it raise the score here.'),
  ],
  'taught-normal': () => [
    t('inspector.taught', 'Not reported: a label classifies this as normal, and the panel learns from it.'),
  ],
  'false-alarm': () => [t('inspector.false-alarm', 'Suppressed: it is labelled as a false alarm, or resembles one.')],
  'no-points': () => [t('inspector.no-points', 'The series has no point at this time.')],
};

/** The range of the verdict: the reported sequence, or the inspected range. */
function stretchOf({ at, verdict: { sequence } }: Inspection): Interval {
  return sequence ?? at;
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
    : t('inspector.reported', 'Unlike the usual behaviour of this series.');
  const lasted = stretch.to - stretch.from;
  return [
    first,
    lasted > 0 ? lastedSentence(verdict, wording.duration(lasted)) : atOnceSentence(verdict),
    ...agreementSentences(verdict),
    ...evidenceSentences(verdict),
  ];
}

function lastedSentence(verdict: InspectedVerdict, duration: string): string {
  const ratio = inWords(ratioMessage(verdict.peak?.share ?? 1));
  return isScored(verdict)
    ? t('inspector.lasted-score', 'It lasts {{duration}}; the score reaches {{ratio}} its threshold here.', {
        duration,
        ratio,
      })
    : t('inspector.lasted', 'It lasts {{duration}}; the smoothed error reaches {{ratio}} its threshold here.', {
        duration,
        ratio,
      });
}

function atOnceSentence(verdict: InspectedVerdict): string {
  const ratio = inWords(ratioMessage(verdict.peak?.share ?? 1));
  return isScored(verdict)
    ? t('inspector.at-once-score', 'At one point the score reaches {{ratio}} its threshold.', { ratio })
    : t('inspector.at-once', 'At one point the smoothed error reaches {{ratio}} its threshold.', { ratio });
}

function belowThreshold(verdict: InspectedVerdict): string {
  const ratio = inWords(ratioMessage(verdict.peak?.share ?? 0));
  return isScored(verdict)
    ? t('inspector.below-score', 'Not reported: the score reached {{ratio}} its threshold here.', { ratio })
    : t('inspector.below', 'Not reported: the smoothed error reached {{ratio}} its threshold here.', { ratio });
}

/** Whether the ratios of a verdict are those of a score of several kinds of evidence. */
export function isScored({ peak }: Pick<InspectedVerdict, 'peak'>): boolean {
  return peak?.evidence !== undefined;
}

function agreementSentences({ sequence, peak }: InspectedVerdict): string[] {
  if (sequence?.decidedBy !== 'agreement') {
    return [];
  }
  const isBelow = peak && peak.smoothedError < peak.errorThreshold;
  return [
    isBelow
      ? t('inspector.agreement', 'Neither error nor distance is large enough alone; together they are.')
      : t('inspector.agreement-both', 'Error and distance are large together.'),
  ];
}

/** Names the greatest evidence at the peak, and compares error and distance. Silent if neither is large. */
function evidenceSentences({ peak }: InspectedVerdict): string[] {
  const found = peak && errorAndDistance(peak);
  if (!found || Math.max(found.error, found.distance) < 1) {
    return [];
  }
  const [error, distance] = [found.error, found.distance].map((lift) => inWords(ratioMessage(Math.max(0, lift))));
  const figures = { points: found.points, error, distance };
  return [
    found.distance > found.error
      ? t(
          'inspector.greatest-distance',
          'The greatest evidence is the distance: {{points}} points in a row lie {{distance}} as far from the rest as is already large here. The error is {{error}} what is large.',
          figures
        )
      : t(
          'inspector.greatest-error',
          'The greatest evidence is the reconstruction error: {{error}} what is large here. The distance of {{points}} points in a row is {{distance}} what is large.',
          figures
        ),
  ];
}

/** The lift of the error, and of the greatest distance with its number of points; null if no distance is known. */
function errorAndDistance({ evidence = [] }: InspectedPeak) {
  let [error, distance, points] = [0, -Infinity, 0];
  for (const { evidence: kind, lift } of evidence) {
    if (kind === 'reconstruction-error') {
      error = lift;
    } else if (lift > distance) {
      [distance, points] = [lift, kind.windowsOf];
    }
  }
  return points > 0 ? { error, distance, points } : null;
}

/** The ratio is that of the flatline's length. The error is mentioned only if its ratio is greater. */
function flatlineSentences(
  verdict: InspectedVerdict,
  { from, to, score }: AnomalousSequence,
  { duration }: Wording
): VerdictSentences {
  return [
    t('inspector.flatline', 'The series is flat here; elsewhere it changes at nearly every point.'),
    t('inspector.flatline-lasts', 'It lasts {{duration}}, {{ratio}} the longest pause that is not reported.', {
      duration: duration(to - from),
      ratio: inWords(ratioMessage(score)),
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
        ? t('inspector.highest', 'The highest value known of this series: {{value}} instead of {{expected}}.', here)
        : t('inspector.higher', 'Higher than usual at such times: {{value}} instead of {{expected}}.', here);
    case 'lower':
      return beyondAll
        ? t('inspector.lowest', 'The lowest value known of this series: {{value}} instead of {{expected}}.', here)
        : t('inspector.lower', 'Lower than usual at such times: {{value}} instead of {{expected}}.', here);
    case 'flatter':
      return t(
        'inspector.flatter',
        'Flatter than usual: {{least}} to {{greatest}} instead of {{leastExpected}} to {{greatestExpected}}.',
        bounds
      );
    case 'wilder':
      return t(
        'inspector.wilder',
        'Swings more than usual: {{least}} to {{greatest}} instead of {{leastExpected}} to {{greatestExpected}}.',
        bounds
      );
    case 'other':
      return t(
        'inspector.other-shape',
        'Unusual shape: {{value}} instead of {{expected}} at the farthest point.',
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
          'Not reported: its peak exceeds the next lower one by {{step}}, less than the {{least}} that pruning requires.',
          stepBelow(Math.max(0, candidate.margin + pruning), pruning)
        )
      : t('inspector.pruned-away', 'Not reported: it does not stand out from lower peaks.'),
    ...measured(verdict),
  ];
}

/** Compares the score with its threshold. It is the only sentence that does, so no other can contradict it. */
function measured({ peak }: InspectedVerdict): string[] {
  if (!peak) {
    return [];
  }
  const ratio = inWords(ratioMessage(peak.share));
  return [
    isScored({ peak })
      ? t('inspector.measured-score', 'The score reached {{ratio}} its threshold here.', { ratio })
      : t('inspector.measured', 'The smoothed error reached {{ratio}} its threshold here.', { ratio }),
  ];
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

/** Says which report rule of the panel holds a sequence back; null if it passes all of them. */
export function heldBackSentence(found: Assessment, rules: ReportRules, { apart }: Wording): string | null {
  if (rules.direction !== 'both' && found.direction !== rules.direction) {
    return rules.direction === 'above'
      ? t('inspector.held-below', 'It lies below the expected values; this panel reports only what lies above them.')
      : t('inspector.held-above', 'It lies above the expected values; this panel reports only what lies below them.');
  }
  if (found.deviation < rules.leastDeviation) {
    const [deviation, least] = apart(found.deviation, rules.leastDeviation);
    return t(
      'inspector.held-deviation',
      'It deviates by {{deviation}}; this panel reports deviations of at least {{least}}.',
      {
        deviation,
        least,
      }
    );
  }
  if (found.points < rules.leastLength) {
    return t('inspector.held-length', 'It has {{points}} points; this panel reports anomalies of at least {{least}}.', {
      points: found.points,
      least: rules.leastLength,
    });
  }
  if (found.persistence < rules.persistence) {
    return t(
      'inspector.held-persistence',
      'It passes the threshold for {{points}} points in a row; this panel requires at least {{least}}.',
      { points: found.persistence, least: rules.persistence }
    );
  }
  return null;
}

function expectedHere({ rows, at }: Inspection, { wording: { apart } }: VerdictContext): string[] {
  const deviation = deviationIn(rows, at);
  if (!deviation) {
    return [];
  }
  const [value, expected] = apart(deviation.value, deviation.reconstruction);
  return [t('inspector.expected', '{{value}} instead of the expected {{expected}}.', { value, expected })];
}

function labelSentences({ taughtBy }: InspectedVerdict, { labelText }: VerdictContext): string[] {
  const texts = taughtBy.flatMap((id) => labelText(id) || []);
  return texts.length > 0 ? [t('inspector.by-mark', 'Label: {{text}}', { text: texts.join(' · ') })] : [];
}

function notJudged({ skipped }: InspectedVerdict): string {
  switch (skipped) {
    case 'empty':
      return t('inspector.skipped-empty', 'Not judged: this series contains no number.');
    case 'constant':
      return t('inspector.skipped-constant', 'Not judged: every value of this series is the same.');
    case 'too-sparse':
      return t('inspector.skipped-sparse', 'Not judged: the points of this series come in bursts with long gaps.');
    case 'too-short':
      return t('inspector.skipped-short', 'Not judged: this series is shorter than one window.');
    case 'left-out':
      return t('inspector.skipped-left-out', 'Not judged: labels exclude all of this series, or nearly all.');
    case null:
      return t('inspector.not-judged', 'Not judged: a gap, or too few points around it.');
  }
}
