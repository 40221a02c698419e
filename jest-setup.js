// create-plugin's setup speaks of a DOM; tests that run without one (`@jest-environment node`) go without it.
if (typeof HTMLCanvasElement !== 'undefined') {
  require('./.config/jest-setup');
  if (/\.tsx$/.test(expect.getState().testPath)) {
    // As testTimeout in jest.config.js: a bound for what hangs, no pace to keep.
    require('@testing-library/react').configure({ asyncUtilTimeout: 60_000 });
  }
}
// i18next advertises itself on the console otherwise.
globalThis.__i18next_supportNoticeShown = true;
// Properties are tried on the same cases everywhere, so that a run can be repeated; another PROPERTY_SEED tries others.
require('fast-check').configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 2018) });
