import React from 'react';
import type { IconName } from '@grafana/data';
import { Dropdown, IconButton, Menu } from '@grafana/ui';
import { t } from '../../shared/i18n';
import { focusFirst } from '../export/menuFocus';
import type { Anomaly } from './anomalies';

/** An action on an anomaly. */
export interface RowAction {
  readonly label: string;
  readonly icon: IconName;
  readonly act: (anomaly: Anomaly) => void;
}

interface RowMenuProps {
  readonly anomaly: Anomaly;
  readonly actions: readonly RowAction[];
  readonly tabIndex: number;
}

export function RowMenu({ anomaly, actions, tabIndex }: RowMenuProps) {
  return (
    <Dropdown
      placement="bottom-end"
      overlay={
        <Menu onOpen={focusFirst}>
          {actions.map(({ label, icon, act }) => (
            <Menu.Item key={label} label={label} icon={icon} onClick={() => act(anomaly)} />
          ))}
        </Menu>
      }
    >
      <IconButton
        name="ellipsis-v"
        size="sm"
        tabIndex={tabIndex}
        aria-label={t('list.row-menu', 'Actions for this anomaly')}
      />
    </Dropdown>
  );
}
