import React, { useState } from 'react';
import type { TimeZone } from '@grafana/schema';
import { Button, Dropdown, IconButton, Menu } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { useLoaded } from '../../shared/useLoaded';
import type { AnnotationPlace } from './annotateAnomalies';
import { LoadedPart } from '../LoadedPart';
import type { Exported } from './exportFiles';
import type { ExportOrder } from './ExportJob';

interface ExportMenuProps {
  readonly exported: Exported;
  readonly place: AnnotationPlace;
  readonly timeZone: TimeZone;
  /** Shows an icon without text. */
  readonly compact?: boolean;
}

const loadEntries = async () => (await import(/* webpackChunkName: "exportMenu" */ './ExportEntries')).ExportEntries;
const loadJob = async () => (await import(/* webpackChunkName: "export" */ './ExportJob')).ExportJob;

/** Exports points and anomalies as files, and anomalies as annotations. */
export function ExportMenu({ exported, place, timeZone, compact = false }: ExportMenuProps) {
  const [order, setOrder] = useState<ExportOrder | null>(null);
  const { part: Entries, error } = useLoaded(loadEntries);
  const label = t('export.menu', 'Export');
  const entries = Entries ? (
    <Entries series={exported.series} onOrder={setOrder} />
  ) : (
    <Menu>
      {error && <Menu.Item disabled label={t('export.not-loaded', 'The menu could not be loaded. Reload the page.')} />}
    </Menu>
  );
  return (
    <>
      <Dropdown placement="bottom-end" overlay={entries}>
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
