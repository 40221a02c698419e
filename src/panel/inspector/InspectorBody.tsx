import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import type { BackendName } from '../../worker/protocol';
import { FailureNotice } from '../status/FailureNotice';
import { InspectionView } from './InspectionView';
import { useInspector } from './inspectorContext';
import { type Answer, useInspection } from './useInspection';

/** Inspects the open range and shows the answer, or why there is none. */
export function InspectorBody() {
  const { earlier } = useInspector();
  const styles = useStyles2(getStyles);
  const { answer, failure, isLoading, isGone, isPast, retry } = useInspection();
  const outdated = isGone
    ? t('inspector.vanished', 'The query no longer returns this series. The inspector still shows the earlier result.')
    : isPast &&
      t('inspector.past', "The dashboard's time range has changed. The inspector still shows the earlier result.");
  return (
    <div className={styles.body} aria-busy={isLoading}>
      {earlier && (
        <div>
          <Button size="sm" variant="secondary" icon="arrow-left" onClick={earlier.goBack}>
            {earlier.label}
          </Button>
        </div>
      )}
      {outdated && (
        <p role="status" className={styles.note}>
          <Icon name="info-circle" />
          {outdated}
        </p>
      )}
      {failure && <FailureNotice failure={failure} onRetry={retry} compact={false} />}
      {!answer && isLoading && <LoadingPlaceholder text={t('inspector.loading', 'Inspecting…')} />}
      {answer && <InspectionView answer={answer} />}
      <Provenance answer={answer} />
    </div>
  );
}

/** Says which model and backend ran, and how long it took. */
function Provenance({ answer }: { readonly answer: Answer | null }) {
  const { engineStatus } = useInspector();
  const styles = useStyles2(getStyles);
  const { name = '', version = '', sha256 = '' } = engineStatus?.model ?? {};
  return (
    <footer className={styles.provenance}>
      {engineStatus && (
        <span title={sha256}>
          {t('inspector.model', 'Model {{name}} {{version}}, weights {{hash}}', {
            name,
            version,
            hash: sha256.slice(0, 8),
          })}
        </span>
      )}
      {engineStatus && <span>{backendText(engineStatus.backend)}</span>}
      {answer && (
        <>
          <span>{t('status.window', 'Window: {{size}} points', { size: answer.inspection.windowSize })}</span>
          <span>
            {t('inspector.elapsed', 'Computed in {{number}} ms', {
              number: Math.max(1, Math.round(answer.elapsedMs)),
            })}
          </span>
        </>
      )}
      <span>{t('inspector.private', 'No data left this browser')}</span>
    </footer>
  );
}

function backendText(backend: BackendName): string {
  switch (backend) {
    case 'webgl':
      return t('inspector.on-webgl', 'On the graphics card (WebGL)');
    case 'wasm':
      return t('inspector.on-wasm', 'On WebAssembly');
    case 'cpu':
      return t('inspector.on-cpu', 'On plain JavaScript');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  body: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  note: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    margin: 0,
    color: theme.colors.text.secondary,
  }),
  provenance: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 2),
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
