import type { Labels } from '../../detector/labels/labels';
import { t } from '../../shared/i18n';
import type { StoredAnnotation } from '../../data/annotations/annotationsApi';
import { type Interval, overlaps } from '../../detector/interval';
import { type Mark, MARK_TAG, markOf } from './label';
import type { Occurrence } from './recurring';

/** Everything that can become a mark of the panel. */
export interface MarkSources {
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

export interface PanelMarks {
  /** In order of time. */
  readonly marks: readonly Mark[];
  /** One sentence for each problem. */
  readonly notes: readonly string[];
}

/** Selects the marks for this panel and range. Marks without a panel apply to every panel of the dashboard. */
export function marksFor({ ours, tagged, recurring }: MarkSources, { panelId, names, range }: Judged): PanelMarks {
  const here = ours.filter((one) => one.panelId === panelId || one.panelId === 0);
  const read = here.map((one) => markOf(one, names));
  const own = read.filter((mark) => mark !== null);
  const within = (one: Interval) => overlaps(one, range);

  const ownIds = new Set(own.map(({ id }) => id));
  const marks: Mark[] = [
    ...own.filter(within),
    ...tagged.filter((one) => within(one) && !ownIds.has(one.id) && !one.tags.includes(MARK_TAG)).map(excludedByTag),
    ...recurring.map(excludedByOption),
  ];
  const nameless = read.length - own.length;
  const outside = own.filter((mark) => mark.kind !== 'left-out' && !within(mark)).length;
  return {
    marks: marks.sort((a, b) => a.from - b.from),
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

/** Converts marks to the detector's labels for one series; undefined if there are none. */
export function labelsFor(series: string, marks: readonly Mark[]): Labels | undefined {
  const about = marks.filter((mark) => mark.series === null || mark.series === series);
  const ofKind = (kind: Mark['kind']) =>
    about.filter((mark) => mark.kind === kind).map(({ from, to, id }) => ({ from, to, id }));
  return about.length === 0
    ? undefined
    : { normal: ofKind('normal'), excluded: ofKind('left-out'), falseAlarms: ofKind('false-alarm') };
}

function excludedByTag({ id, from, to, text, tags }: StoredAnnotation): Mark {
  return { id, kind: 'left-out', from, to, series: null, text: text || tags.join(', '), removable: false };
}

/** All occurrences of a window share an id, so that a verdict lists the window once. */
function excludedByOption({ window, from, to }: Occurrence): Mark {
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
