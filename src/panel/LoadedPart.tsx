import React, { type ComponentType } from 'react';
import { Modal } from '@grafana/ui';
import { t } from '../shared/i18n';
import { useLoaded } from '../shared/useLoaded';
import { notLoaded } from '../worker/failure';
import { FailureNotice } from './status/FailureNotice';

interface LoadedPartProps<Props> {
  readonly load: () => Promise<ComponentType<Props>>;
  /** Name of the file, for the notice where it does not come. */
  readonly file: string;
  readonly props: Props;
  readonly onClose: () => void;
}

/** A dialog or menu in a file of its own; where the file does not come, a dialog says so in its place. */
export function LoadedPart<Props extends object>({ load, file, props, onClose }: LoadedPartProps<Props>) {
  const { part: Component, error, retry } = useLoaded(load);
  if (error) {
    return (
      <Modal title={t('loaded.title', 'A part of the panel is missing')} isOpen onDismiss={onClose}>
        <FailureNotice failure={notLoaded(file, error)} onRetry={retry} compact={false} />
      </Modal>
    );
  }
  return Component && <Component {...props} />;
}
