import { type Message, message } from '../shared/message';

/** The smallest module: magic number and version. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/**
 * Why this thread may not run WebAssembly, or null. A content security policy shows itself only when something is
 * compiled, and each refusal may be reported to the administrator. So one empty module is compiled, and the real ones not
 * at all.
 */
export function webAssemblyRuledOut(): Message | null {
  if (typeof WebAssembly === 'undefined') {
    return message('engine.no-wasm', 'this browser does not support WebAssembly');
  }
  try {
    new WebAssembly.Module(EMPTY_MODULE);
    return null;
  } catch {
    // Chromium and Firefox throw a CompileError, Safari an EvalError.
    return message(
      'engine.forbidden',
      "the page's content security policy forbids it; script-src 'wasm-unsafe-eval' would allow it"
    );
  }
}
