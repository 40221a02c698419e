import { type Wording, message } from '../shared/message';

/** Renderer names behind which no graphics card stands: the browser would emulate every shader on the processor. */
const SOFTWARE_RENDERERS = /swiftshader|llvmpipe|softpipe|swrast|software|basic render|\bwarp\b/i;

/** Whether a WebGL renderer string, as the driver gives it, names an emulation. */
export function isSoftwareRenderer(renderer: string): boolean {
  return SOFTWARE_RENDERERS.test(renderer);
}

/** Of a worker that asks for a context, and of tfjs when it got one of WebGL 1. */
export const NO_WEBGL2 = message('engine.no-webgl2', 'this browser gives no WebGL 2 context');

/** What a short-lived WebGL 2 context on an OffscreenCanvas tells about the graphics card. */
export type GpuProbe = { readonly renderer: string } | { readonly missing: Wording };

/** Makes a context, reads its renderer and gives it back at once: browsers lend only a few at a time. */
export function probeGpu(): GpuProbe {
  if (typeof OffscreenCanvas === 'undefined') {
    return { missing: message('engine.no-offscreen-canvas', 'this browser has no OffscreenCanvas') };
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
