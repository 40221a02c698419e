import React, { useEffect } from 'react';
import type { TimeZone } from '@grafana/schema';
import type { AnnotationPlace } from './annotateAnomalies';
import { AnnotateDialog } from './AnnotateDialog';
import { type ExportContent, type ExportFormat, type Exported, exportFile } from './exportFiles';
import { saveFile } from './saveFile';

/** A file, or annotations, which are asked about first. */
export type ExportOrder = { readonly content: ExportContent; readonly format: ExportFormat } | 'annotations';

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
    if (order !== 'annotations') {
      saveFile(exportFile(exported, order.content, order.format));
      onDone();
    }
    // Of a refresh that comes meanwhile nothing more is saved: the order stands for one file.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [order]);
  return order === 'annotations' ? (
    <AnnotateDialog series={exported.series} place={place} timeZone={timeZone} onClose={onDone} />
  ) : null;
}

export type { ExportContent, ExportFormat };
