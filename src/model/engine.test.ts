/** @jest-environment node */
import { Lifeline } from '../lifeline';
import { type ActiveBackend, type BackendCandidate, backendChain } from './backend';
import { bundledModel } from './bundledModel.fixture';
import { startEngine } from './engine';
import { type LoadedModel, loadModel } from './load';
import { memory } from './tfjs';

jest.setTimeout(30_000);

const WINDOW_SIZE = 16;
const window = Float32Array.from({ length: WINDOW_SIZE }, (_, point) => Math.cos(point));

let loaded: LoadedModel;
beforeAll(async () => {
  loaded = await loadModel(bundledModel);
});

/** A stand-in for WebGL that computes in plain JavaScript and can be taken away. */
function fragileGpu(change: Partial<BackendCandidate> = {}) {
  const [cpu] = backendChain({ preference: 'cpu' });
  const state = { lost: false, released: false };
  const candidate: BackendCandidate = {
    ...cpu,
    name: 'webgl',
    label: 'WebGL',
    async activate(): Promise<ActiveBackend> {
      const active = await cpu.activate();
      return { ...active, isLost: () => state.lost, release: () => (state.released = true) };
    },
    ...change,
  };
  return { state, candidate };
}

const plain = () => backendChain({ preference: 'cpu' });

it('passes over a backend that does not start and says why', async () => {
  const { candidate } = fragileGpu({ activate: () => Promise.reject({ message: 'no driver' }) });
  const engine = await startEngine(loaded, {}, [candidate, ...plain()]);
  expect(engine.backend()).toBe('cpu');
  expect(engine.passedOver()).toEqual(['WebGL: no driver']);
  engine.dispose();
});

it('gives back a backend on which the network cannot be built', async () => {
  const { candidate, state } = fragileGpu({ build: () => Promise.reject(new Error('too large')) });
  const engine = await startEngine(loaded, {}, [candidate, ...plain()]);
  expect(state.released).toBe(true);
  expect(engine.passedOver()).toEqual(['WebGL: too large']);
  engine.dispose();
});

it('computes a batch anew on the next backend when the graphics card is lost', async () => {
  const { candidate, state } = fragileGpu();
  const engine = await startEngine(loaded, {}, [candidate, ...plain()]);
  const before = await engine.run('encode', window, 1, WINDOW_SIZE);
  expect(engine.backend()).toBe('webgl');
  state.lost = true;
  const after = await engine.run('encode', window, 1, WINDOW_SIZE);
  expect(after).toEqual(before);
  expect(engine.backend()).toBe('cpu');
  expect(engine.passedOver()).toEqual(['WebGL: failed while computing (the graphics card took its context back)']);
  expect(state.released).toBe(true);
  engine.dispose();
});

it('does not wait for an answer of a graphics card that is gone', async () => {
  const lifeline = new Lifeline();
  const { candidate } = fragileGpu();
  const engine = await startEngine(loaded, {}, [
    { ...candidate, activate: async () => ({ ...(await candidate.activate()), lifeline }) },
    ...plain(),
  ]);
  lifeline.cut(new Error('context lost'));
  await engine.run('encode', window, 1, WINDOW_SIZE);
  expect(engine.passedOver()).toEqual(['WebGL: failed while computing (context lost)']);
  engine.dispose();
});

it('fails with what was tried when nothing is left', async () => {
  const { candidate } = fragileGpu({ ruledOut: () => 'software renderer (llvmpipe)' });
  await expect(startEngine(loaded, {}, [candidate])).rejects.toMatchObject({
    code: 'engine-failed',
    message: expect.stringContaining('WebGL: software renderer (llvmpipe)'),
  });
});

it('refuses files that hold another network', async () => {
  const other = { ...loaded, layersModel: { modelTopology: { class_name: 'Functional' } } };
  await expect(startEngine(other, {}, plain())).rejects.toMatchObject({ code: 'model-corrupt' });
});

it('frees every tensor', async () => {
  const before = memory().numTensors;
  const engine = await startEngine(loaded, {}, plain());
  await engine.run('encode', window, 1, WINDOW_SIZE);
  engine.dispose();
  expect(memory().numTensors).toBe(before);
});
