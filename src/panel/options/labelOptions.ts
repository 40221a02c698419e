import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '../../shared/i18n';
import { readFlag, readText, record } from './optionReaders';
import { parseRecurring } from '../labels/recurring';

/** Sources of labels for the detector. */
export interface LabelOptions {
  /** Read marks of this dashboard's annotations. */
  useMarks: boolean;
  /** Tags, separated by commas. Annotations with one of them are excluded. */
  leaveOutTags: string;
  /** Recurring windows to exclude, one per line: `Sun 02:00-04:00`. */
  recurring: string;
  /** An exported memory, JSON. */
  learntMemory: string;
}

const EXAMPLE = 'Sun 02:00-04:00';

export const DEFAULT_LABELS: LabelOptions = { useMarks: true, leaveOutTags: '', recurring: '', learntMemory: '' };

export function readLabels(written: unknown, notices: string[]): LabelOptions {
  const teaching = record(written);
  const recurring = readText(teaching.recurring, DEFAULT_LABELS.recurring);
  for (const line of parseRecurring(recurring).unreadable) {
    notices.push(
      t('marks.unreadable', 'Recurring windows: “{{line}}” cannot be read; write days and times as in {{example}}', {
        line,
        example: EXAMPLE,
      })
    );
  }
  return {
    useMarks: readFlag(t('marks.use', 'Use marks'), teaching.useMarks, DEFAULT_LABELS.useMarks, notices),
    leaveOutTags: readText(teaching.leaveOutTags, DEFAULT_LABELS.leaveOutTags),
    recurring,
    learntMemory: asText(teaching.learntMemory),
  };
}

/** The JSON of a dashboard may contain the memory as an object instead of a string. */
function asText(written: unknown): string {
  return typeof written === 'object' && written !== null
    ? JSON.stringify(written)
    : readText(written, DEFAULT_LABELS.learntMemory);
}

export function addLabelEditor<Options extends { teaching: LabelOptions }>(
  builder: PanelOptionsEditorBuilder<Options>
): void {
  const category = [t('lookback.category', 'Memory')];
  builder
    .addBooleanSwitch({
      path: 'teaching.useMarks',
      name: t('marks.use', 'Use marks'),
      description: t(
        'marks.use-description',
        'Learn from annotations of this dashboard that carry the tag residual: normal, left out, false alarm.'
      ),
      category,
      defaultValue: DEFAULT_LABELS.useMarks,
    })
    .addTextInput({
      path: 'teaching.leaveOutTags',
      name: t('marks.tags', 'Leave out annotations'),
      description: t(
        'marks.tags-description',
        'Tags, separated by commas: the time of annotations with one of them is left out, e.g. deployment, incident.'
      ),
      category,
      defaultValue: DEFAULT_LABELS.leaveOutTags,
    })
    .addTextInput({
      path: 'teaching.recurring',
      name: t('marks.recurring', 'Recurring windows'),
      description: t(
        'marks.recurring-description',
        'Left out each time, one a line, in the hours of the dashboard: Sun 02:00-04:00, Mon-Fri 22:00-06:00, daily 03:00-03:30.'
      ),
      category,
      defaultValue: DEFAULT_LABELS.recurring,
      settings: { useTextarea: true, rows: 3, placeholder: EXAMPLE },
    })
    .addTextInput({
      path: 'teaching.learntMemory',
      name: t('marks.memory', 'Learnt memory'),
      description: t(
        'marks.memory-description',
        'What was usual at another time, as it was exported from the panel. It helps where the time range holds little.'
      ),
      category,
      defaultValue: DEFAULT_LABELS.learntMemory,
      settings: { useTextarea: true, rows: 2, placeholder: '{ "format": 1, … }' },
    });
}
