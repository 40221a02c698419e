// The unit tests of npm test on Grafana's newest libraries: npm run check:grafana13.
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
process.chdir(root);
const own = require('../../jest.config');
const { grafanaESModules, nodeModulesToTransform } = require('../../.config/jest/utils');

module.exports = {
  ...own,
  rootDir: root,
  // The rooms that may import what Grafana provides. The others, such as the detector, run the same on any Grafana.
  testMatch: [
    '<rootDir>/src/{chart,data,panel,series,shared}/**/*.test.{ts,tsx}',
    '<rootDir>/demo/host/**/*.test.{ts,tsx}',
    '<rootDir>/tests/*.test.tsx',
  ],
  resolver: require.resolve('./resolver.js'),
  transformIgnorePatterns: [
    nodeModulesToTransform([...grafanaESModules, '@react-hookz', '@ver0', 'comlink', '@noble/hashes', '@tensorflow']),
  ],
};
