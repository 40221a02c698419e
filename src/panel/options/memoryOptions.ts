import { t } from '../../shared/i18n';
import { choice, flag, text } from './optionKinds';
import { duration, memoryText, recurringWindows } from './ownKinds';

/** How much data before the visible range the detector gets. */
export const lookback = {
  mode: choice({
    default: 'auto',
    texts: () => [
      t('lookback.mode', 'Look-back'),
      t(
        'lookback.mode-description',
        'Query a longer range than the visible one so that the detector sees earlier data. The panel draws only the visible part.'
      ),
    ],
    choices: () => ({
      off: [t('lookback.mode-off', 'Off'), t('lookback.mode-off-description', 'Judge only the visible range')],
      auto: [
        t('lookback.mode-auto', 'Auto'),
        t('lookback.mode-auto-description', 'As long as the same verdict at every zoom requires'),
      ],
      fixed: [t('lookback.mode-fixed', 'Fixed'), t('lookback.mode-fixed-description', 'A duration of your choice')],
    }),
  }),
  /** For mode `fixed`: in Grafana's format, e.g. 6h or 2d. */
  duration: duration({
    default: '6h',
    texts: () => [
      t('lookback.duration', 'Look-back duration'),
      t('lookback.duration-description', 'Length of time before the visible range, e.g. 6h or 2d.'),
    ],
    showIf: ({ lookback }) => lookback?.mode === 'fixed',
  }),
};

/** Sources of labels for the detector. */
export const labels = {
  /** Read labels from this dashboard's annotations. Stored keys keep the former words: marks, teaching, left out. */
  useMarks: flag({
    default: true,
    texts: () => [
      t('marks.use', 'Use labels'),
      t(
        'marks.use-description',
        'Use annotations on this dashboard with the tag residual as labels: normal, excluded or false alarm.'
      ),
    ],
  }),
  /** Tags, separated by commas. Annotations with one of them are excluded. */
  leaveOutTags: text({
    default: '',
    texts: () => [
      t('marks.tags', 'Exclude annotations'),
      t(
        'marks.tags-description',
        'Tags, separated by commas, e.g. deployment, incident. The panel excludes the time of annotations with any of these tags.'
      ),
    ],
  }),
  /** Recurring windows to exclude, one per line. */
  recurring: recurringWindows({
    texts: () => [
      t('marks.recurring', 'Recurring windows'),
      t(
        'marks.recurring-description',
        'Times to exclude, one per line, in the time zone of the dashboard: Sun 02:00-04:00, Mon-Fri 22:00-06:00, daily 03:00-03:30.'
      ),
    ],
  }),
  /** An exported memory, JSON. */
  learntMemory: memoryText({
    texts: () => [
      t('marks.memory', 'Learnt memory'),
      t(
        'marks.memory-description',
        'Normal windows from another time, exported from a panel. They help if the time range has little data.'
      ),
    ],
  }),
};
