import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type PluginFiles, pathsEnding, textOf } from './pluginFiles';

export const NOTICES_FILE = 'THIRD_PARTY_LICENSES.txt';

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Binaries that are copied next to the bundles, and their packages. */
const COPIED: ReadonlyArray<readonly [RegExp, string]> = [
  [/^wasm\/tfjs-backend-wasm.*\.wasm$/, '@tensorflow/tfjs-backend-wasm'],
];

/** Packages under the MIT licence that ship no licence file, with the copyright holder from their sources. */
const MIT_HOLDERS: Readonly<Record<string, string>> = {
  seedrandom: '2019 David Bau; alea.js and others of its generators: 2010 Johannes Baagøe',
  '@tensorflow/tfjs-layers': '2018 Google LLC; parts after Keras',
};

const MIT_TEXT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Names of the packages whose code is in the plugin: those in the source maps, and those of the copied binaries. */
export function bundledPackages(files: PluginFiles): string[] {
  const sources = pathsEnding(files, '.js.map').flatMap(
    (path) => (JSON.parse(textOf(files, path)) as { sources?: string[] }).sources ?? []
  );
  const bundled = sources.flatMap((source) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
  const copied = COPIED.filter(([pattern]) => [...files.keys()].some((path) => pattern.test(path))).map(
    ([, name]) => name
  );
  return [...new Set([...bundled, ...copied])].sort();
}

/**
 * The plugin's notices: each bundled package with version, licence and licence text.
 *
 * @param root folder whose node_modules holds the packages
 * @throws Error that names a package without a licence
 */
export function thirdPartyNotices(files: PluginFiles, root: string): string {
  const notices = bundledPackages(files).map((name) => noticeOf(name, root));
  const list = notices.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
  const texts = notices.map(({ name, version, licence, text }) =>
    ['-'.repeat(80), `${name} ${version}, ${licence}`, '', text, ''].join('\n')
  );
  return ['This plugin contains code of the following packages.', '', ...list, '', ...texts].join('\n');
}

function noticeOf(name: string, root: string): Notice {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license?: string;
  };
  if (license === undefined) {
    throw new Error(`${name} ${version} is bundled and names no licence.`);
  }
  return { name, version, licence: license, text: licenceText(name, license, folder) };
}

function licenceText(name: string, licence: string, folder: string): string {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(_apache2)?(\.(md|txt))?$/i.test(entry));
  if (file) {
    return readFileSync(join(folder, file), 'utf8').trim();
  }
  // The plugin's own LICENSE is Apache's. Any other licence needs its text here.
  const apache = 'The package ships no text of its own; the text of the Apache License 2.0 is in the file LICENSE.';
  if (licence === 'Apache-2.0') {
    return apache;
  }
  const holder = MIT_HOLDERS[name];
  if (holder === undefined || !/^(Apache-2\.0 AND )?MIT$/.test(licence)) {
    throw new Error(`${name} (${licence}) is bundled and ships no text of its licence.`);
  }
  return [...(licence === 'MIT' ? [] : [apache, '']), `Copyright ${holder}`, '', MIT_TEXT].join('\n');
}
