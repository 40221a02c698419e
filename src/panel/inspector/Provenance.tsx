import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../shared/i18n';
import type { BackendName, EngineStatus } from '../../worker/protocol';

interface ProvenanceProps {
  /** Null before the first verdict. */
  readonly engine: EngineStatus | null;
  /** Null before the first answer. */
  readonly elapsedMs: number | null;
  /** Window size in points; null before the first answer. */
  readonly windowSize: number | null;
}

/** Says which model and backend ran, and how long it took. */
export function Provenance({ engine, elapsedMs, windowSize }: ProvenanceProps) {
  const styles = useStyles2(getStyles);
  return (
    <footer className={styles.line}>
      {engine && (
        <span title={engine.model.sha256}>
          {t('inspector.model', 'Model {{name}} {{version}}, weights {{hash}}', {
            name: engine.model.name,
            version: engine.model.version,
            hash: engine.model.sha256.slice(0, 8),
          })}
        </span>
      )}
      {engine && <span>{backendText(engine.backend)}</span>}
      {windowSize !== null && <span>{t('status.window', 'Window: {{size}} points', { size: windowSize })}</span>}
      {elapsedMs !== null && (
        <span>
          {t('inspector.elapsed', 'Computed in {{number}} ms', { number: Math.max(1, Math.round(elapsedMs)) })}
        </span>
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
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 2),
    paddingTop: theme.spacing(1),
    borderTop: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
