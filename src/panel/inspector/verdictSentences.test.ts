import { FieldType, createTheme } from '@grafana/data';
import fc from 'fast-check';
import type { InspectedReason, InspectedVerdict, Inspection } from '../../detector/explain/inspection';
import { DEFAULT_REPORT_RULES } from '../../detector/report/report';
import { DEFAULT_DETECTOR_SETTINGS } from '../../detector/settings';
import {
  FIRST,
  LAST,
  POINTS,
  explanation,
  inspection,
  judgedSeries,
  minute,
  peak,
  rows,
  scoredPeak,
  verdict,
} from './inspection.fixture';
import { mergedSentences, verdictSentences } from './verdictSentences';
import { stepBelow, wordingOf } from './wording';

const wording = wordingOf(
  { name: 'requests', type: FieldType.number, values: [], config: { unit: 'reqps' } },
  createTheme(),
  'utc'
);

function said(about: Inspection, changed: { judged?: ReturnType<typeof judgedSeries> } = {}): string {
  return verdictSentences(about, {
    judged: judgedSeries(),
    settings: { ...DEFAULT_DETECTOR_SETTINGS, sensitivity: 'balanced' },
    wording,
    labelText: (id) => ({ m1: 'Black Friday' })[id],
    ...changed,
  }).join(' ');
}

const unreported = (reason: InspectedReason, changed: Partial<InspectedVerdict> = {}) =>
  inspection({
    verdict: verdict({ reason, sequence: null, candidate: null, peak: { ...peak, share: 0.629 }, ...changed }),
  });

const withValues = (valueAt: (index: number) => number, expectedAt: (index: number) => number = () => 200) => {
  const values = Float64Array.from({ length: POINTS }, (_, i) => valueAt(i));
  const reconstruction = Float64Array.from({ length: POINTS }, (_, i) => expectedAt(i));
  return inspection({ rows: rows({ values, reconstruction }) });
};
const within = (i: number) => i >= FIRST && i <= LAST;

describe('what is reported', () => {
  test('is higher than ever if no other known value is as high, with unit, duration and exceedance', () => {
    expect(said(inspection())).toBe(
      'The highest value known of this series: 412 req/s instead of 200 req/s. ' +
        'It lasts 11 minutes; the smoothed error reaches 3.1 times its threshold here.'
    );
  });

  test('is higher than usual if the series was as high at another time', () => {
    const judged = judgedSeries();
    judged.values[3] = 500;
    expect(said(inspection(), { judged })).toContain('Higher than usual at such times: 412 req/s instead of 200 req/s');
  });

  test('is lower if it lies below the reconstruction', () => {
    expect(
      said(
        withValues((i) => (within(i) ? 20 : 200)),
        { judged: judgedSeries() }
      )
    ).toContain('The lowest value known of this series: 20 req/s instead of 200 req/s.');
  });

  test('is flatter if the expected swing is missing', () => {
    expect(
      said(
        withValues(
          () => 200,
          (i) => (i % 2 ? 150 : 250)
        )
      )
    ).toContain('Flatter than usual: 200 req/s to 200 req/s instead of 150 req/s to 250 req/s.');
  });

  test('swings more if its spread is larger', () => {
    expect(said(withValues((i) => (i % 2 ? 150 : 250)))).toContain(
      'Swings more than usual: 150 req/s to 250 req/s instead of 200 req/s to 200 req/s.'
    );
  });

  test('has another shape if its spread is the same', () => {
    const about = withValues(
      (i) => (i % 2 ? 150 : 250),
      (i) => (i % 4 < 2 ? 150 : 250)
    );
    expect(said(about)).toContain('Unusual shape: 150 req/s instead of 250 req/s at the farthest point.');
  });

  test('has no duration if it is one point', () => {
    const about = inspection();
    const at = { from: minute(35), to: minute(35) };
    expect(said({ ...about, verdict: verdict({ sequence: { ...verdict().sequence!, ...at } }) })).toContain(
      'At one point the smoothed error reaches 3.1 times its threshold.'
    );
  });
});

describe('with more evidence than the error', () => {
  const scored = (changed: Partial<InspectedVerdict> = {}) =>
    said(inspection({ verdict: verdict({ peak: scoredPeak, ...changed }) }));
  const byDistance =
    'The greatest evidence is the distance: 128 points in a row lie 5.2 times as far from the rest as is already large ' +
    'here. The error is 2.1 times what is large.';

  test('the score is compared with its threshold, and the greatest evidence is named', () => {
    expect(scored()).toBe(
      'The highest value known of this series: 412 req/s instead of 200 req/s. ' +
        `It lasts 11 minutes; the score reaches 4.0 times its threshold here. ${byDistance}`
    );
  });

  test('the reconstruction error is named first if it is greater', () => {
    const [error, ...distances] = scoredPeak.evidence!;
    expect(scored({ peak: { ...scoredPeak, evidence: [{ ...error, lift: 7.5 }, ...distances] } })).toMatch(
      / is the reconstruction error: 7\.5 times what is large here\. The distance of 128 points in a row is 5\.2 times what is large\.$/
    );
  });

  test('an evidence that is less than usual is none of what is large', () => {
    const [error, ...distances] = scoredPeak.evidence!;
    expect(scored({ peak: { ...scoredPeak, evidence: [{ ...error, lift: -1 }, ...distances] } })).toContain(
      'The error is 0 % of what is large.'
    );
  });

  test('no evidence is named if none is large', () => {
    const evidence = scoredPeak.evidence!.map((one) => ({ ...one, lift: one.lift / 6 }));
    expect(scored({ peak: { ...scoredPeak, evidence } })).not.toContain('greatest evidence');
  });

  test('no evidence is named if no distance is known', () => {
    expect(scored({ peak: { ...scoredPeak, evidence: scoredPeak.evidence!.slice(0, 1) } })).not.toContain('evidence');
  });

  test('agreement of error and distance is explained', () => {
    const agreed = { ...verdict().sequence!, decidedBy: 'agreement' as const };
    expect(scored({ sequence: agreed, peak: { ...scoredPeak, smoothedError: 20 } })).toContain(
      ' Neither error nor distance is large enough alone; together they are. The greatest evidence is '
    );
    // Here the error passes its threshold, 30.
    expect(scored({ sequence: agreed })).toContain(' Error and distance are large together. The greatest evidence is ');
  });

  test('a score below the threshold is not called an error', () => {
    const below = scored({ reason: 'below-threshold', sequence: null, peak: { ...scoredPeak, share: 0.629 } });
    expect(below).toBe(
      `Not reported: the score reached 62 % of its threshold here. ${byDistance} ` +
        '412 req/s instead of the expected 200 req/s.'
    );
    expect(scored({ reason: 'slope', sequence: null })).toContain('The score reached 4.0 times its threshold here.');
    expect(said(inspection())).not.toContain('score');
  });
});

describe('a series that stands still', () => {
  const flatline = { ...verdict().sequence!, decidedBy: 'flatline' as const, score: 3.1 };

  test('is described by its duration, whatever was expected', () => {
    expect(said(inspection({ verdict: verdict({ sequence: flatline }) }))).toBe(
      'The series is flat here; elsewhere it changes at nearly every point. ' +
        'It lasts 11 minutes, 3.1 times the longest pause that is not reported.'
    );
  });

  test('mentions its error if that is greater', () => {
    const changed = { sequence: flatline, peak: { ...peak, share: 5.2 } };
    expect(said(inspection({ verdict: verdict(changed) }))).toMatch(
      /3\.1 times the longest pause.* The smoothed error reached 5\.2 times its threshold here\.$/
    );
  });
});

describe('what is not reported', () => {
  test.each<[InspectedReason, string]>([
    ['joined', 'Part of a detected interval: anomalous points close to each other are dilated and merged'],
    ['change-point', 'A change point: the series behaves differently from here on, and the change lasts.'],
    ['quiet-window', 'Not reported: every error is too small compared with the range of the series'],
    ['slope', 'Not reported: this is the shoulder of a higher peak beside it.'],
    ['no-sequence', 'Not reported: no threshold search made an interval of it'],
    ['cut-off', 'Not reported: a gap, a label or a change point separates it'],
    ['left-out', 'Excluded by a label: nothing is learnt or reported here.'],
    ['beside-left-out', 'it lies less than a window from excluded time'],
    ['beside-report', 'Not reported: windows that reach into the anomaly beside it raise the score here.'],
    ['taught-normal', 'Not reported: a label classifies this as normal'],
    ['false-alarm', 'Suppressed: it is labelled as a false alarm, or resembles one.'],
    ['not-judged', 'Not judged: a gap, or too few points around it.'],
    ['no-points', 'The series has no point at this time.'],
  ])('%s has its own words', (reason, words) => {
    expect(said(unreported(reason))).toContain(words);
  });

  test('says how far it was from its threshold, never rounded up to it, and what was expected', () => {
    expect(said(unreported('below-threshold'))).toBe(
      'Not reported: the smoothed error reached 62 % of its threshold here. 412 req/s instead of the expected 200 req/s.'
    );
    expect(said(unreported('below-threshold', { peak: { ...peak, share: 0.9999 } }))).toContain('reached 99 % of');
    expect(said(unreported('below-threshold', { peak: { ...peak, share: 0.004 } }))).toContain('reached < 1 % of');
  });

  test('states the step of a pruned peak and the minimum step', () => {
    // p is 5 % at the balanced sensitivity; a margin of −2 % is a step of 3 %.
    const candidate = explanation.high.sequences[1];
    expect(said(unreported('pruned', { candidate, peak: { ...peak, share: 1.07 } }))).toBe(
      'Not reported: its peak exceeds the next lower one by 3 %, ' +
        'less than the 5 % that pruning requires. The smoothed error reached 1.0 times its threshold here.'
    );
  });

  test('formats a step and the minimum step differently, however close they are', () => {
    expect(stepBelow(0.03, 0.05)).toEqual({ step: '3 %', least: '5 %' });
    expect(stepBelow(0.1449, 0.145)).toEqual({ step: '14 %', least: '14.5 %' });
    expect(stepBelow(0.04999, 0.05)).toEqual({ step: '4 %', least: '5 %' });
    expect(stepBelow(0.004, 0.005)).toEqual({ step: '0.4 %', least: '0.5 %' });
    expect(stepBelow(0.14499, 0.14501)).toEqual({ step: '14 %', least: '14.501 %' });
    expect(stepBelow(0, 0.05)).toEqual({ step: '0 %', least: '5 %' });
  });

  test('quotes the marks that decided', () => {
    expect(said(unreported('false-alarm', { taughtBy: ['m1', 'unknown'] }))).toContain('Label: Black Friday');
  });

  test.each([
    ['empty', 'this series contains no number'],
    ['constant', 'every value of this series is the same'],
    ['too-short', 'this series is shorter than one window'],
    ['left-out', 'labels exclude all of this series'],
  ] as const)('says why a whole series was not judged: %s', (skipped, words) => {
    expect(said(unreported('not-judged', { skipped, peak: null, window: null }))).toContain(words);
  });
});

test('a point between merged anomalies is part of one, and its error is stated', () => {
  const between = unreported('below-threshold').verdict;
  expect(mergedSentences(between, { ...DEFAULT_REPORT_RULES, mergeWithin: 30 }).join(' ')).toBe(
    'Part of a reported anomaly: this panel merges anomalies with at most 30 points between them. ' +
      'The smoothed error reached 62 % of its threshold here.'
  );
});

describe('whatever the verdict', () => {
  const REASONS: readonly InspectedReason[] = [
    ...([
      'reported',
      'joined',
      'change-point',
      'below-threshold',
      'quiet-window',
      'left-out',
      'taught-normal',
    ] as const),
    ...([
      'false-alarm',
      'not-judged',
      'no-points',
      'pruned',
      'slope',
      'no-sequence',
      'cut-off',
      'beside-left-out',
      'beside-report',
    ] as const),
  ];
  const arbitraryAbout = fc
    .record({
      reason: fc.constantFrom(...REASONS),
      share: fc.oneof(
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0.99, max: 1.01, noNaN: true }),
        fc.double({ min: 3, max: 1e18, noNaN: true }),
        fc.constantFrom(0, 1, Infinity)
      ),
      isFound: fc.boolean(),
      decidedBy: fc.constantFrom('epsilon' as const, 'flatline' as const, 'agreement' as const),
      smoothedError: fc.constantFrom(20, 93),
      candidate: fc.constantFrom(null, ...explanation.high.sequences),
      evidence: fc.constantFrom(undefined, scoredPeak.evidence),
    })
    .map(({ reason, share, isFound, decidedBy, smoothedError, candidate, evidence }) => {
      const sequence = { ...verdict().sequence!, decidedBy };
      const told = {
        reason,
        candidate,
        sequence: isFound ? sequence : null,
        peak: { ...peak, share, smoothedError, evidence },
      };
      return { about: inspection({ verdict: verdict(told) }), share };
    });
  /** Whatever a text says of an error and its threshold. */
  const comparisons = (text: string) =>
    text.match(
      /(more than|less than)? ?[\d.]+ (times|% of) its threshold|(over|below|under|passe[sd]) (the|its) threshold/g
    ) ?? [];

  test('one figure states the error, and no other sentence contradicts it', () => {
    fc.assert(
      fc.property(arbitraryAbout, ({ about, share }) => {
        const found = comparisons(said(about));
        expect(found.length).toBeLessThanOrEqual(1);
        for (const comparison of found) {
          expect(comparison).toMatch(share >= 1 ? / times its threshold$/ : / % of its threshold$/);
          expect(comparison).not.toMatch(/\b100 % of/);
        }
      }),
      { numRuns: 1000 }
    );
  });
});
