import { MessageError, message, type Message } from '../../shared/message';
import type { Autoencoder } from '../autoencoder';

/**
 * An autoencoder whose answers are checked.
 *
 * @throws MessageError if an answer has another length than was asked for, or a number that is not finite
 */
export function checkedAutoencoder(autoencoder: Autoencoder): Autoencoder {
  const { windowSize, latentSize } = autoencoder;
  return {
    windowSize,
    latentSize,
    encode: async (windows, count) =>
      checked(await autoencoder.encode(windows, count), count * latentSize, message('detector.encoder', 'encoder')),
    decode: async (latents, count) =>
      checked(await autoencoder.decode(latents, count), count * windowSize, message('detector.decoder', 'decoder')),
  };
}

function checked(answer: Float32Array, length: number, part: Message): Float32Array {
  if (answer.length !== length) {
    throw new MessageError(
      message('detector.other-length', "The model's {{part}} returned {{found}} numbers instead of {{due}}.", {
        part,
        found: answer.length,
        due: length,
      })
    );
  }
  if (!answer.every(Number.isFinite)) {
    throw new MessageError(
      message('detector.not-finite', "The model's {{part}} returned a number that is not finite.", { part })
    );
  }
  return answer;
}
