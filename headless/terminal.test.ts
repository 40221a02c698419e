/** @jest-environment node */
import fc from 'fast-check';
import { MOST_CHARACTERS, errorLine, jsonText, listed, oneLine, quoted } from './terminal.mjs';

/** Any text at all: with control characters, bidirectional marks, halves of surrogate pairs. */
const anyText = fc.string({ unit: 'binary', maxLength: 80 });
const nasty = fc
  .array(fc.oneof(anyText, fc.constantFrom('\n', '\r\n', '\x1b[2J', '\x9b31m', '\u202e', '\u2066', '\u2028', '\ud800')))
  .map((parts) => parts.join(''));
// Unicode's own classes: controls, separators of lines and paragraphs, halves of pairs, controls of direction.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

test('what moves the cursor, colours, breaks a line or turns its direction is written as an escape', () => {
  expect(oneLine('a\nb\rc\td')).toBe('a\\nb\\rc\\td');
  expect(oneLine('\x1b[31mred\x07\x7f\x9b')).toBe('\\u001b[31mred\\u0007\\u007f\\u009b');
  expect(oneLine('\u202egnp.exe\u202c \u2028\u2029\u2066\u200f\ud800')).toBe(
    '\\u202egnp.exe\\u202c \\u2028\\u2029\\u2066\\u200f\\ud800'
  );
});

test('names that people write stay as they are', () => {
  for (const name of ['CPU load, 5 min', 'températures °C', '負荷', 'الحمل', 'حِمل‌ها', '👩‍🔬 🏴', 'C:\\data\\new.csv']) {
    expect(oneLine(name)).toBe(name);
  }
});

test('no text becomes more than one line', () => {
  fc.assert(fc.property(nasty, (text) => !UNSAFE.test(oneLine(text))));
});

test('a message keeps its beginning and its end, and is never longer than a person reads', () => {
  fc.assert(
    fc.property(nasty, fc.nat(3000), (text, times) => {
      const line = errorLine(text.repeat(1 + times));
      return line.length <= MOST_CHARACTERS && !UNSAFE.test(line);
    })
  );
  const line = errorLine(`a.csv: there is no "${'x'.repeat(1e6)}". Close it.`);
  expect(line).toMatch(/^a\.csv: there is no "x+ … x+"\. Close it\.$/);
  expect(line.length).toBeGreaterThan(MOST_CHARACTERS - 10);
});

test('what is quoted from input is shortened and counted', () => {
  expect(quoted('4,2')).toBe('"4,2"');
  expect(quoted(`${'x'.repeat(500)}!`)).toBe(`"${'x'.repeat(40)}…${'x'.repeat(14)}!" (501 characters)`);
});

test('JSON has no character of the kind either, and means the same', () => {
  fc.assert(
    fc.property(fc.record({ name: nasty, n: fc.double() }), (value) => {
      const json = JSON.stringify(value);
      expect(JSON.parse(jsonText(json))).toEqual(JSON.parse(json));
      expect(jsonText(json)).not.toMatch(UNSAFE);
    })
  );
  expect(jsonText(JSON.stringify(['a'], null, 1))).toBe('[\n "a"\n]');
});

test('of many names the first are quoted and the others counted', () => {
  expect(listed(['a', 'b'])).toBe('"a", "b"');
  expect(listed(Array.from({ length: 9 }, (_, i) => `s${i}`))).toBe('"s0", "s1", "s2", "s3", "s4", "s5" and 3 more');
  expect(listed(['1', '2'], String)).toBe('1, 2');
});
