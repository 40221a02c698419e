import { runInNewContext } from 'node:vm';
import { createAnalysisWorker, pluginUrl } from './factory';

const started: string[] = [];
const blobs: Blob[] = [];

class RecordingWorker {
  constructor(url: string | URL) {
    started.push(String(url));
  }
}

beforeEach(() => {
  started.length = 0;
  blobs.length = 0;
  Object.assign(global, { Worker: RecordingWorker });
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => {
      blobs.push(blob);
      return 'blob:http://localhost/1';
    },
  });
});

const textOf = (blob: Blob) =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsText(blob);
  });

describe("the plugin's folder", () => {
  it.each([
    ['an absolute URL', 'https://cdn.example/residual/1.0/', 'https://cdn.example/residual/1.0/'],
    ['a path from the root', '/grafana/public/plugins/p/', 'https://host/grafana/public/plugins/p/'],
    ['a path that the base completes', 'public/plugins/p/', 'https://host/grafana/public/plugins/p/'],
  ])('is found from %s', (_, publicPath, expected) => {
    expect(pluginUrl(publicPath, 'https://host/grafana/')).toBe(expected);
  });
});

it("starts the script directly on the page's origin and passes the location of its files", () => {
  const { setup } = createAnalysisWorker('http://localhost/public/plugins/p/', { preference: 'cpu' });
  expect(started).toEqual(['http://localhost/public/plugins/p/analysis-worker.js?_cache=dev']);
  expect(setup).toEqual({ assetsUrl: 'http://localhost/public/plugins/p/', preference: 'cpu' });
});

it.each([
  ['', {}, 'https://cdn.example/p/analysis-worker.js?_cache=dev'],
  [
    ' where only trusted types are imported',
    {
      createPolicy: (_: string, { createScriptURL }: { createScriptURL(): string }) => ({
        createScriptURL: () => [createScriptURL()],
      }),
    },
    ['https://cdn.example/p/analysis-worker.js?_cache=dev'],
  ],
])('imports the script through a blob if it is on another origin%s', async (_, trustedTypes, imported) => {
  createAnalysisWorker('https://cdn.example/p/');
  expect(started).toEqual(['blob:http://localhost/1']);
  const importScripts = jest.fn();
  const self = Object.keys(trustedTypes).length > 0 ? { trustedTypes } : {};
  runInNewContext(String(await textOf(blobs[0])), { importScripts, self, ...self });
  expect(importScripts.mock.calls).toEqual([[imported]]);
});

it('names a remedy if the browser refuses workers', () => {
  Object.assign(global, {
    Worker: class {
      constructor() {
        throw new Error('Access to the script is denied by the document’s Content Security Policy');
      }
    },
  });
  expect(() => createAnalysisWorker('http://localhost/p/')).toThrow(
    expect.objectContaining({
      message: expect.stringContaining('Content Security Policy'),
      failure: expect.objectContaining({
        code: 'worker-unavailable',
        remedy: expect.objectContaining({ english: expect.stringContaining('worker-src') }),
      }),
    })
  );
});
