/**
 * MurmurHash3's mixing of 32-bit words (Austin Appleby, public domain): every bit of a word reaches every bit of the
 * hash.
 */

/** Takes one word in; `first` and `second` are the scrambling factors, other ones make an independent lane. */
export function step(hash: number, word: number, first = 0xcc9e2d51, second = 0x1b873593): number {
  const scrambled = Math.imul(rotated(Math.imul(word, first), 15), second);
  return (Math.imul(rotated(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

/** The last mixing, once every word is in. */
export function finish(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
