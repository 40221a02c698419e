/** Renderer names behind which no graphics card stands: the browser would emulate every shader on the processor. */
const SOFTWARE_RENDERERS = /swiftshader|llvmpipe|softpipe|swrast|software|basic render|\bwarp\b/i;

/** Whether a WebGL renderer string, as the driver gives it, names an emulation. */
export function isSoftwareRenderer(renderer: string): boolean {
  return SOFTWARE_RENDERERS.test(renderer);
}

/** What a short-lived WebGL 2 context on an OffscreenCanvas tells about the graphics card. */
export type GpuProbe = { readonly renderer: string } | { readonly missing: string };

/** Makes a context, reads its renderer and gives it back at once: browsers lend only a few at a time. */
export function probeGpu(): GpuProbe {
  if (typeof OffscreenCanvas === 'undefined') {
    return { missing: 'this browser has no OffscreenCanvas' };
  }
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) {
    return { missing: 'this browser gives no WebGL 2 context' };
  }
  const details = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(details ? details.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { renderer };
}
