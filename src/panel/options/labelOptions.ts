import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '../../shared/i18n';
import { parseRecurring } from '../labels/recurring';
import type { OptionReader } from './optionReader';

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

export function readLabels(read: OptionReader): LabelOptions {
  const recurring = read.text('recurring', DEFAULT_LABELS.recurring);
  for (const line of parseRecurring(recurring).unreadable) {
    read.notices.push(
      t('marks.unreadable', 'Recurring windows: “{{line}}” cannot be read; write days and times as in {{example}}', {
        line,
        example: EXAMPLE,
      })
    );
  }
  const memory = read.value('learntMemory');
  return {
    useMarks: read.flag('useMarks', t('marks.use', 'Use labels'), DEFAULT_LABELS.useMarks),
    leaveOutTags: read.text('leaveOutTags', DEFAULT_LABELS.leaveOutTags),
    recurring,
    // The JSON of a dashboard may contain the memory as an object instead of a string.
    learntMemory:
      typeof memory === 'object' && memory !== null
        ? JSON.stringify(memory)
        : read.text('learntMemory', DEFAULT_LABELS.learntMemory),
  };
}

export function addLabelEditor<Options extends { teaching: LabelOptions }>(
  builder: PanelOptionsEditorBuilder<Options>
): void {
  const category = [t('lookback.category', 'Memory')];
  builder
    .addBooleanSwitch({
      path: 'teaching.useMarks',
      name: t('marks.use', 'Use labels'),
      description: t(
        'marks.use-description',
        'Use annotations on this dashboard with the tag residual as labels: normal, excluded or false alarm.'
      ),
      category,
      defaultValue: DEFAULT_LABELS.useMarks,
    })
    .addTextInput({
      path: 'teaching.leaveOutTags',
      name: t('marks.tags', 'Exclude annotations'),
      description: t(
        'marks.tags-description',
        'Tags, separated by commas, e.g. deployment, incident. The panel excludes the time of annotations with any of these tags.'
      ),
      category,
      defaultValue: DEFAULT_LABELS.leaveOutTags,
    })
    .addTextInput({
      path: 'teaching.recurring',
      name: t('marks.recurring', 'Recurring windows'),
      description: t(
        'marks.recurring-description',
        'Times to exclude, one per line, in the time zone of the dashboard: Sun 02:00-04:00, Mon-Fri 22:00-06:00, daily 03:00-03:30.'
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
        'Normal windows from another time, exported from a panel. They help if the time range has little data.'
      ),
      category,
      defaultValue: DEFAULT_LABELS.learntMemory,
      settings: { useTextarea: true, rows: 2, placeholder: '{ "format": 1, … }' },
    });
}
