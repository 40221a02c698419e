import type { Labels } from '../../detector/labels/labels';
import { t } from '../../shared/i18n';
import type { StoredAnnotation } from '../../data/annotations/annotationsApi';
import { type Interval, overlaps } from '../../detector/interval';
import { type Label, LABEL_TAG, labelOf } from './label';
import type { Occurrence } from './recurring';

/** Everything that can become a label of the panel. */
export interface LabelSources {
  /** Annotations of the dashboard that carry our tag. */
  readonly ours: readonly StoredAnnotation[];
  /** Annotations to exclude because of another tag. */
  readonly tagged: readonly StoredAnnotation[];
  readonly recurring: readonly Occurrence[];
}

/** What the detector judges. */
export interface Judged {
  readonly panelId: number;
  readonly names: readonly string[];
  /** Epoch milliseconds, with look-back. */
  readonly range: Interval;
}

export interface SelectedLabels {
  /** In order of time. */
  readonly labels: readonly Label[];
  /** One sentence for each problem. */
  readonly notes: readonly string[];
}

/** Selects the labels for this panel and range. Labels without a panel apply to every panel of the dashboard. */
export function selectLabels(
  { ours, tagged, recurring }: LabelSources,
  { panelId, names, range }: Judged
): SelectedLabels {
  const here = ours.filter((one) => one.panelId === panelId || one.panelId === 0);
  const read = here.map((one) => labelOf(one, names));
  const own = read.filter((label) => label !== null);
  const within = (one: Interval) => overlaps(one, range);

  const ownIds = new Set(own.map(({ id }) => id));
  const labels: Label[] = [
    ...own.filter(within),
    ...tagged.filter((one) => within(one) && !ownIds.has(one.id) && !one.tags.includes(LABEL_TAG)).map(excludedByTag),
    ...recurring.map(excludedByOption),
  ];
  const nameless = read.length - own.length;
  const outside = own.filter((label) => label.kind !== 'left-out' && !within(label)).length;
  return {
    labels: labels.sort((a, b) => a.from - b.from),
    notes: [
      ...(nameless > 0
        ? [
            t(
              'marks.without-kind',
              'Ignored annotations with the tag residual, but without residual:normal, residual:left-out or residual:false-alarm: {{count}}',
              { count: nameless }
            ),
          ]
        : []),
      ...(outside > 0
        ? [
            t(
              'marks.outside',
              'Labels outside of the judged range, without effect here: {{count}}. Set a longer look-back or time range to include them.',
              { count: outside }
            ),
          ]
        : []),
    ],
  };
}

/** Converts labels to the detector's labels for one series; undefined if there are none. */
export function labelsFor(series: string, labels: readonly Label[]): Labels | undefined {
  const about = labels.filter((label) => label.series === null || label.series === series);
  const ofKind = (kind: Label['kind']) =>
    about.filter((label) => label.kind === kind).map(({ from, to, id }) => ({ from, to, id }));
  return about.length === 0
    ? undefined
    : { normal: ofKind('normal'), excluded: ofKind('left-out'), falseAlarms: ofKind('false-alarm') };
}

function excludedByTag({ id, from, to, text, tags }: StoredAnnotation): Label {
  return { id, kind: 'left-out', from, to, series: null, text: text || tags.join(', '), removable: false };
}

/** All occurrences of a window share an id, so that a verdict lists the window once. */
function excludedByOption({ window, from, to }: Occurrence): Label {
  return {
    id: `recurring:${window.line}`,
    kind: 'left-out',
    from,
    to,
    series: null,
    text: window.line,
    removable: false,
  };
}
