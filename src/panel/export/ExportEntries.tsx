import React, { useContext } from 'react';
import type { IconName } from '@grafana/data';
import { Menu } from '@grafana/ui';
import { isVisible } from '../../chart/plot/plotModel';
import { t } from '../../shared/i18n';
import { LearnContext } from '../labels/learntMemory';
import type { ExportContent, ExportFormat, Exported } from './exportFiles';
import type { ExportOrder } from './ExportJob';
import { focusFirst } from './menuFocus';

interface ExportEntriesProps extends Pick<Exported, 'series'> {
  readonly onOrder: (order: ExportOrder) => void;
}

/** An entry without content is disabled and says why. */
export function ExportEntries({ series, onOrder }: ExportEntriesProps) {
  const learn = useContext(LearnContext);
  const shown = series.filter(isVisible);
  const unjudged = learn ? undefined : t('export.no-verdict', 'There is no verdict.');
  const noPoints = shown.length > 0 ? undefined : t('export.all-hidden', 'All series are hidden.');
  const nothingFound = noPoints ?? unjudged ?? t('export.no-anomalies', 'No anomalies in the visible series.');
  const noAnomalies = shown.some(({ detection }) => detection?.sequences.length) ? undefined : nothingFound;
  const noRows = shown.some(({ detection }) => detection?.changePoints.length) ? undefined : noAnomalies;
  const unlearnt =
    unjudged ??
    (series.some(({ detection }) => detection) ? undefined : t('export.none-judged', 'No series was judged.'));
  const entry = (label: string, icon: IconName, nothing: string | undefined, onClick: () => void) => (
    <Menu.Item label={label} icon={icon} description={nothing} disabled={nothing !== undefined} onClick={onClick} />
  );
  const save = (content: ExportContent, format: ExportFormat) => () => onOrder({ content, format });
  return (
    <Menu onOpen={focusFirst}>
      {entry(t('export.anomalies-csv', 'Anomalies as CSV'), 'list-ul', noRows, save('anomalies', 'csv'))}
      {entry(t('export.anomalies-json', 'Anomalies as JSON'), 'brackets-curly', noRows, save('anomalies', 'json'))}
      {entry(t('export.points-csv', 'Points as CSV'), 'table', noPoints, save('points', 'csv'))}
      {entry(t('export.points-json', 'Points as JSON'), 'brackets-curly', noPoints, save('points', 'json'))}
      {entry(t('marks.export-memory', 'Learnt memory'), 'book', unlearnt, () =>
        learn?.((refused) => onOrder({ refused }))
      )}
      <Menu.Divider />
      {entry(t('export.annotate', 'Save as annotations…'), 'comment-alt', noAnomalies, () => onOrder('annotations'))}
    </Menu>
  );
}
