/** @jest-environment node */
import { MessageError, inEnglish, wordingOf, message, worded } from './message';

const lost = message('engine.lost', 'the card is lost');
const failed = message('engine.failed', '{{engine}}: failed after {{ms}} ms ({{reason}})', {
  engine: 'WebGL',
  ms: 12,
  reason: lost,
});

it('is written in English with its values, also with messages as values', () => {
  expect(inEnglish(failed)).toBe('WebGL: failed after 12 ms (the card is lost)');
});

it('is translated by its key, and so are its values', () => {
  const french: Record<string, string> = {
    'engine.lost': 'la carte est perdue',
    'engine.failed': '{{engine}} : échec après {{ms}} ms ({{reason}})',
  };
  const translation = worded(failed, (key, _, values) =>
    french[key].replace(/\{\{(\w+)\}\}/g, (_place, name: string) => String(values[name]))
  );
  expect(translation).toBe('WebGL : échec après 12 ms (la carte est perdue)');
});

it('joins several messages, and leaves figures and foreign text unchanged', () => {
  expect(inEnglish([lost, 'out of memory', 7])).toBe('the card is lost; out of memory; 7');
});

it('keeps a placeholder without a value, and what looks like a placeholder in a value', () => {
  expect(inEnglish(message('a.b', '{{one}} {{two}}', { one: '{{two}}' }))).toBe('{{two}} {{two}}');
});

it('survives a message port', () => {
  expect(inEnglish(structuredClone(failed))).toBe(inEnglish(failed));
});

it('is read from a MessageError; other thrown values give their message or their text', () => {
  const error = new MessageError(failed);
  expect(error.message).toBe('WebGL: failed after 12 ms (the card is lost)');
  expect(wordingOf(error)).toBe(failed);
  expect(wordingOf(new RangeError('out of memory'))).toBe('out of memory');
  expect(wordingOf({ message: 'no driver' })).toBe('no driver');
  expect([wordingOf('gone'), wordingOf(undefined), wordingOf({ message: 3 })]).toEqual([
    'gone',
    'undefined',
    '[object Object]',
  ]);
});
