// npm run sources: the panel's own query path against real servers, which scripts/sources.mjs starts.
const short = require('./jest.config');

module.exports = {
  ...short,
  maxWorkers: 1,
  moduleNameMapper: { ...short.moduleNameMapper, '^@grafana/runtime$': '<rootDir>/tests/sources/grafanaRuntime.ts' },
  testMatch: ['<rootDir>/tests/sources/**/*.sources.tsx'],
};
