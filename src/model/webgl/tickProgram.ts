import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';
import { TANH_SCALE } from '../fused/packing';
import { KINDS, WITH_TANH } from './columns';

/** Inputs of the program, in order: a packed half, what it is given, the state that the tick before left. */
const TEXTURES = ['network', 'given', 'state'];

/** Larger powers of two would leave float32. */
const LARGEST_EXPONENT = '126.';

/**
 * One tick of one half of the network: a fragment computes one column of the next state for two windows.
 *
 * A texel of the state is (x, y) of an even window and (x, y) of the odd window after it. Of an LSTM unit x is the output
 * and y the cell. So every weight that is fetched, the four gates of a unit for one input, serves two windows, and
 * every texel of the state that is fetched brings that input of both.
 *
 * A layer reads what the layer before it gave one tick earlier, so all layers move in one draw call, each one step
 * behind the one before. The program asks for texels by their place, never by tfjs's coordinates: it does not depend on
 * shapes, and one compilation serves both halves, every batch and every window.
 */
const SOURCE = `
  vec4 halved(vec4 scaled) {
    return 1. / (1. + exp2(min(scaled, ${LARGEST_EXPONENT})));
  }

  vec2 hyperbolic(vec2 scaled) {
    return 2. / (1. + exp2(min(scaled, ${LARGEST_EXPONENT}))) - 1.;
  }

  void main() {
    ivec2 place = ivec2(gl_FragCoord.xy) + ivec2(firstColumn, 0);
    // Steps of the series are alike: the last column of the network stands for all of them.
    int column = min(place.x, textureSize(network, 0).x - 1);
    ivec4 plan = ivec4(texelFetch(network, ivec2(column, 0), 0));
    bool tanhFollows = plan.x >= ${WITH_TANH};
    int kind = tanhFollows ? plan.x - ${WITH_TANH} : plan.x;
    int from = plan.y;
    int inputs = plan.z;
    int step = tick - plan.w;
    if (step < 0 || step >= steps) {
      setOutput(vec4(0.));
      return;
    }

    vec4 even = texelFetch(network, ivec2(column, 1), 0);
    vec4 odd = even;
    if (kind == ${KINDS.given}) {
      int index = from < 0 ? step : from;
      vec4 texel = texelFetch(given, ivec2(index / 2, place.y), 0);
      vec4 weight = texelFetch(network, ivec2(column, 2), 0);
      bool first = index - index / 2 * 2 == 0;
      even += weight * (first ? texel.x : texel.y);
      odd += weight * (first ? texel.z : texel.w);
    } else if (kind == ${KINDS.series}) {
      int half_ = place.x - column;
      vec4 before = texelFetch(state, place, 0);
      if (step / 2 != half_) {
        setOutput(before);
        return;
      }
      for (int i = 0; i < inputs; i++) {
        vec4 texel = texelFetch(state, ivec2(from + i, place.y), 0);
        vec4 weight = texelFetch(network, ivec2(column, 2 + i), 0);
        even.x += dot(texel.xy, weight.xy);
        odd.x += dot(texel.zw, weight.xy);
      }
      setOutput(step - 2 * half_ == 0 ? vec4(even.x, 0., odd.x, 0.) : vec4(before.x, even.x, before.z, odd.x));
      return;
    } else {
      for (int i = 0; i < inputs; i += 2) {
        vec4 texel = texelFetch(state, ivec2(from + i, place.y), 0);
        vec4 weight = texelFetch(network, ivec2(column, 2 + i), 0);
        vec4 nextTexel = texelFetch(state, ivec2(from + i + 1, place.y), 0);
        vec4 nextWeight = texelFetch(network, ivec2(column, 3 + i), 0);
        even += weight * texel.x + nextWeight * nextTexel.x;
        odd += weight * texel.z + nextWeight * nextTexel.z;
      }
    }

    if (kind == ${KINDS.lstm}) {
      vec2 cell = texelFetch(state, place, 0).yw;
      vec4 evenGates = halved(even);
      vec4 oddGates = halved(odd);
      vec4 inputGates = vec4(evenGates.x, oddGates.x, evenGates.z, oddGates.z);
      cell = vec2(evenGates.y, oddGates.y) * cell + inputGates.xy * (2. * inputGates.zw - 1.);
      vec2 value = vec2(evenGates.w, oddGates.w) * hyperbolic(${TANH_SCALE} * cell);
      setOutput(vec4(value.x, cell.x, value.y, cell.y));
    } else if (tanhFollows) {
      setOutput(vec4(hyperbolic(even.xy), hyperbolic(odd.xy)));
    } else {
      setOutput(vec4(even.xy, odd.xy));
    }
  }
`;

/** @param height pairs of windows @param width columns to compute, from the uniform `firstColumn` on */
export function tickProgram(height: number, width: number): GPGPUProgram {
  return {
    variableNames: TEXTURES,
    outputShape: [2 * height, 2 * width],
    packedInputs: true,
    packedOutput: true,
    // Or tfjs would compile anew for every shape.
    enableShapeUniforms: true,
    customUniforms: [
      { name: 'tick', type: 'int' },
      { name: 'steps', type: 'int' },
      { name: 'firstColumn', type: 'int' },
    ],
    userCode: SOURCE,
  };
}
