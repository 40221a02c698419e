import { createHash } from 'node:crypto';
import Ajv from 'ajv';
import { type PluginFiles, manifestOf, pathsEnding, textOf } from './pluginFiles';
import { documentedPictures } from './docsPoint';
import schema from './plugin.schema.json';
import type { Point } from './point';

const REQUIRED = ['module.js', 'analysis-worker.js', 'README.md', 'CHANGELOG.md', 'LICENSE', 'models/LICENSE'];

/** The parts of a built plugin. */
const KINDS = /(\.(js|js\.map|json|md|svg|png|bin|wasm)|(^|\/)LICENSE|THIRD_PARTY_LICENSES\.txt)$/;

/** Home folders and folders of build machines, on any machine. */
const MACHINE_PATHS = /\/home\/[\w.-]+\/|\/Users\/[\w.-]+\/|\/root\/|[A-Z]:\\\\?Users\\|file:\/\/\//;

/** The errors of plugin.schema.json against a manifest. */
export function schemaFaults(manifest: unknown): string[] {
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(schema, manifest);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

/** The files that plugin.json names, other than those of {@link REQUIRED}. */
function namedFiles(files: PluginFiles): string[] {
  const { id, languages = [], info } = manifestOf(files);
  const texts = languages.map((language) => `locales/${language}/${id}.json`);
  return [...texts, info.logos.small, info.logos.large, ...info.screenshots.map(({ path }) => path)];
}

export const archivePoints: readonly Point[] = [
  {
    claim: 'plugin.json fits the schema, and no placeholder is left in it',
    faults(files) {
      const placeholders = textOf(files, 'plugin.json').match(/%[A-Z_]+%/g) ?? [];
      return [...schemaFaults(manifestOf(files)), ...placeholders.map((one) => `${one} is left in it`)];
    },
  },
  {
    claim: 'code, documents and licences are there, with the texts and pictures that plugin.json names',
    faults: (files) =>
      [...REQUIRED, ...namedFiles(files)]
        .filter((path) => !files.get(path)?.length)
        .map((path) => `${path} is missing`),
  },
  {
    claim: 'no file is hidden, a dependency, of a kind that a plugin does not need, or a picture that nothing shows',
    faults(files) {
      const shown = new Set([...namedFiles(files), ...documentedPictures(files)]);
      return [...files.keys()]
        .filter(
          (path) =>
            /(^|\/)(\.|node_modules\/)/.test(path) ||
            !KINDS.test(path) ||
            (/\.(png|svg)$/.test(path) && !shown.has(path))
        )
        .map((path) => `${path} does not belong here`);
    },
  },
  {
    claim: 'every script has its source map, with the sources in it',
    faults: (files) =>
      pathsEnding(files, '.js')
        .filter((path) => {
          const map = textOf(files, `${path}.map`) || '{}';
          const { sources = [], sourcesContent = [] } = JSON.parse(map) as Record<string, string[] | undefined>;
          const isNamed = textOf(files, path).includes(`sourceMappingURL=${path}.map`);
          return !isNamed || sources.length === 0 || sources.length !== sourcesContent.length;
        })
        .map((path) => `${path} has none, or one without sources`),
  },
  {
    claim: 'no file names a folder of the machine that built it',
    faults: (files, { machinePaths }) =>
      pathsEnding(files, '.js', '.map', '.json', '.md', '.txt').flatMap((path) => {
        const text = textOf(files, path);
        const found = MACHINE_PATHS.exec(text)?.[0] ?? machinePaths.find((folder) => text.includes(`${folder}/`));
        return found === undefined ? [] : [`${path} names ${found}`];
      }),
  },
  {
    claim: 'the model is the one that its manifest names, by size and SHA-256',
    faults(files) {
      const { files: listed } = JSON.parse(textOf(files, 'models/manifest.json')) as {
        files: Array<{ path: string; bytes: number; sha256: string }>;
      };
      return listed
        .filter(({ path, bytes, sha256 }) => {
          const content = files.get(`models/${path}`) ?? new Uint8Array();
          return content.length !== bytes || createHash('sha256').update(content).digest('hex') !== sha256;
        })
        .map(({ path }) => `models/${path} is another file than the manifest means`);
    },
  },
  {
    claim: 'one version everywhere: plugin.json, package.json, lock file, changelog and the script itself',
    faults(files, { packageVersion, lockedVersion }) {
      const { id, info } = manifestOf(files);
      const stated = {
        'package.json': packageVersion,
        'package-lock.json': lockedVersion,
        'CHANGELOG.md': /^## \[?(\d[^\s\]]*)/m.exec(textOf(files, 'CHANGELOG.md'))?.[1],
        'module.js': new RegExp(`plugin: ${id}@(\\S+)`).exec(textOf(files, 'module.js'))?.[1],
      };
      return Object.entries(stated)
        .filter(([, version]) => version !== info.version)
        .map(([where, version]) => `${where} says ${version}, plugin.json ${info.version}`);
    },
  },
  {
    claim: 'README and model card have no relative address, which leads nowhere in the catalogue',
    faults: (files) =>
      ['README.md', 'models/MODEL_CARD.md'].flatMap((document) =>
        [...textOf(files, document).matchAll(/\]\(([^)\s]+)/g)]
          .filter(([, address]) => !/^(https:\/\/|#)/.test(address))
          .map(([, address]) => `${document}: ${address}`)
      ),
  },
];
