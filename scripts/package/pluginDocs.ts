import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type PluginFiles, bytesOf } from './pluginFiles';

/** The guide, whose README lists its pages in their order. */
const SOURCE = 'docs/guide';
const LINK = /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g;

interface Page {
  readonly title: string;
  readonly slug: string;
  readonly file: string;
}

/**
 * The guide as pages of the catalogue: what @grafana/plugin-docs-cli makes of a folder and accepts. Each page begins with
 * its title and description. Links that lead out of the folder keep their words alone.
 *
 * @param root of the repository
 * @returns files by path in the folder that plugin.json names as docsPath
 */
export function pluginDocs(root: string): PluginFiles {
  const read = (file: string) => readFileSync(join(root, SOURCE, file));
  const files = new Map<string, Uint8Array>();
  const pages: Page[] = [];
  const listed = [...read('README.md').toString().matchAll(LINK)].map(([, , , file]) => file);
  for (const file of listed) {
    const { title, description, body, images } = pageOf(read(file).toString());
    pages.push({ title, slug: posix.basename(file, '.md'), file });
    files.set(file, page({ title, description }, body));
    images.forEach((image) => files.set(image, read(image)));
  }
  const list = pages.map(({ title, file }) => `- [${title}](${file})`).join('\n');
  files.set('index.md', page({ title: 'Guide', description: 'How to use and read the panel.' }, list));
  const index: Page = { title: 'Guide', slug: 'index', file: 'index.md' };
  const manifest = { version: '1', title: 'Plugin Documentation', pages: [index, ...pages] };
  files.set('manifest.json', bytesOf(`${JSON.stringify(manifest, null, 2)}\n`));
  return files;
}

/** @throws Error if the text does not begin with its title */
function pageOf(text: string) {
  const [, title, rest] = /^# (.+)\n+([^]*)$/.exec(text) ?? [];
  if (title === undefined) {
    throw new Error(`This page of ${SOURCE} does not begin with its title: ${text.slice(0, 60)}`);
  }
  const images: string[] = [];
  const body = rest.replace(LINK, (link, mark: string, words: string, address: string) => {
    if (/^(https:|#)/.test(address)) {
      return link;
    }
    if (mark === '!') {
      images.push(address);
      return link;
    }
    return address.startsWith('../') ? words : link.replace('(README.md', '(index.md');
  });
  const prose = body.split('\n\n').find((paragraph) => /^[\w*]/.test(paragraph)) ?? title;
  const [description] = prose
    .replace(LINK, '$2')
    .replaceAll(/[*`]/g, '')
    .replaceAll('\n', ' ')
    .split(/(?<=\.)\s/);
  return { title, description, body, images };
}

function page(head: Readonly<Record<string, string>>, body: string): Uint8Array {
  const lines = Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return bytesOf(['---', ...lines, '---', '', body.trim(), ''].join('\n'));
}
