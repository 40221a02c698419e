import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';
import { TANH_SCALE } from '../fused/packing';
import { KINDS, WITH_TANH } from './weightTexture';

/** Inputs of the shader, in order: a packed half, its input rows, the state after the previous tick. */
const TEXTURES = ['network', 'given', 'state'];

/** The power of two, plus one, must stay within float32. */
const LARGEST_EXPONENT = '126.';

/**
 * One tick of one half of the network. A fragment computes one column of the next state for two windows.
 *
 * A texel of the state holds (x, y) of an even window and (x, y) of the next, odd window. For an LSTM unit, x is the
 * output and y the cell. So each fetched weight, the four gates of a unit for one input, serves two windows, and each
 * fetched texel of the state holds that input for both.
 *
 * A layer reads the previous layer's output of the last tick. So one draw call advances all layers, each one step behind
 * the previous one. Before its first step a column is zero, which is the initial state of an LSTM layer.
 *
 * The shader addresses texels by position instead of tfjs's coordinates. So it does not depend on shapes, and one
 * compilation serves both halves, all batches and all window sizes.
 */
const SOURCE = `
  // Sums come with the factors of sigmoid and tanh in their weights. Both are bounded for any finite sum.
  vec4 sigmoids(vec4 sums) {
    return 1. / (1. + exp2(min(sums, ${LARGEST_EXPONENT})));
  }
  vec2 tanhs(vec2 sums) {
    return 2. / (1. + exp2(min(sums, ${LARGEST_EXPONENT}))) - 1.;
  }

  vec4 weightAt(int column, int index) {
    return texelFetch(network, ivec2(column, 2 + index), 0);
  }
  vec4 stateAt(int column, int row) {
    return texelFetch(state, ivec2(column, row), 0);
  }

  void main() {
    int place = int(gl_FragCoord.x) + firstColumn;
    int row = int(gl_FragCoord.y);
    // All columns of the reconstruction are alike: the network's last one stands for them.
    int column = min(place, textureSize(network, 0).x - 1);
    ivec4 plan = ivec4(texelFetch(network, ivec2(column, 0), 0));
    bool tanhFollows = plan.x >= ${WITH_TANH};
    int kind = tanhFollows ? plan.x - ${WITH_TANH} : plan.x;
    int from = plan.y;
    int inputs = plan.z;
    int now = tick - plan.w;
    if (now < 0 || now >= steps) {
      setOutput(vec4(0.));
      return;
    }

    vec4 even = texelFetch(network, ivec2(column, 1), 0);
    vec4 odd = even;

    if (kind == ${KINDS.series}) {
      vec4 before = stateAt(place, row);
      int phase = now - 2 * (place - column);
      if (phase != 0 && phase != 1) {
        setOutput(before);
        return;
      }
      for (int i = 0; i < inputs; i++) {
        vec4 units = stateAt(from + i, row);
        vec4 weights = weightAt(column, i);
        even.x += dot(units.xy, weights.xy);
        odd.x += dot(units.zw, weights.xy);
      }
      setOutput(phase == 0 ? vec4(even.x, 0., odd.x, 0.) : vec4(before.x, even.x, before.z, odd.x));
      return;
    }

    if (kind == ${KINDS.given}) {
      int index = from < 0 ? now : from;
      vec4 pair = texelFetch(given, ivec2(index / 2, row), 0);
      vec2 values = index - index / 2 * 2 == 0 ? pair.xz : pair.yw;
      vec4 weights = weightAt(column, 0);
      even += weights * values.x;
      odd += weights * values.y;
    } else {
      for (int i = 0; i < inputs; i += 2) {
        vec4 one = stateAt(from + i, row);
        vec4 oneWeights = weightAt(column, i);
        vec4 other = stateAt(from + i + 1, row);
        vec4 otherWeights = weightAt(column, i + 1);
        even += oneWeights * one.x + otherWeights * other.x;
        odd += oneWeights * one.z + otherWeights * other.z;
      }
    }

    if (kind == ${KINDS.lstm}) {
      vec4 evenGates = sigmoids(even);
      vec4 oddGates = sigmoids(odd);
      vec2 inputGates = vec2(evenGates.x, oddGates.x);
      vec2 forgetGates = vec2(evenGates.y, oddGates.y);
      vec2 candidates = 2. * vec2(evenGates.z, oddGates.z) - 1.;
      vec2 outputGates = vec2(evenGates.w, oddGates.w);
      vec2 cells = forgetGates * stateAt(place, row).yw + inputGates * candidates;
      vec2 values = outputGates * tanhs(${TANH_SCALE} * cells);
      setOutput(vec4(values.x, cells.x, values.y, cells.y));
    } else if (tanhFollows) {
      setOutput(vec4(tanhs(even.xy), tanhs(odd.xy)));
    } else {
      setOutput(vec4(even.xy, odd.xy));
    }
  }
`;

/**
 * @param height pairs of windows
 * @param width columns to compute, starting at the uniform `firstColumn`
 */
export function lstmShader(height: number, width: number): GPGPUProgram {
  return {
    variableNames: TEXTURES,
    outputShape: [2 * height, 2 * width],
    packedInputs: true,
    packedOutput: true,
    // Otherwise tfjs would compile the shader again for every shape.
    enableShapeUniforms: true,
    customUniforms: [
      { name: 'tick', type: 'int' },
      { name: 'steps', type: 'int' },
      { name: 'firstColumn', type: 'int' },
    ],
    userCode: SOURCE,
  };
}
