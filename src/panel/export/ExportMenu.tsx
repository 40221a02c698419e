import React, { useContext, useState } from 'react';
import type { TimeZone } from '@grafana/schema';
import { Button, Dropdown, IconButton, Menu } from '@grafana/ui';
import { t } from '../../i18n';
import { LearnContext } from '../marks/learntMemory';
import type { AnnotationPlace } from './annotateAnomalies';
import { LoadedPart } from '../LoadedPart';
import type { Exported } from './exportFiles';
import type { ExportContent, ExportFormat, ExportOrder } from './ExportJob';

export interface ExportMenuProps {
  readonly exported: Exported;
  readonly place: AnnotationPlace;
  readonly timeZone: TimeZone;
  /** An icon alone, where there is little room. */
  readonly compact?: boolean;
}

const loadJob = async () => (await import(/* webpackChunkName: "export" */ './ExportJob')).ExportJob;

/** Files of points and anomalies, and anomalies as annotations. */
export function ExportMenu({ exported, place, timeZone, compact = false }: ExportMenuProps) {
  const learn = useContext(LearnContext);
  const [order, setOrder] = useState<ExportOrder | null>(null);
  const save = (content: ExportContent, format: ExportFormat) => () => setOrder({ content, format });
  const close = () => setOrder(null);
  const label = t('export.menu', 'Export');
  return (
    <>
      <Dropdown
        placement="bottom-end"
        overlay={
          <Menu>
            <Menu.Item
              label={t('export.anomalies-csv', 'Anomalies as CSV')}
              icon="list-ul"
              onClick={save('anomalies', 'csv')}
            />
            <Menu.Item
              label={t('export.anomalies-json', 'Anomalies as JSON')}
              icon="brackets-curly"
              onClick={save('anomalies', 'json')}
            />
            <Menu.Item label={t('export.points-csv', 'Points as CSV')} icon="table" onClick={save('points', 'csv')} />
            <Menu.Item
              label={t('export.points-json', 'Points as JSON')}
              icon="brackets-curly"
              onClick={save('points', 'json')}
            />
            {learn && <Menu.Item label={t('marks.export-memory', 'Learnt memory')} icon="book" onClick={learn} />}
            <Menu.Divider />
            <Menu.Item
              label={t('export.annotate', 'Keep as annotations…')}
              icon="comment-alt"
              onClick={() => setOrder('annotations')}
            />
          </Menu>
        }
      >
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
          props={{ order, exported, place, timeZone, onDone: close }}
          onClose={close}
        />
      )}
    </>
  );
}
