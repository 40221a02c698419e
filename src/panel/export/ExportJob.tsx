import React, { useEffect } from 'react';
import type { TimeZone } from '@grafana/schema';
import { Modal } from '@grafana/ui';
import { t } from '../../shared/i18n';
import type { AnnotationPlace } from './annotateAnomalies';
import { AnnotateDialog } from './AnnotateDialog';
import { type ExportContent, type ExportFormat, type Exported, exportFile } from './exportFiles';
import { saveFile } from './saveFile';

/** A file, annotations, or the reason why a requested file could not be created. */
export type ExportOrder = FileOrder | 'annotations' | { readonly refused: string };

interface FileOrder {
  readonly content: ExportContent;
  readonly format: ExportFormat;
}

interface ExportJobProps {
  readonly order: ExportOrder;
  readonly exported: Exported;
  readonly place: AnnotationPlace;
  readonly timeZone: TimeZone;
  readonly onClose: () => void;
}

/** Runs what the user chose in the menu. */
export function ExportJob({ order, exported, place, timeZone, onClose }: ExportJobProps) {
  useEffect(() => {
    if (typeof order === 'object' && 'content' in order) {
      saveFile(exportFile(exported, order.content, order.format));
      onClose();
    }
    // Save one file per order, even if a refresh brings other data meanwhile.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [order]);
  if (order === 'annotations') {
    return <AnnotateDialog series={exported.series} place={place} timeZone={timeZone} onClose={onClose} />;
  }
  return 'refused' in order ? (
    <Modal title={t('export.nothing-saved', 'No file was saved')} isOpen onDismiss={onClose}>
      <p role="alert">{order.refused}</p>
    </Modal>
  ) : null;
}
