import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '../../shared/i18n';
import { readFlag, readText, record } from './optionReaders';
import { parseRecurring } from '../labels/recurring';

/** What people have taught this panel, and where it is kept. */
export interface TeachingOptions {
  /** Read marks of this dashboard's annotations. */
  useMarks: boolean;
  /** Tags, separated by commas: annotations with one of them are left out. */
  leaveOutTags: string;
  /** Recurring windows that are left out, one a line: `Sun 02:00-04:00`. */
  recurring: string;
  /** A learnt memory as it was exported, JSON. */
  learntMemory: string;
}

const EXAMPLE = 'Sun 02:00-04:00';

export const DEFAULT_TEACHING: TeachingOptions = { useMarks: true, leaveOutTags: '', recurring: '', learntMemory: '' };

export function readTeaching(written: unknown, notices: string[]): TeachingOptions {
  const teaching = record(written);
  const recurring = readText(teaching.recurring, DEFAULT_TEACHING.recurring);
  for (const line of parseRecurring(recurring).unreadable) {
    notices.push(
      t('marks.unreadable', 'Recurring windows: “{{line}}” cannot be read; write days and times as in {{example}}', {
        line,
        example: EXAMPLE,
      })
    );
  }
  return {
    useMarks: readFlag(t('marks.use', 'Use marks'), teaching.useMarks, DEFAULT_TEACHING.useMarks, notices),
    leaveOutTags: readText(teaching.leaveOutTags, DEFAULT_TEACHING.leaveOutTags),
    recurring,
    learntMemory: asText(teaching.learntMemory),
  };
}

/** A dashboard's JSON may hold the memory as it was exported, without quotes around it. */
function asText(written: unknown): string {
  return typeof written === 'object' && written !== null
    ? JSON.stringify(written)
    : readText(written, DEFAULT_TEACHING.learntMemory);
}

export function addTeachingEditor<Options extends { teaching: TeachingOptions }>(
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
      defaultValue: DEFAULT_TEACHING.useMarks,
    })
    .addTextInput({
      path: 'teaching.leaveOutTags',
      name: t('marks.tags', 'Leave out annotations'),
      description: t(
        'marks.tags-description',
        'Tags, separated by commas: the time of annotations with one of them is left out, e.g. deployment, incident.'
      ),
      category,
      defaultValue: DEFAULT_TEACHING.leaveOutTags,
    })
    .addTextInput({
      path: 'teaching.recurring',
      name: t('marks.recurring', 'Recurring windows'),
      description: t(
        'marks.recurring-description',
        'Left out each time, one a line, in the hours of the dashboard: Sun 02:00-04:00, Mon-Fri 22:00-06:00, daily 03:00-03:30.'
      ),
      category,
      defaultValue: DEFAULT_TEACHING.recurring,
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
      defaultValue: DEFAULT_TEACHING.learntMemory,
      settings: { useTextarea: true, rows: 2, placeholder: '{ "format": 1, … }' },
    });
}
