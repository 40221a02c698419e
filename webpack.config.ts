import CopyWebpackPlugin from 'copy-webpack-plugin';
import path from 'path';
import TerserPlugin from 'terser-webpack-plugin';
import webpack, { type Configuration } from 'webpack';
import { getPackageJson } from './.config/bundler/utils.ts';
import scaffold, { type Env } from './.config/webpack/webpack.config.ts';

interface TerserOptions {
  readonly compress?: object;
}

/** File name of the worker beside module.js; `src/worker/factory.ts` asks for it. */
const WORKER_FILE = 'analysis-worker.js';

const wasmBinaries = path.join('node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist');

/** What a document links to within the repository is not beside it in the plugin's folder; its words stay. */
function withoutRelativeAddresses(markdown: string): string {
  return markdown.replace(/!?\[([^\]]*)\]\((?!https:|#)[^)]*\)/g, '$1');
}

/**
 * The scaffold's rules, but for the language level: it writes each spread of an object out in ES2015, which doubles the
 * code, and every browser that Grafana runs in has ES2022.
 */
function withModernSyntax(module: Configuration['module']): Configuration['module'] {
  const rules = (module?.rules ?? []).map((rule) => {
    if (!rule || typeof rule !== 'object' || !rule.use || typeof rule.use !== 'object' || !('loader' in rule.use)) {
      return rule;
    }
    const { options } = rule.use;
    if (rule.use.loader !== 'swc-loader' || typeof options !== 'object') {
      return rule;
    }
    return { ...rule, use: { ...rule.use, options: { ...options, jsc: { ...options.jsc, target: 'es2022' } } } };
  });
  return { ...module, rules };
}

/**
 * The scaffold's minimizers without licence files of their own, one a script: `npm run package` writes all licences into
 * one file. A fixed name, as create-plugin has from 7.9 on, would be the worker's: the bundle built last. Further passes
 * save a third of a kilobyte.
 */
function tuned(minimizers: NonNullable<Configuration['optimization']>['minimizer']) {
  for (const one of minimizers ?? []) {
    if (one instanceof TerserPlugin) {
      const options = Reflect.get(one, 'options') as {
        extractComments: boolean;
        minimizer: { options: TerserOptions };
      };
      options.extractComments = false;
      options.minimizer.options = {
        ...options.minimizer.options,
        compress: { ...options.minimizer.options.compress, passes: 3 },
      };
    }
  }
  return minimizers;
}

/**
 * Two bundles. The first is create-plugin's own: module.js, an AMD library without tfjs. The second is the worker:
 * one plain script without a library wrapper, since a worker cannot load an AMD chunk (docs/decisions/0003).
 */
export default async (env: Env): Promise<Configuration[]> => {
  const scaffolded = await scaffold(env);
  const panel: Configuration = {
    ...scaffolded,
    module: withModernSyntax(scaffolded.module),
    optimization: { ...scaffolded.optimization, minimizer: tuned(scaffolded.optimization?.minimizer) },
    cache: {
      type: 'filesystem',
      buildDependencies: {
        config: ['webpack.config.ts', '.config/webpack/webpack.config.ts'].map((file) => path.resolve(file)),
      },
    },
  };
  const keep = /analysis-worker\.js(\.map)?$|models\/|wasm\//;

  return [
    {
      ...panel,
      name: 'panel',
      // @grafana/i18n brings along a component and a parser for texts with markup, of which the panel has none.
      resolve: {
        ...panel.resolve,
        alias: {
          ...panel.resolve?.alias,
          'html-parse-stringify': false,
          [path.resolve('node_modules/react-i18next/dist/es/TransWithoutContext.js')]: false,
        },
      },
      output: { ...panel.output, clean: { keep } },
      plugins: [
        ...(panel.plugins ?? []),
        // A made-up language for finding untranslated texts: Grafana's own pages bring it along where it is wanted.
        new webpack.IgnorePlugin({ resourceRegExp: /^i18next-pseudo$/ }),
        // So that a browser never runs the worker of an older version from its cache.
        new webpack.DefinePlugin({ PLUGIN_VERSION: JSON.stringify(getPackageJson().version) }),
        new CopyWebpackPlugin({
          patterns: [
            { from: '*.{json,bin}', context: path.resolve('models'), to: 'models', noErrorOnMissing: true },
            {
              from: '*.md',
              context: path.resolve('models'),
              to: 'models',
              transform: (content) => withoutRelativeAddresses(content.toString()),
            },
            {
              from: 'tfjs-backend-wasm*.wasm',
              context: path.resolve(wasmBinaries),
              to: 'wasm',
              globOptions: { ignore: ['**/*threaded*'] },
            },
          ],
        }),
      ],
    },
    {
      name: 'worker',
      target: 'webworker',
      mode: panel.mode,
      context: panel.context,
      devtool: env.production ? 'source-map' : 'eval-source-map',
      entry: { 'analysis-worker': './worker/analysis.worker.ts' },
      module: panel.module,
      resolve: {
        ...panel.resolve,
        // tfjs's WebAssembly loader names Node's own modules behind a check that is never true in a worker.
        fallback: { fs: false, path: false, perf_hooks: false, os: false, crypto: false, worker_threads: false },
      },
      optimization: { ...panel.optimization, splitChunks: false, runtimeChunk: false },
      performance: { hints: false },
      output: {
        path: panel.output?.path,
        filename: WORKER_FILE,
        clean: false,
        // Every supported browser has globalThis; without it webpack looks for it with `new Function`.
        environment: { globalThis: true },
      },
    },
  ];
};
