import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import semver from 'semver';
import { type PluginFiles, manifestOf, pathsEnding, textOf } from './pluginFiles';
import type { Point } from './point';

const MOST_SENTENCES = 2;
/** Catalogue thumbnails keep this shape; a narrow picture would be cropped. */
const LEAST_SCREENSHOT_WIDTH = 800;

/** What a schema of plugin.json has against a manifest; none where it fits. */
export function schemaFaults(manifest: unknown): string[] {
  const schema = JSON.parse(readFileSync(join(__dirname, 'plugin.schema.json'), 'utf8')) as object;
  const fits = new Ajv({ allErrors: true }).compile(schema);
  return fits(manifest)
    ? []
    : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
}

/** Sentences of a text; a full stop inside a word or a number ends none. */
function sentences(text: string): string[] {
  return text.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.trim() !== '');
}

/** Width and height of a PNG, or null where it is none (PNG specification, section 11.2.2: IHDR comes first). */
function pngSize(content: Uint8Array | undefined): { width: number; height: number } | null {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (!content || content.length < 24 || signature.some((byte, index) => content[index] !== byte)) {
    return null;
  }
  const view = new DataView(content.buffer, content.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** plugin.json and what it points to. */
export const manifestPoints: readonly Point[] = [
  {
    claim: 'plugin.json fits the schema, and no placeholder is left in it',
    faults({ files }) {
      const text = textOf(files, 'plugin.json');
      const placeholder = /%[A-Z_]+%/.exec(text)?.[0];
      return [...schemaFaults(JSON.parse(text)), ...(placeholder ? [`${placeholder} is left in it`] : [])];
    },
  },
  {
    claim: `the description has one or ${MOST_SENTENCES} sentences`,
    faults({ files }) {
      const count = sentences(manifestOf(files).info?.description ?? '').length;
      return count >= 1 && count <= MOST_SENTENCES ? [] : [`it has ${count}`];
    },
  },
  {
    claim: 'keywords are distinct, and the README speaks of each',
    faults({ files }) {
      const keywords = manifestOf(files).info?.keywords ?? [];
      const readme = textOf(files, 'README.md').toLowerCase();
      return [
        ...(new Set(keywords).size < keywords.length ? ['one comes twice'] : []),
        ...keywords.filter((word) => !readme.includes(word.toLowerCase())).map((word) => `the README has no “${word}”`),
      ];
    },
  },
  {
    claim: 'logos are there, drawn as SVG, with no script and no picture from elsewhere',
    faults({ files }) {
      const { small, large } = manifestOf(files).info?.logos ?? {};
      return [small, large].flatMap((path) => {
        const svg = textOf(files, path ?? '');
        if (!path?.endsWith('.svg') || !svg.includes('<svg')) {
          return [`${path} is no SVG of this archive`];
        }
        const foreign = /<script|<foreignObject|<image|\son\w+=|href=["'](?!#)|url\((?!#)/i.exec(svg)?.[0];
        return foreign ? [`${path} holds ${foreign}`] : [];
      });
    },
  },
  {
    claim: `screenshots are there: PNG, at least ${LEAST_SCREENSHOT_WIDTH} px wide, each with a name; no picture is left over`,
    faults({ files }) {
      const { screenshots = [], logos } = manifestOf(files).info ?? {};
      const shown = new Set([...screenshots.map(({ path }) => path), logos?.small, logos?.large]);
      return [
        ...(screenshots.length === 0 ? ['there is none'] : []),
        ...screenshots.flatMap(({ name, path = '' }) => {
          const size = pngSize(files.get(path));
          const fits = size !== null && size.width >= LEAST_SCREENSHOT_WIDTH && size.width > size.height;
          return [...(name ? [] : [`${path} has no name`]), ...(fits ? [] : [`${path} is no such picture`])];
        }),
        ...pathsEnding(files, '.png', '.svg')
          .filter((path) => !shown.has(path))
          .map((path) => `${path} is shown nowhere`),
      ];
    },
  },
  {
    claim: 'links are there, by https, each with a name',
    faults({ files }) {
      const links = manifestOf(files).info?.links ?? [];
      return [
        ...(links.length === 0 ? ['there is none'] : []),
        ...links
          .filter(({ name, url }) => !name || !isPublicAddress(url))
          .map(({ name, url }) => `${name ?? 'a link without a name'}: ${url}`),
      ];
    },
  },
  {
    claim: 'one version everywhere: plugin.json, package.json, lock file, changelog and the script itself',
    faults({ files, repository, lockedVersion }) {
      const { id, info } = manifestOf(files);
      const stated: Record<string, string | undefined> = {
        'plugin.json': info?.version,
        'package.json': repository.version,
        'package-lock.json': lockedVersion,
        'CHANGELOG.md': /^## \[?(\d[^\s\]]*)/m.exec(textOf(files, 'CHANGELOG.md'))?.[1],
        'module.js': new RegExp(`plugin: ${id}@(\\S+)`).exec(textOf(files, 'module.js'))?.[1],
      };
      const odd = Object.entries(stated).filter(([, version]) => version === undefined || version !== info?.version);
      return [
        ...odd.map(([where, version]) => `${where} says ${version}`),
        ...(semver.valid(info?.version) ? [] : [`${info?.version} is no semantic version`]),
        ...(repository.name === id ? [] : [`package.json is called ${repository.name}`]),
      ];
    },
  },
  {
    claim: 'the range of Grafana versions is a valid one with a lower bound',
    faults({ files }) {
      const range = manifestOf(files).dependencies?.grafanaDependency ?? '';
      const least = semver.validRange(range) ? semver.minVersion(range) : null;
      return least && semver.gt(least, '0.0.0') ? [] : [`“${range}” is none`];
    },
  },
  {
    claim: 'every language that is named has its texts',
    faults({ files }) {
      const { id, languages = [] } = manifestOf(files);
      return languages
        .map((language) => `locales/${language}/${id}.json`)
        .filter((path) => !hasTexts(files, path))
        .map((path) => `${path} is missing or empty`);
    },
  },
];

function isPublicAddress(url: string | undefined): boolean {
  try {
    const { protocol, hostname } = new URL(url ?? '');
    return protocol === 'https:' && hostname.includes('.') && !/^[\d.]+$|^example\.|\.(local|test)$/.test(hostname);
  } catch {
    return false;
  }
}

function hasTexts(files: PluginFiles, path: string): boolean {
  return files.has(path) && Object.keys(JSON.parse(textOf(files, path)) as object).length > 0;
}
