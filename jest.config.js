// One time zone for every machine.
process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

module.exports = {
  ...scaffold,
  // jest itself leaves a core idle, which on two cores is half of the machine.
  maxWorkers: '100%',
  // A bound for what hangs: a busy machine is no fault.
  testTimeout: 120_000,
  // Some of Grafana's dependencies ship only .mjs files, which the scaffold's pattern leaves as they are.
  transform: { ...scaffold.transform, '^.+\\.mjs$': Object.values(scaffold.transform)[0] },
  testMatch: ['<rootDir>/{src,headless,demo,bench,tests}/**/*.test.{ts,tsx}'],
  // What is long runs beside it: jest.long.config.js.
  testPathIgnorePatterns: ['/node_modules/', '\\.long\\.test\\.tsx?$'],
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, 'comlink', '@noble/hashes', '@tensorflow'])],
};
