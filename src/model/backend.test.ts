/** @jest-environment node */
import { inEnglish } from '../shared/message';
import { backendChain } from './backend';

const labels = (...chain: Parameters<typeof backendChain>) => backendChain(...chain).map(({ label }) => label);

it('tries WebGL, then WebAssembly with the plugin’s own kernels, then with tensorflow.js’s, then JavaScript', () => {
  expect(labels({})).toEqual(['WebGL', 'WebAssembly (fused)', 'WebAssembly', 'JavaScript']);
});

it('begins with the preferred backend and keeps the slower ones behind it', () => {
  expect(labels({ preference: 'wasm' })).toEqual(['WebAssembly (fused)', 'WebAssembly', 'JavaScript']);
  expect(labels({ preference: 'cpu' })).toEqual(['JavaScript']);
});

it('passes over WebGL on a software renderer and names the renderer', () => {
  const [webgl] = backendChain({ gpu: () => ({ renderer: 'llvmpipe (LLVM 15)' }) });
  expect(inEnglish(webgl.ruledOut() ?? '')).toBe('software renderer (llvmpipe (LLVM 15))');
});

it('tries WebGL on a software renderer when WebAssembly cannot run, because plain JavaScript is slower still', () => {
  const gpu = () => ({ renderer: 'llvmpipe (LLVM 15)' });
  const [webgl, fused, wasm, javascript] = backendChain({ gpu, webAssembly: () => 'forbidden' });
  expect(webgl.ruledOut()).toBeNull();
  expect([fused.ruledOut(), wasm.ruledOut(), javascript.ruledOut()]).toEqual(['forbidden', 'forbidden', null]);
});

it('asks once whether WebAssembly may run, because each refusal may be reported', () => {
  const webAssembly = jest.fn(() => 'forbidden');
  const chain = backendChain({ gpu: () => ({ renderer: 'llvmpipe (LLVM 15)' }), webAssembly });
  [...chain, ...chain].forEach((candidate) => candidate.ruledOut());
  expect(webAssembly).toHaveBeenCalledTimes(1);
});

it('tries WebGL on a software renderer when it is asked for by name', () => {
  const [webgl] = backendChain({ preference: 'webgl', gpu: () => ({ renderer: 'llvmpipe (LLVM 15)' }) });
  expect(webgl.ruledOut()).toBeNull();
});

it('passes over WebGL without an OffscreenCanvas', () => {
  const [webgl] = backendChain({ gpu: () => ({ missing: 'this browser does not support OffscreenCanvas' }) });
  expect(webgl.ruledOut()).toBe('this browser does not support OffscreenCanvas');
});

it('tries WebGL on a graphics card', () => {
  const [webgl] = backendChain({ gpu: () => ({ renderer: 'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060)' }) });
  expect(webgl.ruledOut()).toBeNull();
});
