// create-plugin's setup speaks of a DOM; tests that run without one (`@jest-environment node`) go without it.
if (typeof HTMLCanvasElement !== 'undefined') {
  require('./.config/jest-setup');
}
