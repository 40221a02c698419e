import { MessageError, message } from '../../shared/message';
import type { NetworkLayers } from '../layers';

/**
 * Checks that the plugin's own kernels and shaders can compute the network. Their registers hold four numbers.
 *
 * @throws MessageError that names a layer they cannot compute
 */
export function kernelLayers(layers: NetworkLayers): NetworkLayers {
  inFours('encoder_dense', layers.encoderDense.outputs);
  inFours('encoder_lstm_1', layers.encoderFirst.units);
  inFours('encoder_lstm_2', layers.encoderSecond.units);
  inFours('latent', layers.latent.outputs);
  inFours('decoder_lstm_1', layers.decoderFirst.units);
  inFours('decoder_lstm_2', layers.decoderSecond.units);
  inFours('decoder_dense', layers.decoderDense.outputs);
  return layers;
}

function inFours(layer: string, units: number): void {
  if (units % 4 !== 0) {
    throw new MessageError(
      message('network.not-in-fours', 'the layer {{layer}} has {{units}} units, not a multiple of 4', { layer, units })
    );
  }
}
