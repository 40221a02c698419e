import { type ComponentType, useCallback, useEffect, useState } from 'react';
import { t } from '../../i18n';
import type { AnalysisFailure } from '../../worker/protocol';
import type { InspectorBodyProps } from './InspectorBody';

export interface InspectorBodyState {
  /** Null until its file is there. */
  readonly Body: ComponentType<InspectorBodyProps> | null;
  readonly failure: AnalysisFailure | null;
  readonly retry: () => void;
}

/** Loads what stands in the inspector, which most who look at a dashboard never open. */
export function useInspectorBody(): InspectorBodyState {
  const [Body, setBody] = useState<ComponentType<InspectorBodyProps> | null>(null);
  const [failure, setFailure] = useState<AnalysisFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    import(/* webpackChunkName: "inspector" */ './InspectorBody').then(
      ({ InspectorBody }) => isWanted && setBody(() => InspectorBody),
      (error: unknown) => isWanted && setFailure(notLoaded(error))
    );
    return () => {
      isWanted = false;
    };
  }, [attempt]);
  const retry = useCallback(() => {
    setFailure(null);
    setAttempt((count) => count + 1);
  }, []);
  return { Body, failure, retry };
}

function notLoaded(error: unknown): AnalysisFailure {
  return {
    code: 'engine-failed',
    message: t('inspector.not-loaded', "The inspector's file inspector.js could not be loaded: {{reason}}", {
      reason: error instanceof Error ? error.message : String(error),
    }),
    remedy: t('inspector.not-loaded-remedy', 'Reload the page: the plugin may have been updated meanwhile.'),
  };
}
