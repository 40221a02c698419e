import { css } from '@emotion/css';
import { LoadingState } from '@grafana/data';
import { PanelChrome } from '@grafana/ui';
import React, { type ReactElement } from 'react';
import { PanelBody, type PanelHost } from './PanelBody';
import { PlaceMessage } from './PlaceMessage';
import { usePanelData } from './usePanelData';
import { useSize } from './useSize';

/** The smallest supported tile, pixels. */
const SMALLEST = { width: 200, height: 120 };

interface PanelFrameProps extends PanelHost {
  readonly small: boolean;
  readonly menu: ReactElement;
}

/** A panel in Grafana's frame: title, description, menu, loading bar. An error of its query replaces the panel. */
export function PanelFrame({ small, menu, ...host }: PanelFrameProps) {
  const { id, title, description } = host.tile;
  const data = usePanelData(host.tile, host.range);
  const [ref, measured] = useSize();
  const size = small ? SMALLEST : measured;
  const error = data.state === LoadingState.Error ? data.errors?.[0]?.message : undefined;

  return (
    <div ref={ref} className={fill} data-testid={`panel-${id}`}>
      {size.width > 0 && (
        <PanelChrome
          width={size.width}
          height={size.height}
          title={title}
          description={description}
          loadingState={data.state}
          statusMessage={error}
          menu={menu}
        >
          {(width, height) =>
            data.state === LoadingState.Error ? (
              <PlaceMessage title="The query failed" text={error} />
            ) : (
              data.state !== LoadingState.NotStarted && <PanelBody {...host} data={data} size={{ width, height }} />
            )
          }
        </PanelChrome>
      )}
    </div>
  );
}

const fill = css({ width: '100%', height: '100%', minWidth: 0 });
