/** @jest-environment node */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { archive, readArchive } from '../scripts/package/archive';
import { gather } from '../scripts/package/gather';
import { NOTICES_FILE, bundledPackages, thirdPartyNotices } from '../scripts/package/licences';
import { bytesOf, manifestOf, textOf } from '../scripts/package/pluginFiles';
import type { Reviewed } from '../scripts/package/point';
import { POINTS, report, review } from '../scripts/package/points';
import { ID, MANIFEST, MAP, moduleOf, pluginFiles, pngHead, repositoryFiles, reviewedOf } from './package/plugin';

type Changes = Parameters<typeof pluginFiles>[0];
type Info = Partial<Record<keyof typeof MANIFEST.info, unknown>>;

const info = (changes: Info, rest: object = {}) => ({
  'plugin.json': JSON.stringify({ ...MANIFEST, info: { ...MANIFEST.info, ...changes }, ...rest }),
});
const code = (text: string) => ({ 'module.js': moduleOf(text) });

const inRepository = (changes: Record<string, string>) => ({ repositoryFiles: repositoryFiles(changes) });

/** Claims that do not hold for a plugin with these changes. */
async function failing(changes: Changes, reviewed: Partial<Reviewed> = {}): Promise<string[]> {
  const findings = await review(reviewedOf(pluginFiles(changes), reviewed));
  return findings.filter(({ faults }) => faults.length > 0).map(({ claim }) => claim);
}

/** What breaks a point and nothing else: start of its claim, how it is broken, what is changed. */
const BREAKS: Array<[claim: string, how: string, changes: Changes, reviewed?: Partial<Reviewed>]> = [
  ['the archive holds one folder', 'another name', {}, { archiveName: 'plugin.zip' }],
  ['the archive holds one folder', 'a file outside', {}, { entries: new Map([['readme.txt/README.md', bytesOf('')]]) }],
  ['paths are plain', 'a hidden file', { '.env.json': '{}' }],
  ['paths are plain', 'a source file', { 'panel/options/options.ts': 'export {}' }],
  ['paths are plain', 'a dependency', { 'node_modules/comlink/package.json': '{}' }],
  ['manifest, code', 'no licence of the model', { 'models/LICENSE': undefined }],
  ['every script', 'no map', { 'analysis-worker.js.map': undefined }],
  ['every script', 'a map without sources', { 'module.js.map': '{"sources":["a.ts"],"sourcesContent":[]}' }],
  ['every script', 'a script that does not name it', { 'analysis-worker.js': 'self.onmessage=()=>{};' }],
  ['no file names a folder', 'the home of a person', { 'module.js.map': MAP.replace('export {}', '/home/ada/x.ts') }],
  ['no file names a folder', 'a folder on Windows', { 'CHANGELOG.md': '## 1.2.3\n\n- C:\\Users\\ada\n' }],
  ['no file names a folder', 'the checkout', { 'module.js.map': MAP.replace('export {}', '/builds/residual/x.ts') }],
  ['sizes', 'a large script', code(`let s="${'x'.repeat(250_000)}"`)],
  [
    'sizes',
    'a large picture',
    { 'img/panel.png': new Uint8Array([...pngHead(1200, 700), ...new Uint8Array(150_000)]) },
  ],
  ['sizes', 'a large archive', {}, { archiveBytes: 5_000_001 }],
  ['the model is the one', 'one bit of the weights', { 'models/weights.bin': Uint8Array.of(1, 2, 3, 5) }],
  ['the notices name', 'another package in the bundle', { 'module.js.map': MAP.replace('comlink/dist', 'uplot/dist') }],
  ['plugin.json fits', 'an unknown field', info({}, { backend: true })],
  ['plugin.json fits', 'a placeholder', info({ author: { name: '%AUTHOR%' } })],
  ['the description', 'three sentences', info({ description: 'One. Two. Three.' })],
  ['keywords are distinct', 'one that the README does not bear out', info({ keywords: ['forecast'] })],
  ['keywords are distinct', 'one twice', info({ keywords: ['anomaly', 'anomaly'] })],
  ['logos are there', 'a script in it', { 'img/logo.svg': '<svg><script>1</script></svg>' }],
  ['logos are there', 'a picture from elsewhere', { 'img/logo.svg': '<svg><image href="https://a.b/c.png"/></svg>' }],
  ['screenshots are there', 'none', { ...info({ screenshots: [] }), 'img/panel.png': undefined }],
  ['screenshots are there', 'a file that is no picture', { 'img/panel.png': 'GIF89a' }],
  ['screenshots are there', 'a small one', { 'img/panel.png': pngHead(320, 200) }],
  ['screenshots are there', 'one that nothing shows', { 'img/other.png': pngHead(1200, 700) }],
  ['links are there', 'none', info({ links: [] })],
  ['links are there', 'an address of this machine', info({ links: [{ name: 'Docs', url: 'https://localhost/docs' }] })],
  ['links are there', 'not by https', info({ links: [{ name: 'Docs', url: 'http://grafana.com' }] })],
  [
    'one version everywhere',
    'an older package.json',
    {},
    { repository: { name: ID, version: '1.2.2', license: 'Apache-2.0' } },
  ],
  ['one version everywhere', 'an older lock file', {}, { lockedVersion: '1.2.2' }],
  ['one version everywhere', 'an older changelog', { 'CHANGELOG.md': '## 1.2.2\n\n- First.\n' }],
  ['one version everywhere', 'an older script', { 'module.js': moduleOf('let t').replace('@1.2.3', '@1.2.2') }],
  ['the range of Grafana', 'any version', info({}, { dependencies: { grafanaDependency: '>=0.0.0' } })],
  ['every language', 'one without texts', info({}, { languages: ['de-DE'] })],
  [
    "the README is the plugin's own",
    'an installation section',
    { 'README.md': 'anomaly time series\n# Frames\n## Installation\n' },
  ],
  ["the README is the plugin's own", 'no word of frames', { 'README.md': '# An anomaly in a time series\n' }],
  [
    "the README is the plugin's own",
    'developers’ commands',
    { 'README.md': 'anomaly time series\n# Frames\nnpm run dev\n' },
  ],
  ['links and pictures', 'a picture beside it', { 'README.md': 'anomaly time series\n# Frames\n![x](docs/x.png)\n' }],
  [
    'links and pictures',
    'a picture beside the model card',
    { 'models/MODEL_CARD.md': 'Use, limits, training, evaluation, licence. ![x](../docs/x.png)' },
  ],
  ['the changelog tells', 'an empty section', { 'CHANGELOG.md': '## 1.2.3\n\n## 1.0.0\n\n- First.\n' }],
  ['the licence is Apache-2.0', 'another text', { LICENSE: 'MIT License' }],
  [
    'the licence is Apache-2.0',
    'another in package.json',
    {},
    { repository: { name: ID, version: '1.2.3', license: 'MIT' } },
  ],
  ['the model card', 'no word of its limits', { 'models/MODEL_CARD.md': 'Use, training, evaluation, licence.' }],
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
  ['no style of its own', 'a style element', code('document.createElement("style")')],
  ['no colour is built in', 'one in hexadecimal', code('let c="#f2495c"')],
  ['no colour is built in', 'one in words', code('let c="rgba(1, 2, 3, .5)"')],
  ['what is stored', 'a key without the id', code('localStorage.setItem("mode","1")')],
  ['the repository is built', 'another tooling', {}, inRepository({ '.config/.cprc.json': '{}' })],
  ['it provisions dashboards', 'none with the panel', {}, inRepository({ 'provisioning/dashboards/story.json': '{}' })],
  ['it has end-to-end tests', 'none with missing data', {}, inRepository({ 'tests/e2e/badInputs.spec.ts': '' })],
  [
    'it has end-to-end tests',
    'one version of Grafana',
    {},
    inRepository({ '.github/workflows/ci.yml': 'run: npm run e2e' }),
  ],
  ['it has end-to-end tests', 'another library', {}, inRepository({ 'package.json': '{}' })],
  ['a release is attested', 'no attestation', {}, inRepository({ '.github/workflows/release.yml': '' })],
];

const POINTS_BROKEN = new Set(BREAKS.map(([claim]) => claim));

test('a plugin as it should be passes every point', async () => {
  const { text, ok } = report(await review(reviewedOf(pluginFiles())));
  expect(text.split('\n').filter((line) => !line.startsWith('pass'))).toEqual([
    `${POINTS.length} of ${POINTS.length} points pass.`,
    '',
  ]);
  expect(ok).toBe(true);
});

// Jest takes a fourth parameter that a row does not have for its callback.
test.each(BREAKS.map(([claim, how, changes, reviewed = {}]) => [claim, how, changes, reviewed] as const))(
  '“%s…” fails on %s, and nothing else does',
  async (claim, _, changes, reviewed) => {
    expect(await failing(changes, reviewed)).toEqual([expect.stringMatching(new RegExp(`^${claim}`))]);
  }
);

test('every point has been seen to fail', () => {
  const unbroken = POINTS.filter(({ claim }) => ![...POINTS_BROKEN].some((start) => claim.startsWith(start)));
  expect(unbroken.map(({ claim }) => claim)).toEqual([]);
});

test('a key with the plugin’s id may be stored', async () => {
  expect(await failing(code(`localStorage.setItem("${ID}.quiet","1")`))).toEqual([]);
});

test('a point that cannot be checked has failed, and the report says so', async () => {
  const { text, ok } = report(
    await review(reviewedOf(pluginFiles()), [
      {
        claim: 'it can be read',
        faults: () => {
          throw new Error('it cannot');
        },
      },
    ])
  );
  expect(ok).toBe(false);
  expect(text).toContain('FAIL  it can be read\n        it could not be checked: it cannot\n0 of 1 points pass.');
});

describe('the archive', () => {
  test('holds every file unchanged, in one folder', () => {
    const files = pluginFiles();
    const read = readArchive(archive(ID, files));
    expect([...read.keys()].sort()).toEqual([...files.keys()].map((path) => `${ID}/${path}`).sort());
    for (const [path, content] of files) {
      expect(Buffer.from(read.get(`${ID}/${path}`) ?? []).equals(Buffer.from(content))).toBe(true);
    }
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
    for (const [path, content] of pluginFiles({ 'models/LICENSE': undefined, [NOTICES_FILE]: undefined })) {
      mkdirSync(dirname(join(root, 'dist', path)), { recursive: true });
      writeFileSync(join(root, 'dist', path), content);
    }
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

  test('says the day of the release and where the sources are, if they are given', () => {
    const { info } = manifestOf(gather({ root, day: '2026-05-06', sourcesUrl: 'https://code.org/residual' }));
    expect(info?.updated).toBe('2026-05-06');
    expect(info?.links).toEqual([{ name: 'Source', url: 'https://code.org/residual' }, ...MANIFEST.info.links]);
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
