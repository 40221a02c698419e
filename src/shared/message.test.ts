/** @jest-environment node */
import { MessageError, inEnglish, wordingOf, message, worded } from './message';

const lost = message('engine.lost', 'the card is lost');
const failed = message('engine.failed', '{{engine}}: failed after {{ms}} ms ({{reason}})', {
  engine: 'WebGL',
  ms: 12,
  reason: lost,
});

it('is said in English with its values in it, messages within messages', () => {
  expect(inEnglish(failed)).toBe('WebGL: failed after 12 ms (the card is lost)');
});

it('is said in another language piece by piece, each by its key', () => {
  const french: Record<string, string> = {
    'engine.lost': 'la carte est perdue',
    'engine.failed': '{{engine}} : échec après {{ms}} ms ({{reason}})',
  };
  const said = worded(failed, (key, _, values) =>
    french[key].replace(/\{\{(\w+)\}\}/g, (_place, name: string) => String(values[name]))
  );
  expect(said).toBe('WebGL : échec après 12 ms (la carte est perdue)');
});

it('says several one after another, and figures and the words of others as they are', () => {
  expect(inEnglish([lost, 'out of memory', 7])).toBe('the card is lost; out of memory; 7');
});

it('leaves a place that no value is given for, and what looks like a place in a value', () => {
  expect(inEnglish(message('a.b', '{{one}} {{two}}', { one: '{{two}}' }))).toBe('{{two}} {{two}}');
});

it('survives a message port', () => {
  expect(inEnglish(structuredClone(failed))).toBe(inEnglish(failed));
});

it('is what an error of ours carries; of others their message counts, whatever was thrown', () => {
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
