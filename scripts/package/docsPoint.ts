import { posix } from 'node:path';
import { type PluginFiles, manifestOf, pathsEnding, textOf } from './pluginFiles';
import type { Point } from './point';

/** Bounds of @grafana/plugin-docs-cli for a picture, bytes. */
const LARGEST_PICTURE = 300 * 1024;

/** Paths of the pictures that the pages of the folder show. */
export function documentedPictures(files: PluginFiles): string[] {
  return documents(files).flatMap((path) => addressesIn(textOf(files, path), '!').map((to) => beside(path, to)));
}

/** After the rules of @grafana/plugin-docs-cli, which the catalogue shows such pages with. */
export const docsPoint: Point = {
  claim: 'the pages in docsPath have a title each, and their links and pictures lead to files beside them',
  faults(files) {
    const { docsPath } = manifestOf(files);
    if (docsPath === undefined) {
      return [];
    }
    const pages = documents(files);
    const { pages: listed } = JSON.parse(textOf(files, `${docsPath}/manifest.json`) || '{"pages":[]}') as {
      pages: Array<{ file: string }>;
    };
    const inManifest = new Set(listed.map(({ file }) => `${docsPath}/${file}`));
    return [
      ...(pages.includes(`${docsPath}/index.md`) ? [] : [`${docsPath}/index.md is missing`]),
      ...pages.filter((path) => !inManifest.has(path)).map((path) => `${path} is not in manifest.json`),
      ...[...inManifest].filter((path) => !files.has(path)).map((path) => `${path} is missing`),
      ...pages.flatMap((path) => pageFaults(files, path)),
      ...documentedPictures(files)
        .filter((path) => (files.get(path)?.length ?? 0) > LARGEST_PICTURE)
        .map((path) => `${path} is larger than 300 KB`),
    ];
  },
};

function documents(files: PluginFiles): string[] {
  const { docsPath } = manifestOf(files);
  return docsPath === undefined ? [] : pathsEnding(files, '.md').filter((path) => path.startsWith(`${docsPath}/`));
}

function pageFaults(files: PluginFiles, path: string): string[] {
  const text = textOf(files, path);
  const lost = ['', '!'].flatMap((mark) => addressesIn(text, mark)).filter((to) => !files.has(beside(path, to)));
  return [
    ...(/^---\ntitle: ".+"\ndescription: ".+"\n---\n/.test(text) ? [] : [`${path} has no title or description`]),
    ...(/^# /m.test(text) ? [`${path} has a second title`] : []),
    ...lost.map((to) => `${path} leads to ${to}, which is not there`),
  ];
}

/** Addresses of a page's links or, with the mark `!`, pictures, without anchors. */
function addressesIn(text: string, mark: string): string[] {
  const pattern = new RegExp(`${mark === '!' ? '!' : '(?<!!)'}\\[[^\\]]*\\]\\(([^)\\s#]+)`, 'g');
  return [...text.matchAll(pattern)].map(([, to]) => to).filter((to) => !to.startsWith('https://'));
}

const beside = (path: string, to: string) => posix.join(posix.dirname(path), to);
