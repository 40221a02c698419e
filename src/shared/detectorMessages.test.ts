/** @jest-environment node */
import { DetectorError } from '../detector/reconstruct/network';
import { readableError } from './detectorMessages';
import { inEnglish, wordingOf } from './message';

const words = (thrown: unknown) => inEnglish(wordingOf(readableError(thrown)));

it('a fault in an answer of the network is a sentence with its figures', () => {
  expect(words(new DetectorError({ code: 'other-length', part: 'encoder', found: 3, due: 64 }))).toBe(
    "The model's encoder returned 3 numbers instead of 64."
  );
  expect(words(new DetectorError({ code: 'not-finite', part: 'decoder' }))).toBe(
    "The model's decoder returned a number that is not finite."
  );
});

it('any other error stays the same', () => {
  const other = new RangeError('out of memory');
  expect(readableError(other)).toBe(other);
});
