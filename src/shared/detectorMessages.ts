import { DetectorError, type NetworkFault } from '../detector/reconstruct/network';
import type { MemoryRefusal } from '../detector/memory/learntMemory';
import { MessageError, message, type Message } from './message';

/** A thrown value as people can read it: a fault that the detector found in an answer of the network is put into words. */
export function readableError(thrown: unknown): unknown {
  return thrown instanceof DetectorError ? new MessageError(networkFault(thrown.fault)) : thrown;
}

function networkFault(fault: NetworkFault): Message {
  const part =
    fault.part === 'encoder' ? message('detector.encoder', 'encoder') : message('detector.decoder', 'decoder');
  switch (fault.code) {
    case 'other-length':
      return message('detector.other-length', "The model's {{part}} returned {{found}} numbers instead of {{due}}.", {
        part,
        found: fault.found,
        due: fault.due,
      });
    case 'not-finite':
      return message('detector.not-finite', "The model's {{part}} returned a number that is not finite.", {
        part,
      });
  }
}

/** Why a learnt memory cannot be used, and what to do. */
export function memoryRefused(refusal: MemoryRefusal): Message {
  switch (refusal.code) {
    case 'none':
      return message(
        'memory.none',
        'This is not a learnt memory of Residual. Choose a file that was exported as learnt memory.'
      );
    case 'too-large':
      return message(
        'memory.too-large',
        'This memory file is larger than 1 MB, so Residual did not export it. Learn it again.'
      );
    case 'other-version':
      return message('memory.other-version', 'This memory was written by another version of Residual. Learn it again.');
    case 'other-model':
      return message('memory.other-model', 'This memory was learnt with another model. Learn it again.');
    case 'other-window':
      return message(
        'memory.other-window',
        'This memory contains windows of {{held}} points, not of {{wanted}}. Learn it again, or set that window size.',
        { held: refusal.held.join(', ').slice(0, 20), wanted: refusal.wanted }
      );
    case 'damaged':
      return message('memory.damaged', 'Series {{number}} of this memory is damaged. Learn it again.', {
        number: refusal.number,
      });
  }
}
