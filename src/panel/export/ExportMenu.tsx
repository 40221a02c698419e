import React, { useContext, useState } from 'react';
import type { IconName } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Button, Dropdown, IconButton, Menu } from '@grafana/ui';
import { isVisible } from '../../chart/plot/plotModel';
import { t } from '../../shared/i18n';
import { LearnContext } from '../labels/learntMemory';
import type { AnnotationPlace } from './annotateAnomalies';
import { LoadedPart } from '../LoadedPart';
import type { ExportContent, ExportFormat, Exported } from './exportFiles';
import type { ExportOrder } from './ExportJob';
import { focusFirst } from './menuFocus';

interface ExportMenuProps {
  readonly exported: Exported;
  readonly place: AnnotationPlace;
  readonly timeZone: TimeZone;
  /** Shows an icon without text. */
  readonly compact?: boolean;
}

const loadJob = async () => (await import(/* webpackChunkName: "export" */ './ExportJob')).ExportJob;

/** Exports points and anomalies as files, and anomalies as annotations. */
export function ExportMenu({ exported, place, timeZone, compact = false }: ExportMenuProps) {
  const [order, setOrder] = useState<ExportOrder | null>(null);
  const label = t('export.menu', 'Export');
  return (
    <>
      <Dropdown placement="bottom-end" overlay={<ExportEntries series={exported.series} onOrder={setOrder} />}>
        {compact ? (
          <IconButton name="download-alt" size="sm" aria-label={label} />
        ) : (
          <Button size="sm" variant="secondary" fill="text" icon="download-alt">
            {label}
          </Button>
        )}
      </Dropdown>
      {order && (
        <LoadedPart
          load={loadJob}
          file="export.js"
          props={{ order, exported, place, timeZone, onClose: () => setOrder(null) }}
        />
      )}
    </>
  );
}

interface ExportEntriesProps extends Pick<Exported, 'series'> {
  readonly onOrder: (order: ExportOrder) => void;
}

/** An entry without content is disabled and says why. */
function ExportEntries({ series, onOrder }: ExportEntriesProps) {
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
