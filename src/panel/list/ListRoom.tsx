import React, { type ComponentType, useEffect, useState } from 'react';
import { t } from '../../i18n';
import type { AnalysisFailure } from '../../worker/protocol';
import { FailureNotice } from '../FailureNotice';
import type { AnomalyListProps } from './AnomalyList';

/** The list's place; the list itself comes in a file of its own, for most panels have none. */
export function ListRoom(props: AnomalyListProps) {
  const { width, height } = props;
  const [List, setList] = useState<ComponentType<AnomalyListProps> | null>(null);
  const [failure, setFailure] = useState<AnalysisFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    import(/* webpackChunkName: "list" */ './AnomalyList').then(
      ({ AnomalyList }) => isWanted && setList(() => AnomalyList),
      (error: unknown) => isWanted && setFailure(notLoaded(error))
    );
    return () => {
      isWanted = false;
    };
  }, [attempt]);
  const retry = () => {
    setFailure(null);
    setAttempt((count) => count + 1);
  };
  if (List) {
    return <List {...props} />;
  }
  return (
    <div style={{ width, height, overflow: 'auto' }}>
      {failure && <FailureNotice failure={failure} onRetry={retry} compact={false} />}
    </div>
  );
}

function notLoaded(error: unknown): AnalysisFailure {
  return {
    code: 'engine-failed',
    message: t('list.not-loaded', "The list's file list.js could not be loaded: {{reason}}", {
      reason: error instanceof Error ? error.message : String(error),
    }),
    remedy: t('list.not-loaded-remedy', 'Reload the page: the plugin may have been updated meanwhile.'),
  };
}
