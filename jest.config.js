// One time zone for every machine.
process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

module.exports = {
  ...scaffold,
  // Some of Grafana's dependencies ship only .mjs files, which the scaffold's pattern leaves as they are.
  transform: { ...scaffold.transform, '^.+\\.mjs$': Object.values(scaffold.transform)[0] },
  testMatch: ['<rootDir>/{src,headless,demo,bench,tests}/**/*.test.{ts,tsx}'],
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, 'comlink', '@noble/hashes', '@tensorflow'])],
};
