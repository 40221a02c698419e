import { withRangeTakenOver } from './copiedLink';
import { readThemeName } from './themeName';

/**
 * What Grafana's server writes into its page before any script runs, and what its libraries read while they load.
 * Bundled on its own: in a split bundle the order in which modules are evaluated is not that of the imports.
 */
interface BootWindow {
  grafanaBootData?: object;
  __grafana_public_path__?: string;
  __i18next_supportNoticeShown?: boolean;
}

// Before Grafana's libraries read the address.
window.history.replaceState(null, '', withRangeTakenOver(window.location.href));

// Grafana's own test library declares a boot data of its own on the window, of another shape.
const page = window as Omit<Window, keyof BootWindow> & BootWindow;
const theme = readThemeName();
page.__grafana_public_path__ = new URL('public/', document.baseURI).pathname;
page.grafanaBootData = {
  settings: {
    appUrl: document.baseURI,
    appSubUrl: '',
    featureToggles: {},
    buildInfo: { version: '', env: 'production' },
  },
  user: { theme, timezone: 'browser', regionalFormat: 'en', language: 'en-US', isSignedIn: false },
  navTree: [],
  assets: { light: '', dark: '' },
};
// i18next advertises itself on the console otherwise.
page.__i18next_supportNoticeShown = true;
document.documentElement.dataset.theme = theme;
