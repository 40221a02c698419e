import { type Wording, message } from '../shared/message';

/** Names of software renderers, which emulate shaders on the processor. */
const SOFTWARE_RENDERERS = /swiftshader|llvmpipe|softpipe|swrast|software|basic render|\bwarp\b/i;

/** @param renderer the driver's name, as WebGL reports it */
export function isSoftwareRenderer(renderer: string): boolean {
  return SOFTWARE_RENDERERS.test(renderer);
}

export const NO_WEBGL2 = message('engine.no-webgl2', 'this browser does not provide a WebGL 2 context');

/** The name of the graphics card, or why there is none for WebGL 2. */
export type GpuProbe = { readonly renderer: string } | { readonly missing: Wording };

/** Asks a short-lived WebGL 2 context and releases it at once, because browsers limit their number. */
export function probeGpu(): GpuProbe {
  if (typeof OffscreenCanvas === 'undefined') {
    return { missing: message('engine.no-offscreen-canvas', 'this browser does not support OffscreenCanvas') };
  }
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) {
    return { missing: NO_WEBGL2 };
  }
  const details = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(details ? details.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { renderer };
}
