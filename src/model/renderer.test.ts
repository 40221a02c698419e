/** @jest-environment node */
import { inEnglish } from '../shared/message';
import { isSoftwareRenderer, probeGpu } from './renderer';

it.each([
  'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
  'llvmpipe (LLVM 15.0.6, 256 bits)',
  'ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11 vs_5_0 ps_5_0, D3D11)',
  'Mesa/X.org, softpipe',
  'Apple Software Renderer',
])('counts %s as no graphics card', (renderer) => {
  expect(isSoftwareRenderer(renderer)).toBe(true);
});

it.each([
  'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 (0x00002503) Direct3D11 vs_5_0 ps_5_0, D3D11)',
  'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)',
  'ANGLE (Apple, ANGLE Metal Renderer: Apple M2, Unspecified Version)',
  'Mali-G78',
  'Mozilla',
])('counts %s as a graphics card', (renderer) => {
  expect(isSoftwareRenderer(renderer)).toBe(false);
});

it('says that there is no OffscreenCanvas where there is none', () => {
  const probe = probeGpu();
  expect('missing' in probe && inEnglish(probe.missing)).toBe('this browser does not support OffscreenCanvas');
});
