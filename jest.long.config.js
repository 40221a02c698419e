// The long suite, `npm run test:long`: the properties of npm test on many more cases, and every command of the pages.
const short = require('./jest.config');

module.exports = {
  ...short,
  testMatch: ['<rootDir>/{src,headless,demo,bench,tests}/**/*.long.test.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/'],
};
