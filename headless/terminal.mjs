// Text for terminals. Plain JavaScript, because npm start uses it before anything is installed.

/** Longest message on standard error. */
export const MOST_CHARACTERS = 400;

/** Longest input that a message quotes in full. Of a longer one it quotes the first and the last characters. */
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
 * Escapes a text so that a terminal shows it on one line. Backslashes stay single, so that Windows paths can be copied.
 */
export function oneLine(text) {
  return text.replace(UNSAFE, (character) => SHORT[character] ?? escapeOf(character));
}

/** A message as one line of at most {@link MOST_CHARACTERS}. A longer one loses its middle, because its end has the remedy. */
export function errorLine(message) {
  // Cuts first, because a message may be as large as a file, and again, because escapes are longer than characters.
  return cut(oneLine(cut(message)));
}

/** Input in quotes, shortened if it is long. */
export function quoted(text) {
  return text.length <= MOST_QUOTED
    ? `"${text}"`
    : `"${first(text, QUOTED_FIRST)}…${last(text, QUOTED_LAST)}" (${text.length} characters)`;
}

/** The first few names in quotes, and the number of the others. */
export function listed(names, written = quoted) {
  const shown = names.slice(0, MOST_LISTED).map((name) => written(name));
  const others = names.length - shown.length;
  return others > 0 ? `${shown.join(', ')} and ${others} more` : shown.join(', ');
}

/** A count with commas between thousands. */
export function figure(count) {
  return count.toLocaleString('en-US');
}

/** Escapes control characters in JSON, because JSON.stringify escapes only the first 32. */
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

/** At most `most` characters, without half of a surrogate pair at the edge. */
function first(text, most) {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

function last(text, most) {
  return text.slice(-most).replace(/^[\udc00-\udfff]/, '');
}

function escapeOf(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
