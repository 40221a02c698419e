import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import React from 'react';
import { FieldType, LoadingState, dateTime, getDefaultTimeRange, toDataFrame } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import type { VizLayoutProps } from '@grafana/ui';
import { act, render } from '@testing-library/react';
import { globSync } from 'glob';
import i18next from 'i18next';
import { readLocale } from '../scripts/texts/localeFiles';
import { inWords } from '../src/shared/i18n';
import { backendChain } from '../src/model/backend';
import { bundledModel } from '../src/model/bundledModel.fixture';
import { startEngine } from '../src/model/engine';
import { type ModelSource, loadModel } from '../src/model/load';
import { parseManifest } from '../src/model/manifest';
import { verdictOf } from '../src/model/benchmark';
import { DEFAULT_OPTIONS } from '../src/panel/options/options';
import { panelProps } from '../src/panel/panelProps.fixture';
import { ResidualPanel } from '../src/panel/ResidualPanel';
import { AnalysisClientContext } from '../src/panel/useAnalysis';
import { type Wording, message } from '../src/shared/message';
import { workerUnavailable } from '../src/worker/factory';
import { AnalysisError, notLoaded } from '../src/worker/failure';
import type { AnalysisFailure, AnalysisResult } from '../src/worker/protocol';
import { analysisService } from '../src/worker/service';
import { workerDied } from '../src/worker/workerLink';
import { readJson } from './provisioning/files';

const ROOT = resolve(__dirname, '..');
const PLUGIN = 'residual-anomaly-panel';
/** What a browser says, in no language: it is quoted as it is. */
const CAUSE = '«0x80004005»';
/** Two words of Latin letters with nothing but a space between them; names of files, fields and engines stand alone. */
const ENGLISH = /[A-Za-z']{2,} [a-z]{2,}/;

jest.mock('../src/worker/client', () => ({ sharedAnalysisClient: jest.fn() }));
jest.mock('@grafana/runtime', () => ({ PanelDataErrorView: () => null }));
// jsdom has no canvas and no sizes. What would be shown on hover is shown at once.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  UPlotChart: ({ children }: { children: React.ReactNode }) => <>{children}</>,
  TooltipPlugin2: () => null,
  Tooltip: ({ content, children }: { content: React.ReactNode; children: React.ReactNode }) => (
    <>
      {children}
      <div>{content}</div>
    </>
  ),
  VizLayout: Object.assign(({ width, height, children }: VizLayoutProps) => <>{children(width, height)}</>, {
    Legend: () => null,
  }),
}));

beforeAll(async () => {
  await initPluginTranslations(PLUGIN);
  const korean = readJson<object>(`src/locales/ko-KR/${PLUGIN}.json`);
  i18next.addResourceBundle('ko-KR', PLUGIN, korean, true, false);
  await i18next.changeLanguage('ko-KR');
});
afterAll(() => i18next.changeLanguage('en-US'));

/** All that a panel of one series says in Korean, its notes on hover as well. */
async function said(analyse: () => Promise<AnalysisResult>): Promise<string> {
  const client = { analyse, inspect: jest.fn(), learn: jest.fn(), retry: jest.fn() };
  const frame = toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: [0, 1000, 2000] },
      { name: 'cpu', type: FieldType.number, values: [1, 2, 3] },
    ],
  });
  const timeRange = { ...getDefaultTimeRange(), from: dateTime(0), to: dateTime(2000) };
  const props = panelProps({ series: [frame], state: LoadingState.Done, timeRange }, DEFAULT_OPTIONS);
  const { container, unmount } = render(
    <AnalysisClientContext.Provider value={client}>
      <ResidualPanel {...props} />
    </AnalysisClientContext.Provider>
  );
  await act(async () => undefined);
  const text = container.textContent ?? '';
  unmount();
  return text;
}

/** What the model's part of the worker hands over when it throws. */
async function thrownBy(work: () => unknown): Promise<AnalysisFailure> {
  const service = analysisService(async () => {
    await work();
    throw new Error('It did not throw.');
  });
  const answer = await service.start({ assetsUrl: '/' });
  if (answer.kind !== 'failure') {
    throw new Error('It started.');
  }
  return answer.failure;
}

const instead =
  (file: string, content: () => ArrayBuffer): ModelSource =>
  async (asked) =>
    asked === file ? content() : bundledModel(asked);
const throwing = () => {
  throw new Error(CAUSE);
};

async function withoutEngine(ruledOut: Wording): Promise<unknown> {
  const [cpu] = backendChain({ preference: 'cpu' });
  return startEngine(await loadModel(bundledModel), {}, [
    { ...cpu, label: 'WebGL', ruledOut: () => ruledOut },
    { ...cpu, label: 'WebAssembly', activate: () => Promise.reject(new Error(CAUSE)) },
  ]);
}

const SOFTWARE = message('engine.software-renderer', 'software renderer ({{renderer}})', { renderer: 'SwiftShader' });

test.each<[string, () => AnalysisFailure | Promise<AnalysisFailure>, RegExp]>([
  ['a model file is missing', () => thrownBy(() => loadModel(instead('weights.bin', throwing))), /weights\.bin.*«/],
  ['a model file is cut', () => thrownBy(() => loadModel(instead('weights.bin', () => new ArrayBuffer(8)))), /8바이트/],
  ['the manifest is a page', () => thrownBy(() => parseManifest('<!doctype html>')), /manifest\.json.*JSON이 아/],
  ['the manifest is of another day', () => thrownBy(() => parseManifest('{"formatVersion":2}')), /2인데.*1만/],
  [
    'no engine is left',
    () => thrownBy(() => withoutEngine(SOFTWARE)),
    /WebGL: 소프트웨어.*SwiftShader.*WebAssembly: «/,
  ],
  ['the start breaks', () => thrownBy(throwing), /신경망을 실행할 수 없습니다: «/],
  ['the worker dies', () => workerDied(message('failure.ended', 'an error stopped it')), /오류로 종료되었습니다/],
  ['the worker falls silent', () => workerDied(message('failure.silent', '', { seconds: 30 })), /30초 동안 응답이/],
  ['the worker is not there', () => workerUnavailable(undefined), /analysis-worker\.js 시작에 실패/],
  ['the worker is forbidden', () => workerUnavailable(CAUSE), /시작에 실패했습니다: «/],
  ['a file of the plugin is missing', () => notLoaded('workers.js', new Error(CAUSE)), /workers\.js 로드에.*«/],
])('the panel speaks no English where %s', async (_, make, part) => {
  const failure = await make();
  const text = await said(() => Promise.reject(new AnalysisError(failure)));
  expect(text).toMatch(part);
  expect(text).not.toMatch(ENGLISH);
});

test('it speaks none where something breaks that nobody foresaw', async () => {
  const text = await said(() => Promise.reject(new Error(CAUSE)));
  expect(text).toMatch(/분석이 예기치 않게 끝났습니다: «/);
  expect(text).not.toMatch(ENGLISH);
});

test('nor in the notes behind the status, on engines that were passed over and a series that failed', async () => {
  const text = await said(async () => ({
    outcomes: [
      {
        status: 'failed',
        message: message('detector.not-finite', '', { part: message('detector.encoder', 'encoder') }),
      },
    ],
    engine: {
      backend: 'wasm',
      passedOver: [verdictOf({ renderer: 'card', webgl: 100, wasm: 300 }).sentence],
      model: { name: 'm', version: '1', sha256: 'f'.repeat(64) },
    },
    elapsedMs: 1,
    cached: false,
    leastStrides: [],
  }));
  expect(text).toContain('cpu: 모델 인코더의 출력에 유한하지 않은 수가 있습니다.');
  expect(text).toContain('WebGL: 이 브라우저에서는 WebAssembly 엔진이 3배 빨랐습니다');
  expect(text).not.toMatch(ENGLISH);
});

const english = readLocale(ROOT, 'en-US');
const keys = globSync('src/**/*.ts', { cwd: ROOT, ignore: '**/*.{test,fixture}.*' }).flatMap((file) =>
  [...readFileSync(resolve(ROOT, file), 'utf8').matchAll(/\bmessage\(\s*'([^']+)'/g)].map(([, key]) => key)
);

test('nor in any of the sentences that come from the worker, the model and the detector', () => {
  const made = [...new Set(keys)].filter((key) => key in english);
  expect(made.length).toBeGreaterThan(60);
  const inKorean = made.map((key) => {
    const places = [...english[key].matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => [name, CAUSE]);
    return inWords(message(key, english[key], Object.fromEntries(places)));
  });
  expect(inKorean.filter((text) => ENGLISH.test(text))).toEqual([]);
  // A cause after a colon and a percentage have no word in any language.
  const wordless = inKorean.filter((text) => !/[가-힣]/.test(text.replaceAll(CAUSE, '')));
  expect(wordless.sort()).toEqual([`${CAUSE} %`, `${CAUSE}: ${CAUSE}`]);
});
