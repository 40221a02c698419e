import { createHash } from 'node:crypto';
import { NOTICES_FILE, bundledPackages } from './licences';
import { manifestOf, pathsEnding, textOf } from './pluginFiles';
import type { Point } from './point';

const REQUIRED = [
  'plugin.json',
  'module.js',
  'analysis-worker.js',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  NOTICES_FILE,
  'models/manifest.json',
  'models/MODEL_CARD.md',
  'models/LICENSE',
];

/** What a built plugin consists of. A file of another kind has slipped in. */
const KINDS = /(\.(js|js\.map|js\.LICENSE\.txt|json|md|svg|png|bin|wasm)|(^|\/)LICENSE|THIRD_PARTY_LICENSES\.txt)$/;

const MOST_ARCHIVE_BYTES = 5_000_000;
/** Above this the catalogue's reviewers ask for lazy loading. */
const MOST_MODULE_BYTES = 250_000;
const MOST_IMAGE_BYTES = 150_000;

/** Folders of people and build machines, whoever built it. */
const MACHINE_PATHS = /\/home\/[\w.-]+\/|\/Users\/[\w.-]+\/|\/root\/|[A-Z]:\\\\?Users\\|file:\/\/\//;

/** How the archive is laid out and what is in it. */
export const layoutPoints: readonly Point[] = [
  {
    claim: 'the archive holds one folder, named as the plugin, and is named after plugin and version',
    faults({ archiveName, entries, files }) {
      const { id, info } = manifestOf(files);
      const wrong = [...entries.keys()].filter((path) => !path.startsWith(`${id}/`));
      const expected = `${id}-${info?.version}.zip`;
      return [
        ...wrong.map((path) => `${path} lies outside ${id}/`),
        ...(archiveName === expected ? [] : [`the archive is called ${archiveName}, not ${expected}`]),
      ];
    },
  },
  {
    claim: 'paths are plain: no hidden file, no way out of the folder, no file of a kind that a plugin does not need',
    faults({ entries }) {
      return [...entries.keys()].flatMap((path) => {
        const parts = path.split('/');
        if (path.includes('\\') || parts.some((part) => part === '' || part.startsWith('.'))) {
          return [`${path} is hidden or leads elsewhere`];
        }
        return parts.includes('node_modules') || !KINDS.test(path) ? [`${path} does not belong here`] : [];
      });
    },
  },
  {
    claim: 'manifest, code, README, CHANGELOG, licence, notices, model and model card are there',
    faults: ({ files }) => REQUIRED.filter((path) => !files.get(path)?.length).map((path) => `${path} is missing`),
  },
  {
    claim: 'every script has its source map, with the sources in it',
    faults({ files }) {
      return pathsEnding(files, '.js').flatMap((path) => {
        const map = `${path}.map`;
        if (!files.has(map)) {
          return [`${map} is missing`];
        }
        const { sources = [], sourcesContent = [] } = JSON.parse(textOf(files, map)) as {
          sources?: string[];
          sourcesContent?: string[];
        };
        return [
          ...(textOf(files, path).includes(`sourceMappingURL=${map}`) ? [] : [`${path} does not name ${map}`]),
          ...(sources.length > 0 && sources.length === sourcesContent.length ? [] : [`${map} lacks its sources`]),
        ];
      });
    },
  },
  {
    claim: 'no file names a folder of the machine that built it',
    faults({ files, machinePaths }) {
      return pathsEnding(files, '.js', '.map', '.json', '.md', '.txt').flatMap((path) => {
        const text = textOf(files, path);
        const found = MACHINE_PATHS.exec(text)?.[0] ?? machinePaths.find((folder) => text.includes(`${folder}/`));
        return found === undefined ? [] : [`${path} names ${found}`];
      });
    },
  },
  {
    claim: `sizes: archive up to ${MOST_ARCHIVE_BYTES / 1e6} MB, module.js up to ${MOST_MODULE_BYTES / 1e3} kB, an image up to ${MOST_IMAGE_BYTES / 1e3} kB`,
    faults({ archiveBytes, files }) {
      const sizes: Array<readonly [string, number, number]> = [
        ['the archive', archiveBytes, MOST_ARCHIVE_BYTES],
        ['module.js', files.get('module.js')?.length ?? 0, MOST_MODULE_BYTES],
        ...pathsEnding(files, '.png', '.svg').map(
          (path) => [path, files.get(path)?.length ?? 0, MOST_IMAGE_BYTES] as const
        ),
      ];
      return sizes.filter(([, bytes, most]) => bytes > most).map(([what, bytes]) => `${what} has ${bytes} bytes`);
    },
  },
  {
    claim: 'the model is the one that its manifest names, by size and SHA-256',
    faults({ files }) {
      const { files: listed = [] } = JSON.parse(textOf(files, 'models/manifest.json')) as {
        files?: Array<{ path: string; bytes: number; sha256: string }>;
      };
      if (listed.length === 0) {
        return ['models/manifest.json lists no file'];
      }
      return listed.flatMap(({ path, bytes, sha256 }) => {
        const content = files.get(`models/${path}`) ?? new Uint8Array();
        const same = content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256;
        return same ? [] : [`models/${path} is another file than the manifest means`];
      });
    },
  },
  {
    claim: 'the notices name every package whose code is bundled',
    faults({ files }) {
      const notices = textOf(files, NOTICES_FILE);
      return bundledPackages(files)
        .filter((name) => !notices.includes(`\n${name} `))
        .map((name) => `${name} is not in ${NOTICES_FILE}`);
    },
  },
];
