import { createHash } from 'node:crypto';
import { archive, readArchive } from '../../scripts/package/archive';
import { NOTICES_FILE } from '../../scripts/package/licences';
import { type PluginFiles, bytesOf } from '../../scripts/package/pluginFiles';
import type { Reviewed } from '../../scripts/package/point';

export const ID = 'residual-anomaly-panel';
export const VERSION = '1.2.3';

const WEIGHTS = Uint8Array.of(1, 2, 3, 4);

/** A manifest with which every point is content. */
export const MANIFEST = {
  type: 'panel',
  id: ID,
  name: 'Residual',
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
  dependencies: { grafanaDependency: '>=12.3.0', plugins: [] },
};

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

/** The first 24 bytes of a PNG: all that is read of one. */
export function pngHead(width: number, height: number): Uint8Array {
  const head = new Uint8Array(24);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(head.buffer).setUint32(16, width);
  new DataView(head.buffer).setUint32(20, height);
  return head;
}

/** The files of a small plugin that passes every point. A change of `undefined` leaves a file out. */
export function pluginFiles(changes: Readonly<Record<string, string | Uint8Array | undefined>> = {}): PluginFiles {
  const sha256 = createHash('sha256').update(WEIGHTS).digest('hex');
  const files: Record<string, string | Uint8Array | undefined> = {
    'plugin.json': JSON.stringify(MANIFEST),
    'module.js': moduleOf('let t=1'),
    'module.js.map': MAP,
    'analysis-worker.js': 'self.onmessage=()=>{};\n//# sourceMappingURL=analysis-worker.js.map',
    'analysis-worker.js.map': MAP,
    'README.md':
      '# Residual\n\nAn anomaly panel.\n\n## Data frames\n\nEvery time series, see [the paper](https://arxiv.org).\n',
    'CHANGELOG.md': `# Changelog\n\n## ${VERSION}\n\n- First.\n\n## 1.0.0\n`,
    LICENSE: 'Apache License\n Version 2.0, January 2004\n',
    [NOTICES_FILE]: 'Packages\n\ncomlink 4.4.2 (Apache-2.0)\n',
    'models/manifest.json': JSON.stringify({ files: [{ path: 'weights.bin', bytes: WEIGHTS.length, sha256 }] }),
    'models/weights.bin': WEIGHTS,
    'models/MODEL_CARD.md': 'Use, limits, training, evaluation, licence.',
    'models/LICENSE': 'Apache-2.0',
    'img/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    'img/panel.png': pngHead(1200, 700),
    ...changes,
  };
  return new Map(
    Object.entries(files).flatMap(([path, content]): Array<[string, Uint8Array]> =>
      content === undefined ? [] : [[path, typeof content === 'string' ? bytesOf(content) : content]]
    )
  );
}

/** Files of a repository that passes, with changes as for {@link pluginFiles}. */
export function repositoryFiles(changes: Readonly<Record<string, string>> = {}): PluginFiles {
  const files = {
    'package.json': JSON.stringify({ devDependencies: { '@grafana/plugin-e2e': '3.0.0' } }),
    '.config/.cprc.json': JSON.stringify({ version: '7.1.7' }),
    '.github/workflows/ci.yml': 'uses: grafana/plugin-actions/e2e-version@0\nrun: npm run e2e\n',
    '.github/workflows/release.yml': 'id-token: write\nattestations: write\nuses: actions/attest-build-provenance@0\n',
    'provisioning/dashboards/story.json': JSON.stringify({ panels: [{ type: 'text' }, { type: ID }] }),
    'tests/e2e/badInputs.spec.ts': "test('says No data', () => {});",
    ...changes,
  };
  return new Map(Object.entries(files).map(([path, content]) => [path, bytesOf(content)]));
}

/** What the review is given for these files, packed and read back. */
export function reviewedOf(files: PluginFiles, changes: Partial<Reviewed> = {}): Reviewed {
  const zip = archive(ID, files);
  return {
    archiveName: `${ID}-${VERSION}.zip`,
    archiveBytes: zip.length,
    entries: readArchive(zip),
    files,
    repository: { name: ID, version: VERSION, license: 'Apache-2.0' },
    lockedVersion: VERSION,
    repositoryFiles: repositoryFiles(),
    machinePaths: ['/builds/residual'],
    ...changes,
  };
}
