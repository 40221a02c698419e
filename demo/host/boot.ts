import { withRangeTakenOver } from './copiedLink';
import { readThemeName } from './themeName';

/**
 * The data that Grafana's server writes into its page before any script runs, and that its libraries read while they load.
 * Bundled separately, because a split bundle does not evaluate modules in the order of the imports.
 */
interface BootWindow {
  grafanaBootData?: object;
  __grafana_public_path__?: string;
  __i18next_supportNoticeShown?: boolean;
}

// Must run before Grafana's libraries read the address.
window.history.replaceState(null, '', withRangeTakenOver(window.location.href));

// Grafana's test library declares boot data of another shape on the window.
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
// Otherwise i18next advertises itself on the console.
page.__i18next_supportNoticeShown = true;
document.documentElement.dataset.theme = theme;
