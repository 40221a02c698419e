import { createHash } from 'node:crypto';
import { NOTICES_FILE } from '../../scripts/package/licences';
import { type PluginFiles, bytesOf } from '../../scripts/package/pluginFiles';
import type { Origin } from '../../scripts/package/point';

export const ID = 'residual-anomaly-panel';
export const VERSION = '1.2.3';

const WEIGHTS = Uint8Array.of(1, 2, 3, 4);

/** A manifest with which every point is content. */
export const MANIFEST = {
  type: 'panel',
  id: ID,
  name: 'Residual – anomaly detection',
  info: {
    description: 'Shades what is not normal. Nothing to train.',
    author: { name: 'Residual' },
    keywords: ['anomaly', 'time series'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
    links: [{ name: 'Paper', url: 'https://arxiv.org/abs/1802.04431' }],
    screenshots: [{ name: 'A panel', path: 'img/panel.png' }],
    version: VERSION,
    updated: '2026-03-04',
  },
  docsPath: 'docs',
  dependencies: { grafanaDependency: '>=12.3.0', plugins: [] },
};

/** A page of the catalogue. */
export const docsPage = (body: string) => `---\ntitle: "First"\ndescription: "It begins."\n---\n\n${body}\n`;

/** A script as the build leaves it, around `code`. */
export function moduleOf(code: string): string {
  return [
    `/* [create-plugin] plugin: ${ID}@${VERSION} */`,
    `define(["react"],(e)=>{${code};return{plugin:e}});`,
    '//# sourceMappingURL=module.js.map',
  ].join('\n');
}

/** A source map of one file of the plugin's own, and one of a package. */
export const MAP = JSON.stringify({
  sources: ['webpack://residual-anomaly-panel/./module.ts', 'webpack:///../node_modules/comlink/dist/comlink.mjs'],
  sourcesContent: ['export {}', 'export {}'],
});

/** The files of a small plugin that passes every point. A change of `undefined` leaves a file out. */
export function pluginFiles(changes: Readonly<Record<string, string | Uint8Array | undefined>> = {}): PluginFiles {
  const sha256 = createHash('sha256').update(WEIGHTS).digest('hex');
  const files: Record<string, string | Uint8Array | undefined> = {
    'plugin.json': JSON.stringify(MANIFEST),
    'module.js': moduleOf('let t=1'),
    'module.js.map': MAP,
    'analysis-worker.js': 'self.onmessage=()=>{};\n//# sourceMappingURL=analysis-worker.js.map',
    'analysis-worker.js.map': MAP,
    'README.md': '# Residual\n\nSee [the paper](https://arxiv.org).\n',
    'CHANGELOG.md': `# Changelog\n\n## ${VERSION}\n\n- First.\n\n## 1.0.0\n`,
    LICENSE: 'Apache-2.0',
    [NOTICES_FILE]: 'Packages\n\ncomlink 4.4.2 (Apache-2.0)\n',
    'models/manifest.json': JSON.stringify({ files: [{ path: 'weights.bin', bytes: WEIGHTS.length, sha256 }] }),
    'models/weights.bin': WEIGHTS,
    'models/MODEL_CARD.md': 'Use it.',
    'models/LICENSE': 'Apache-2.0',
    'img/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    'img/panel.png': 'PNG',
    'docs/index.md': docsPage('See [first](first.md#how).'),
    'docs/first.md': docsPage('See [all](index.md) and ![a plot](images/plot.png).'),
    'docs/images/plot.png': 'PNG',
    'docs/manifest.json': JSON.stringify({ pages: [{ file: 'index.md' }, { file: 'first.md' }] }),
    ...changes,
  };
  return new Map(
    Object.entries(files).flatMap(([path, content]): Array<[string, Uint8Array]> =>
      content === undefined ? [] : [[path, typeof content === 'string' ? bytesOf(content) : content]]
    )
  );
}

/** What the repository and the machine know about this plugin. */
export const ORIGIN: Origin = { packageVersion: VERSION, lockedVersion: VERSION, machinePaths: ['/builds/residual'] };
