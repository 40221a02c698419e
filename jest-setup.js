// create-plugin's setup speaks of a DOM; tests that run without one (`@jest-environment node`) go without it.
if (typeof HTMLCanvasElement !== 'undefined') {
  require('./.config/jest-setup');
}
// i18next advertises itself on the console otherwise.
globalThis.__i18next_supportNoticeShown = true;
// Properties are tried on the same cases everywhere, so that a run can be repeated; another PROPERTY_SEED tries others.
require('fast-check').configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 2018) });
