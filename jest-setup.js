// create-plugin's setup speaks of a DOM; tests that run without one (`@jest-environment node`) go without it.
if (typeof HTMLCanvasElement !== 'undefined') {
  require('./.config/jest-setup');
}
// i18next advertises itself on the console otherwise.
globalThis.__i18next_supportNoticeShown = true;
