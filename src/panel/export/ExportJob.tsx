import React, { useEffect } from 'react';
import type { TimeZone } from '@grafana/schema';
import { Modal } from '@grafana/ui';
import { t } from '../../shared/i18n';
import type { AnnotationPlace } from './annotateAnomalies';
import { AnnotateDialog } from './AnnotateDialog';
import { type ExportContent, type ExportFormat, type Exported, exportFile } from './exportFiles';
import { saveFile } from './saveFile';

/** A file; annotations, which are asked about first; or what to say where a file that was asked for did not come about. */
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
  readonly onDone: () => void;
}

/** Carries out what was chosen in the menu. */
export function ExportJob({ order, exported, place, timeZone, onDone }: ExportJobProps) {
  useEffect(() => {
    if (typeof order === 'object' && 'content' in order) {
      saveFile(exportFile(exported, order.content, order.format));
      onDone();
    }
    // Of a refresh that comes meanwhile nothing more is saved: the order stands for one file.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [order]);
  if (order === 'annotations') {
    return <AnnotateDialog series={exported.series} place={place} timeZone={timeZone} onClose={onDone} />;
  }
  return 'refused' in order ? (
    <Modal title={t('export.nothing-saved', 'No file was saved')} isOpen onDismiss={onDone}>
      <p role="alert">{order.refused}</p>
    </Modal>
  ) : null;
}

export type { ExportContent, ExportFormat };
