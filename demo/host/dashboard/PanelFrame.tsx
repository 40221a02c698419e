import { css } from '@emotion/css';
import { type AbsoluteTimeRange, type EventBus, LoadingState, type PanelPlugin, type TimeRange } from '@grafana/data';
import { Menu, PanelChrome } from '@grafana/ui';
import React from 'react';
import type { VizTile } from './dashboard';
import { PanelBody } from './PanelBody';
import type { PanelState } from './usePanelOptions';
import { PlaceMessage } from './PlaceMessage';
import { usePanelData } from './usePanelData';
import { useSize } from './useSize';

/** The smallest tile that the panel is made for, pixels. */
const SMALLEST = { width: 200, height: 120 };

interface PanelFrameProps {
  readonly tile: VizTile;
  readonly dashboardUID: string;
  readonly plugin: PanelPlugin;
  readonly state: PanelState;
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly eventBus: EventBus;
  readonly small: boolean;
  /** Alone on the page. */ readonly viewed: boolean;
  readonly onChange: (next: PanelState) => void;
  readonly onChangeTimeRange: (range: AbsoluteTimeRange) => void;
  readonly onEdit: () => void;
  readonly onToggleView: () => void;
  readonly onToggleSmall: () => void;
  readonly onReset: () => void;
}

/** A panel in Grafana's frame: title, description, menu, loading bar; an error of its query in the panel's place. */
export function PanelFrame(props: PanelFrameProps) {
  const { tile, range, small } = props;
  const data = usePanelData(tile, range);
  const [ref, measured] = useSize();
  const failed = data.state === LoadingState.Error;
  const size = small ? SMALLEST : measured;

  return (
    <div ref={ref} className={fill} data-testid={`panel-${tile.id}`}>
      {size.width > 0 && (
        <PanelChrome
          title={tile.title}
          description={tile.description}
          width={size.width}
          height={size.height}
          loadingState={data.state}
          statusMessage={failed ? data.errors?.[0]?.message : undefined}
          menu={<PanelActions {...props} />}
        >
          {(width, height) =>
            failed ? (
              <PlaceMessage title="The query failed" text={data.errors?.[0]?.message} />
            ) : (
              data.state !== LoadingState.NotStarted && <PanelBody {...props} data={data} size={{ width, height }} />
            )
          }
        </PanelChrome>
      )}
    </div>
  );
}

function PanelActions({ small, viewed, onEdit, onToggleView, onToggleSmall, onReset }: PanelFrameProps) {
  return (
    <Menu>
      <Menu.Item label="Edit options" icon="sliders-v-alt" onClick={onEdit} />
      <Menu.Item label={viewed ? 'Back to the dashboard' : 'View'} icon="eye" onClick={onToggleView} />
      <Menu.Item
        label={small ? 'Full size' : 'Smallest size (200 × 120)'}
        icon="mobile-android"
        onClick={onToggleSmall}
      />
      <Menu.Divider />
      <Menu.Item label="Reset options" icon="history" onClick={onReset} />
    </Menu>
  );
}

const fill = css({ width: '100%', height: '100%', minWidth: 0 });
