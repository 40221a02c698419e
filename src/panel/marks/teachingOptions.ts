import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '../../i18n';
import { readFlag, readText, record } from '../optionReaders';
import type { ResidualOptions } from '../options';

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

export const DEFAULT_TEACHING: TeachingOptions = { useMarks: true, leaveOutTags: '', recurring: '', learntMemory: '' };

export function readTeaching(written: unknown, notices: string[]): TeachingOptions {
  const teaching = record(written);
  return {
    useMarks: readFlag(t('marks.use', 'Use marks'), teaching.useMarks, DEFAULT_TEACHING.useMarks, notices),
    leaveOutTags: readText(teaching.leaveOutTags, DEFAULT_TEACHING.leaveOutTags),
    recurring: readText(teaching.recurring, DEFAULT_TEACHING.recurring),
    learntMemory: readText(teaching.learntMemory, DEFAULT_TEACHING.learntMemory),
  };
}

export function addTeachingEditor(builder: PanelOptionsEditorBuilder<ResidualOptions>): void {
  const category = [t('lookback.category', 'Memory')];
  builder.addBooleanSwitch({
    path: 'teaching.useMarks',
    name: t('marks.use', 'Use marks'),
    description: t(
      'marks.use-description',
      'Learn from annotations of this dashboard that carry the tag residual: normal, left out, false alarm.'
    ),
    category,
    defaultValue: DEFAULT_TEACHING.useMarks,
  });
}
