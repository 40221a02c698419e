/** The mixing of 32-bit words in MurmurHash3 (Austin Appleby, public domain). */

/** Mixes one word into the hash. Other factors `first` and `second` give an independent hash. */
export function step(hash: number, word: number, first = 0xcc9e2d51, second = 0x1b873593): number {
  const scrambled = Math.imul(rotated(Math.imul(word, first), 15), second);
  return (Math.imul(rotated(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

/** Finishes the hash after the last word. */
export function finish(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
