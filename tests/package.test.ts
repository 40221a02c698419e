/** @jest-environment node */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { zipSync } from 'fflate';
import { archive, readArchive } from '../scripts/package/archive';
import { gather } from '../scripts/package/gather';
import { NOTICES_FILE, bundledPackages, thirdPartyNotices } from '../scripts/package/licences';
import { bytesOf, manifestOf, textOf } from '../scripts/package/pluginFiles';
import type { Origin } from '../scripts/package/point';
import { POINTS, review } from '../scripts/package/review';
import { ID, MANIFEST, MAP, ORIGIN, docsPage, moduleOf, pluginFiles } from './package/plugin';

type Changes = Parameters<typeof pluginFiles>[0];
type Info = Partial<Record<keyof typeof MANIFEST.info, unknown>>;

const info = (changes: Info, rest: object = {}) => ({
  'plugin.json': JSON.stringify({ ...MANIFEST, info: { ...MANIFEST.info, ...changes }, ...rest }),
});
const code = (text: string) => ({ 'module.js': moduleOf(text) });

const chunk = (text: string) => ({
  'list.js': `(self.webpackChunkresidual_anomaly_panel=self.webpackChunkresidual_anomaly_panel||[]).push([[1],{1:e=>{${text}}}]);
//# sourceMappingURL=list.js.map`,
  'list.js.map': MAP,
});

/** Claims that do not hold for a plugin with these changes. */
function failing(changes: Changes, origin: Partial<Origin> = {}): string[] {
  const findings = review(pluginFiles(changes), { ...ORIGIN, ...origin });
  return findings.filter(({ faults }) => faults.length > 0).map(({ claim }) => claim);
}

const PLOT = '![a plot](images/plot.png)';

/** What breaks a point and nothing else: start of its claim, how it is broken, what is changed. */
const BREAKS: Array<[claim: string, how: string, changes: Changes, origin?: Partial<Origin>]> = [
  ['plugin.json fits', 'an unknown field', info({}, { backend: true })],
  ['plugin.json fits', 'a placeholder', info({ author: { name: '%AUTHOR%' } })],
  ['plugin.json fits', 'a keyword twice', info({ keywords: ['anomaly', 'anomaly'] })],
  ['plugin.json fits', 'no link', info({ links: [] })],
  ['plugin.json fits', 'a link to this machine', info({ links: [{ name: 'Docs', url: 'https://localhost/docs' }] })],
  ['plugin.json fits', 'a link without https', info({ links: [{ name: 'Docs', url: 'http://grafana.com' }] })],
  ['plugin.json fits', 'no screenshot', { ...info({ screenshots: [] }), 'img/panel.png': undefined }],
  ['code, documents', 'no licence of the model', { 'models/LICENSE': undefined }],
  ['code, documents', 'a language without texts', info({}, { languages: ['de-DE'] })],
  ['code, documents', 'no screenshot', { 'img/panel.png': undefined }],
  ['no file is hidden', 'a hidden file', { '.env.json': '{}' }],
  ['no file is hidden', 'a source file', { 'panel/options/options.ts': 'export {}' }],
  ['no file is hidden', 'a second file of licences', { 'module.js.LICENSE.txt': 'MIT' }],
  ['no file is hidden', 'a dependency', { 'node_modules/comlink/package.json': '{}' }],
  ['no file is hidden', 'a picture that nothing shows', { 'img/other.png': 'PNG' }],
  ['every script', 'no map', { 'analysis-worker.js.map': undefined }],
  ['every script', 'a map without sources', { 'module.js.map': '{"sources":["a.ts"],"sourcesContent":[]}' }],
  ['every script', 'a script that does not name it', { 'analysis-worker.js': 'self.onmessage=()=>{};' }],
  ['no file names a folder', 'the home of a person', { 'module.js.map': MAP.replace('export {}', '/home/ada/x.ts') }],
  ['no file names a folder', 'a folder on Windows', { 'CHANGELOG.md': '## 1.2.3\n\n- C:\\Users\\ada\n' }],
  ['no file names a folder', 'the checkout', { 'module.js.map': MAP.replace('export {}', '/builds/residual/x.ts') }],
  ['the model is the one', 'one bit of the weights', { 'models/weights.bin': Uint8Array.of(1, 2, 3, 5) }],
  ['the model is the one', 'a manifest without files', { 'models/manifest.json': '{}' }],
  ['one version everywhere', 'an older package.json', {}, { packageVersion: '1.2.2' }],
  ['one version everywhere', 'an older lock file', {}, { lockedVersion: '1.2.2' }],
  ['one version everywhere', 'an older changelog', { 'CHANGELOG.md': '## 1.2.2\n\n- First.\n' }],
  ['one version everywhere', 'an older script', { 'module.js': moduleOf('let t').replace('@1.2.3', '@1.2.2') }],
  ['README and model card', 'a picture of the repository', { 'README.md': '![x](docs/x.png)\n' }],
  ['README and model card', 'one in the model card', { 'models/MODEL_CARD.md': '![x](../docs/x.png)' }],
  ['the pages in docsPath', 'no index', { 'docs/index.md': undefined }],
  ['the pages in docsPath', 'no title', { 'docs/first.md': PLOT }],
  ['the pages in docsPath', 'a link out of the folder', { 'docs/first.md': docsPage(`[x](../models/x.md) ${PLOT}`) }],
  ['the pages in docsPath', 'no picture', { 'docs/images/plot.png': undefined }],
  ['the pages in docsPath', 'a page that the manifest lacks', { 'docs/more.md': docsPage('More.') }],
  ['no script writes to the console', 'a log of the page', code('console.log(1)')],
  [
    'no script writes to the console',
    'a log of the worker',
    { 'analysis-worker.js': 'console.log(1)\n//# sourceMappingURL=analysis-worker.js.map' },
  ],
  ['no script makes code of text', 'eval', code('eval("1")')],
  ['no script makes code of text', 'new Function', code('new Function("return 1")')],
  ['no script makes code of text', 'a timer with a string', code('setTimeout("alert(1)",1)')],
  ['no script makes code of text', 'behind a comment for ESLint', code('/* eslint-disable */eval("1")')],
  ['no unsafe HTML', 'innerHTML', code('e.x.innerHTML="<b>"')],
  ['no unsafe HTML', 'dangerouslySetInnerHTML', code('e.h("p",{dangerouslySetInnerHTML:{__html:""}})')],
  ['no unsafe HTML', 'document.write', code('document.write("<b>")')],
  ['no request of its own', 'a fetch', code('fetch("x")')],
  ['no request of its own', 'a beacon', code('navigator.sendBeacon("x")')],
  ['no request of its own', 'a script', code('document.createElement("script")')],
  ['no address of a host', 'a content delivery network', code('let u="https://cdn.jsdelivr.net/x.js"')],
  ['no address of a host', 'an address put together', code('let u=`https://a.b/${e}`')],
  ['no address of a host', 'its folder from the root', code('let u="/public/plugins/residual-anomaly-panel/"')],
  ["nothing is written to the page's global object", 'a property', code('window.residual=1')],
  ["nothing is written to the page's global object", 'a property of a property', code('window.residual.x=1')],
  ["nothing is written to the page's global object", 'several at once', code('Object.assign(globalThis,{a:1})')],
  ['nothing that React 19', 'default props of a function', code('function C(){}C.defaultProps={a:1}')],
  ['nothing that React 19', 'prop types of a class', code('class C{static propTypes={}}')],
  ['nothing that React 19', 'legacy context', code('class C{getChildContext(){return{}}}')],
  ['nothing that React 19', 'findDOMNode', code('e.findDOMNode(e)')],
  ['nothing that React 19', 'a string as ref', code('e.jsx("p",{ref:"p"})')],
  ['nothing that React 19', 'what a string as ref leads to', code('class C{m(){this.refs.p.focus()}}')],
  ['nothing that React 19', 'the internals of React', code('e.__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED')],
  ['nothing that React 19', 'elements of React 18', code('Symbol.for("react.element")')],
  ['nothing that React 19', 'a bundled jsx-runtime', { 'module.js.map': MAP.replace('comlink/dist', 'react/cjs') }],
  ['nothing that React 19', 'a chunk with default props', chunk('e.defaultProps={}')],
];

const POINTS_BROKEN = new Set(BREAKS.map(([claim]) => claim));

test('a plugin as it should be passes every point', () => {
  expect(failing({})).toEqual([]);
});

// Jest takes a fourth parameter that a row does not have for its callback.
test.each(BREAKS.map(([claim, how, changes, origin = {}]) => [claim, how, changes, origin] as const))(
  '“%s…” fails on %s, and nothing else does',
  (claim, _, changes, origin) => {
    expect(failing(changes, origin)).toEqual([expect.stringMatching(new RegExp(`^${claim}`))]);
  }
);

test('every point has been seen to fail', () => {
  const unbroken = POINTS.filter(({ claim }) => ![...POINTS_BROKEN].some((start) => claim.startsWith(start)));
  expect(unbroken.map(({ claim }) => claim)).toEqual([]);
});

test('a manifest that cannot be read fails every point that reads it', () => {
  expect(failing({ 'plugin.json': '{' })).toHaveLength(5);
});

describe('the archive', () => {
  test('holds every file unchanged, in one folder', () => {
    const files = pluginFiles();
    const read = readArchive(archive(ID, files));
    expect([...read.keys()].sort()).toEqual([...files.keys()].sort());
    for (const [path, content] of files) {
      expect(Buffer.from(read.get(path) ?? []).equals(Buffer.from(content))).toBe(true);
    }
  });

  test('is refused if a file lies outside of its folder', () => {
    const files = { 'plugin/module.js': bytesOf(''), 'readme.md': bytesOf('') };
    expect(() => readArchive(zipSync(files))).toThrow('readme.md lies outside of plugin/');
  });

  test('is the same to the last byte, whenever it is made and in whatever order its files were found', () => {
    const files = pluginFiles();
    const first = archive(ID, files);
    jest.useFakeTimers({ now: Date.UTC(2031, 6, 1) });
    const second = archive(ID, new Map([...files].reverse()));
    jest.useRealTimers();
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });
});

describe('what is gathered', () => {
  const root = mkdtempSync(join(tmpdir(), 'residual-gather-'));
  afterAll(() => rmSync(root, { recursive: true }));
  beforeAll(() => {
    const write = (path: string, content: string | Uint8Array) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    };
    const built = pluginFiles({ 'models/LICENSE': undefined, [NOTICES_FILE]: undefined });
    for (const [path, content] of [...built].filter(([path]) => !path.startsWith('docs/'))) {
      write(`dist/${path}`, content);
    }
    write('docs/guide/README.md', '# Guide\n\n1. [First](first.md)\n');
    write(
      'docs/guide/first.md',
      '# First: *how*\n\n![a plot](images/plot.png)\n\nIt **begins**. [All](../x.md), [guide](README.md).\n'
    );
    write('docs/guide/images/plot.png', 'PNG');
    mkdirSync(join(root, 'models'));
    writeFileSync(join(root, 'models/LICENSE'), 'The licence of the weights.');
    mkdirSync(join(root, 'node_modules/comlink'), { recursive: true });
    writeFileSync(join(root, 'node_modules/comlink/package.json'), '{"version":"4.5.6","license":"Apache-2.0"}');
  });

  test('is the build, with the licence of the model and the notices', () => {
    const files = gather({ root });
    expect([...files.keys()].sort()).toEqual([...pluginFiles().keys()].sort());
    expect(textOf(files, 'models/LICENSE')).toBe('The licence of the weights.');
    expect(textOf(files, NOTICES_FILE)).toContain('comlink 4.5.6 (Apache-2.0)');
    expect(manifestOf(files)).toEqual(MANIFEST);
  });

  test('has the pages of the guide as the catalogue takes them: a title and a description each, no link out', () => {
    const files = gather({ root });
    expect(textOf(files, 'docs/first.md')).toBe(
      '---\ntitle: "First: *how*"\ndescription: "It begins."\n---\n\n' +
        '![a plot](images/plot.png)\n\nIt **begins**. All, [guide](index.md).\n'
    );
    expect(textOf(files, 'docs/index.md')).toContain('- [First: *how*](first.md)');
    const { pages } = JSON.parse(textOf(files, 'docs/manifest.json')) as { pages: Array<{ file: string }> };
    expect(pages.map(({ file }) => file)).toEqual(['index.md', 'first.md']);
  });

  test('says the day of the release and where the sources are, if they are given', () => {
    const { info } = manifestOf(gather({ root, day: '2026-05-06', sourcesUrl: 'https://code.org/residual' }));
    expect(info).toMatchObject({
      updated: '2026-05-06',
      links: [{ name: 'Source', url: 'https://code.org/residual' }, ...MANIFEST.info.links],
    });
  });
});

describe('the notices', () => {
  const root = mkdtempSync(join(tmpdir(), 'residual-notices-'));
  afterAll(() => rmSync(root, { recursive: true }));

  function install(name: string, manifest: object, licence?: string): void {
    const folder = join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '4.5.6', ...manifest }));
    if (licence !== undefined) {
      writeFileSync(join(folder, 'LICENSE'), licence);
    }
  }

  test('give name, version, licence and text of each bundled package', () => {
    install('comlink', { license: 'Apache-2.0' }, 'The text of it.');
    const notices = thirdPartyNotices(pluginFiles(), root);
    expect(notices).toContain('comlink 4.5.6 (Apache-2.0)');
    expect(notices).toContain('The text of it.');
  });

  test.each([
    ['that names no licence', {}, 'names no licence'],
    ['that ships no text of a licence other than Apache’s', { license: 'BSD-3-Clause' }, 'ships no text'],
  ])('stop at a package %s', (_, manifest, reason) => {
    install('nameless', manifest);
    const files = pluginFiles({ 'module.js.map': MAP.replace('comlink', 'nameless') });
    expect(() => thirdPartyNotices(files, root)).toThrow(new RegExp(`^nameless.*${reason}`));
  });

  test('know packages with a scope, and those whose binaries are copied', () => {
    const map = JSON.stringify({ sources: ['webpack:///../node_modules/@noble/hashes/esm/sha2.js'] });
    const files = pluginFiles({ 'module.js.map': map, 'wasm/tfjs-backend-wasm.wasm': 'wasm' });
    expect(bundledPackages(files)).toEqual(['@noble/hashes', '@tensorflow/tfjs-backend-wasm', 'comlink']);
  });

  test('can be written for what this repository bundles', () => {
    const sources = ['@noble/hashes', '@tensorflow/tfjs-layers', 'seedrandom', 'long', 'comlink'].map(
      (name) => `webpack:///../node_modules/${name}/index.js`
    );
    const files = pluginFiles({ 'module.js.map': JSON.stringify({ sources }) });
    expect(thirdPartyNotices(files, resolve(__dirname, '..'))).toContain('Copyright 2019 David Bau');
  });
});
