/** @jest-environment node */
import { SaidError, inEnglish, saidBy, saying, worded } from './message';

const lost = saying('engine.lost', 'the card is lost');
const failed = saying('engine.failed', '{{engine}}: failed after {{ms}} ms ({{reason}})', {
  engine: 'WebGL',
  ms: 12,
  reason: lost,
});

it('is said in English with its values in it, sayings within sayings', () => {
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
  expect(inEnglish(saying('a.b', '{{one}} {{two}}', { one: '{{two}}' }))).toBe('{{two}} {{two}}');
});

it('survives a message port', () => {
  expect(inEnglish(structuredClone(failed))).toBe(inEnglish(failed));
});

it('is what an error of ours carries; of others their message counts, whatever was thrown', () => {
  const error = new SaidError(failed);
  expect(error.message).toBe('WebGL: failed after 12 ms (the card is lost)');
  expect(saidBy(error)).toBe(failed);
  expect(saidBy(new RangeError('out of memory'))).toBe('out of memory');
  expect(saidBy({ message: 'no driver' })).toBe('no driver');
  expect([saidBy('gone'), saidBy(undefined), saidBy({ message: 3 })]).toEqual(['gone', 'undefined', '[object Object]']);
});
