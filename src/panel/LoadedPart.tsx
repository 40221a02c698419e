import React, { type ComponentType } from 'react';
import { Modal } from '@grafana/ui';
import { t } from '../shared/i18n';
import { useLoaded } from '../shared/useLoaded';
import { notLoaded } from '../worker/failure';
import { FailureNotice } from './status/FailureNotice';

interface Closable {
  readonly onClose: () => void;
}

interface LoadedPartProps<Props> {
  readonly load: () => Promise<ComponentType<Props>>;
  /** Name of the file, shown in the notice if it fails to load. */
  readonly file: string;
  readonly props: Props;
}

/** Loads a dialog or menu from its own chunk. If the chunk fails to load, a dialog says so. */
export function LoadedPart<Props extends Closable>({ load, file, props }: LoadedPartProps<Props>) {
  const { part: Component, error, retry } = useLoaded(load);
  if (error) {
    return (
      <Modal title={t('loaded.title', 'Part of the panel could not be loaded')} isOpen onDismiss={props.onClose}>
        <FailureNotice failure={notLoaded(file, error)} onRetry={retry} compact={false} />
      </Modal>
    );
  }
  return Component && <Component {...props} />;
}
