// One time zone for every machine.
process.env.TZ = 'UTC';

const scaffold = require('./.config/jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('./.config/jest/utils');

module.exports = {
  ...scaffold,
  testMatch: ['<rootDir>/{src,headless,demo,bench,tests}/**/*.test.{ts,tsx}'],
  transformIgnorePatterns: [nodeModulesToTransform([...grafanaESModules, 'comlink', '@noble/hashes', '@tensorflow'])],
};
