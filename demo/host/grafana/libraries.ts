import * as emotionCss from '@emotion/css';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import * as i18next from 'i18next';
import * as lodash from 'lodash';
import * as React from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as ReactDom from 'react-dom';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';
import { PanelDataErrorView } from './PanelDataErrorView';

/** The libraries that Grafana shares with a plugin instead of the plugin bundling them (.config/bundler/externals.ts). */
export const SHARED_LIBRARIES: Readonly<Record<string, unknown>> = {
  '@emotion/css': emotionCss,
  '@grafana/data': grafanaData,
  // Grafana's app supplies this component, through an entry that the package does not publish.
  '@grafana/runtime': { ...grafanaRuntime, PanelDataErrorView },
  '@grafana/ui': grafanaUi,
  i18next,
  lodash,
  react: React,
  'react/jsx-runtime': jsxRuntime,
  'react-dom': ReactDom,
  rxjs,
  'rxjs/operators': rxjsOperators,
};
