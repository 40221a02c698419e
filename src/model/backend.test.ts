/** @jest-environment node */
import { backendChain } from './backend';

const names = (...chain: Parameters<typeof backendChain>) => backendChain(...chain).map(({ name }) => name);

it('tries WebGL, then WebAssembly, then JavaScript', () => {
  expect(names({})).toEqual(['webgl', 'wasm', 'cpu']);
});

it('begins with the preferred backend and keeps the slower ones behind it', () => {
  expect(names({ preference: 'wasm' })).toEqual(['wasm', 'cpu']);
  expect(names({ preference: 'cpu' })).toEqual(['cpu']);
});

it('passes over WebGL on a software renderer and names the renderer', () => {
  const [webgl] = backendChain({ gpu: () => ({ renderer: 'llvmpipe (LLVM 15)' }) });
  expect(webgl.ruledOut()).toBe('software renderer (llvmpipe (LLVM 15))');
});

it('tries WebGL on a software renderer when it is asked for by name', () => {
  const [webgl] = backendChain({ preference: 'webgl', gpu: () => ({ renderer: 'llvmpipe (LLVM 15)' }) });
  expect(webgl.ruledOut()).toBeNull();
});

it('passes over WebGL without an OffscreenCanvas', () => {
  const [webgl] = backendChain({ gpu: () => ({ missing: 'this browser has no OffscreenCanvas' }) });
  expect(webgl.ruledOut()).toBe('this browser has no OffscreenCanvas');
});

it('tries WebGL on a graphics card', () => {
  const [webgl] = backendChain({ gpu: () => ({ renderer: 'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060)' }) });
  expect(webgl.ruledOut()).toBeNull();
});
