const path = require('node:path');

const LIBS = path.join(__dirname, 'node_modules');

/** What Grafana provides to a plugin at run time: .config/bundler/externals.ts. */
const PROVIDED =
  /^(@emotion\/css|@grafana\/(data|i18n|runtime|schema|ui)|i18next|lodash|react|react-dom|rxjs|uplot)(\/|$)/;

/** Resolves what Grafana provides in this folder, whoever asks: the panel, its tests or their own libraries. */
module.exports = (request, options) => {
  const asked = { ...options };
  if (PROVIDED.test(request) && !options.basedir.startsWith(LIBS)) {
    asked.basedir = __dirname;
  }
  if (request === 'react-dom/server') {
    // @grafana/ui loads it. React 19's build for browsers needs a MessageChannel, which jsdom does not have.
    asked.conditions = ['node', 'require', 'default'];
  }
  return options.defaultResolver(request, asked);
};
