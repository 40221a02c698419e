// What the commands write to a terminal. Plain JavaScript: npm start refuses a command line before anything is installed.

/** Longest message on standard error. */
export const MOST_CHARACTERS = 400;

/** Longest piece of input that a message quotes whole; of a longer one the first and the last characters. */
const MOST_QUOTED = 60;
const QUOTED_FIRST = 40;
const QUOTED_LAST = 15;
const MOST_LISTED = 6;

/**
 * Controls (line breaks, the escape that begins a terminal's commands, in 7 and 8 bits), Unicode's line and paragraph
 * separators, controls of direction, spaces without a width, and halves of surrogate pairs, which no terminal can show.
 * The joiners U+200C and U+200D are not among them: Persian and emoji are written with them.
 */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\u200b\u2060-\u2064\ufeff]/gu;
const SHORT = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text on one line that a terminal shows as it is. Backslashes stay single, so that paths on Windows can be read and
 * copied.
 */
export function oneLine(text) {
  return text.replace(UNSAFE, (character) => SHORT[character] ?? escapeOf(character));
}

/** A message as one line of at most {@link MOST_CHARACTERS}; a longer one lacks its middle, for its end says what to do. */
export function errorLine(message) {
  // Cut before, because a message may be as large as a file, and after, because an escape is longer than its character.
  return cut(oneLine(cut(message)));
}

/** A piece of input in quotes, which a message can hold whatever its size. */
export function quoted(text) {
  return text.length <= MOST_QUOTED
    ? `"${text}"`
    : `"${first(text, QUOTED_FIRST)}…${last(text, QUOTED_LAST)}" (${text.length} characters)`;
}

/** Names from input in quotes, the first few of many, and how many there are besides. */
export function listed(names, written = quoted) {
  const shown = names.slice(0, MOST_LISTED).map((name) => written(name));
  const others = names.length - shown.length;
  return others > 0 ? `${shown.join(', ')} and ${others} more` : shown.join(', ');
}

/** The same JSON without a character that a terminal obeys. JSON.stringify leaves all of them but the first 32 alone. */
export function jsonText(json) {
  return json.replace(UNSAFE, (character) => (character === '\n' ? character : escapeOf(character)));
}

function cut(text) {
  if (text.length <= MOST_CHARACTERS) {
    return text;
  }
  const gap = ' … ';
  const half = Math.floor((MOST_CHARACTERS - gap.length) / 2);
  return first(text, half) + gap + last(text, half);
}

/** At most so many characters, and no half of a pair at the edge. */
function first(text, most) {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

function last(text, most) {
  return text.slice(-most).replace(/^[\udc00-\udfff]/, '');
}

function escapeOf(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
