/** What a page asked of WebGL 2 since it was last reset; textures are those alive. */
export interface GlCounts {
  readonly draws: number;
  /** Distinct programs that drew. */
  readonly programs: number;
  /** Programs linked, drawn with or not. */
  readonly linked: number;
  readonly textures: number;
}

/** Counts the calls of every WebGL 2 context that the page makes from now on. */
export function countGl(): { counts(): GlCounts; reset(): void } {
  const gl = WebGL2RenderingContext.prototype;
  const drawn = new Set<WebGLProgram | null>();
  let current: WebGLProgram | null = null;
  let draws = 0;
  let linked = 0;
  let textures = 0;

  const before = <Name extends 'useProgram' | 'linkProgram' | 'createTexture' | 'deleteTexture'>(
    name: Name,
    note: (...args: Parameters<WebGL2RenderingContext[Name]>) => void
  ) => {
    const original = gl[name] as (...args: unknown[]) => unknown;
    Object.assign(gl, {
      [name](this: WebGL2RenderingContext, ...args: Parameters<WebGL2RenderingContext[Name]>) {
        note(...args);
        return original.apply(this, args);
      },
    });
  };
  before('useProgram', (program) => (current = program));
  before('linkProgram', () => linked++);
  before('createTexture', () => textures++);
  before('deleteTexture', () => textures--);

  const { drawElements, drawArrays } = gl;
  const note = () => {
    draws++;
    drawn.add(current);
  };
  gl.drawElements = function (...args) {
    note();
    drawElements.apply(this, args);
  };
  gl.drawArrays = function (...args) {
    note();
    drawArrays.apply(this, args);
  };

  return {
    counts: () => ({ draws, programs: drawn.size, linked, textures }),
    reset() {
      draws = 0;
      linked = 0;
      drawn.clear();
    },
  };
}
