// Bundles the demo page: node demo/bundle.mjs [--grafana-libs DIR] [--out DIR below .cache/]
// DIR is a folder whose node_modules holds the @grafana packages and react for the page.
import { build } from 'esbuild';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: { 'grafana-libs': { type: 'string', default: '.' }, out: { type: 'string', default: '.cache/host' } },
});
const libs = resolve(root, values['grafana-libs']);
const out = resolve(root, values.out);

/** Sends every bare import of the page's own files to the chosen libraries first, then to the repository's. */
const grafanaLibs = {
  name: 'grafana-libs',
  setup(bundler) {
    bundler.onResolve({ filter: /^[^./]/ }, async ({ path, importer, kind, pluginData }) => {
      if (pluginData === 'asked' || !importer.startsWith(root) || importer.includes('node_modules')) {
        return undefined;
      }
      const chosen = await bundler.resolve(path, { resolveDir: libs, kind, pluginData: 'asked' });
      return chosen.errors.length === 0 ? chosen : undefined;
    });
  },
};

/** The code editor has several megabytes and loads only if a panel opens one. No panel does here. */
const noCodeEditor = {
  name: 'no-code-editor',
  setup(bundler) {
    bundler.onResolve({ filter: /^monaco-editor/ }, ({ path }) => ({ path, namespace: 'no-code-editor' }));
    bundler.onLoad({ filter: /.*/, namespace: 'no-code-editor' }, () => ({ contents: 'export {}' }));
  },
};

const shared = {
  bundle: true,
  minify: true,
  target: 'es2022',
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  loader: { '.svg': 'dataurl', '.woff2': 'dataurl' },
  plugins: [grafanaLibs, noCodeEditor],
};

// The folder is emptied, so it must be below .cache/, which holds only generated files.
if (!out.startsWith(join(root, '.cache') + sep)) {
  throw new Error(`--out must name a folder below .cache/ because it is emptied; ${values.out} is not one.`);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await Promise.all([
  // A separate bundle because it must run before any module of the page.
  build({ ...shared, entryPoints: [join(root, 'demo/host/boot.ts')], outdir: out, format: 'iife' }),
  build({
    ...shared,
    entryPoints: [join(root, 'demo/host/main.tsx')],
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  }),
]);

const icons = join(libs, 'node_modules/@grafana/ui/dist/public/img/icons');
if (!existsSync(icons)) {
  throw new Error(`@grafana/ui in ${libs} ships no icons.`);
}
// The package leaves some icons to Grafana's app. demo/icons has those that this page needs.
cpSync(join(root, 'demo/icons'), join(out, 'public/build/img/icons/unicons'), { recursive: true });
cpSync(icons, join(out, 'public/build/img/icons'), { recursive: true });

/** The names under which @grafana/ui's style sheet asks for its typefaces; the variable fonts hold all weights. */
const FONTS = {
  'inter/Inter-Regular.woff2': 'inter/files/inter-latin-wght-normal.woff2',
  'inter/Inter-Medium.woff2': 'inter/files/inter-latin-wght-normal.woff2',
  'inter/Inter-Italic.woff2': 'inter/files/inter-latin-wght-italic.woff2',
  'inter/Inter-MediumItalic.woff2': 'inter/files/inter-latin-wght-italic.woff2',
  'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2':
    'roboto-mono/files/roboto-mono-latin-wght-normal.woff2',
};
for (const [asked, shipped] of Object.entries(FONTS)) {
  cpSync(join(root, 'node_modules/@fontsource-variable', shipped), join(out, 'public/fonts', asked));
}
cpSync(join(root, 'demo/host/index.html'), join(out, 'index.html'));
cpSync(join(root, 'src/img/logo.svg'), join(out, 'logo.svg'));
