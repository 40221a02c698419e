import { inEnglish } from '../shared/message';
import { verdictOf } from './benchmark';

function benchmark(webgl: number, wasm: number) {
  const { webglLost, sentence } = verdictOf({ renderer: 'a card', webgl, wasm });
  return { webglLost, sentence: inEnglish(sentence) };
}

it('names the slower backend and the ratio', () => {
  expect(benchmark(100, 300)).toEqual({ webglLost: true, sentence: 'WebGL: WebAssembly was 3 times as fast here' });
  expect(benchmark(240, 100)).toEqual({
    webglLost: false,
    sentence: 'WebAssembly (fused): WebGL was 2.4 times as fast here',
  });
  expect(benchmark(3217, 100).sentence).toBe('WebAssembly (fused): WebGL was 32 times as fast here');
});

it('prefers the graphics card at equal speed, because it leaves the processor to the page', () => {
  expect(benchmark(100, 100)).toEqual({
    webglLost: false,
    sentence: 'WebAssembly (fused): WebGL was just as fast here',
  });
});
