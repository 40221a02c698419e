import React from 'react';
import type { Inspection, Moment } from '../../detector/explain/inspection';
import { t } from '../../shared/i18n';
import type { PanelSeries } from '../../series/frames';
import { Figure } from './Figure';
import { MomentTiles } from './MomentTiles';
import type { Wording } from './wording';

interface SimilarViewProps {
  readonly inspection: Inspection;
  readonly series: PanelSeries;
  readonly wording: Wording;
  readonly onJump: (moment: Moment) => void;
}

/** Wider than the tiles of recalled windows, because there are fewer. */
const MIN_TILE = 208;

/** Shows other moments of the series that resemble the inspected range. */
export function SimilarView({ inspection, series, wording, onJump }: SimilarViewProps) {
  const { similar, compared } = inspection;
  return (
    <Figure title={t('inspector.similar-title', 'Similar moments')} caption={captionOf(inspection, wording)}>
      {similar.length > 0 && (
        <MomentTiles
          {...{ inspection, compared, wording, onJump }}
          moments={similar}
          field={series.field}
          minTile={MIN_TILE}
        />
      )}
    </Figure>
  );
}

function captionOf({ similar, comparison, compared }: Inspection, { stretch }: Wording): string {
  if (comparison === 'none' || similar.length === 0) {
    return t('inspector.nothing-similar', 'The memory of this series has nothing to compare this interval with.');
  }
  const when = compared ? stretch(compared.startTime, compared.endTime) : '';
  return comparison === 'window'
    ? t(
        'inspector.similar-window',
        'Solid: another moment. Dashed: the window around your selection, {{when}}. Nearest first; select one to go there.',
        { when }
      )
    : t(
        'inspector.similar-along',
        'Solid: another moment. Dashed: your selection, {{when}}. Nearest first; select one to go there.',
        { when }
      );
}
