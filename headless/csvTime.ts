/** Names by which a column says that it holds times, whatever their case. */
const TIME_NAMES = /^(@?time|@?timestamp|time[ _-]?stamp|date|date[ _-]?time|datetime|ts|epoch|unix[ _-]?time)$/i;

/** Year, month, day; then hour, minute, second with fraction; then a zone. */
const CALENDAR = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(.*))?$/i;
const ZONE = /^(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)$/i;

/** Largest epoch seconds that are taken as such (the year 5138); larger numbers are milliseconds, and so on by thousands. */
const MOST_SECONDS = 1e11;

/** Smallest number that a column without a telling name can hold as a time (1973, in seconds). */
const LEAST_UNNAMED = 1e8;

export function isTimeName(name: string): boolean {
  return TIME_NAMES.test(name.trim());
}

/** Whether a column whose name does not tell looks like times: dates, or numbers as large as today's epoch. */
export function looksLikeTimes(cells: readonly string[]): boolean {
  const written = cells.filter((cell) => cell !== '');
  return (
    written.length > 0 &&
    written.every((cell) => (isNumber(cell) ? Number(cell) >= LEAST_UNNAMED : !Number.isNaN(calendarTime(cell))))
  );
}

/**
 * Epoch milliseconds of each cell: ISO 8601 or `YYYY-MM-DD HH:MM:SS`, where no zone means UTC; or a number, whose
 * column's magnitude tells seconds, milliseconds, microseconds and nanoseconds apart.
 *
 * @returns NaN for a blank cell and for one that cannot be read
 */
export function readTimes(cells: readonly string[]): Float64Array {
  const numbers = cells.map((cell) => (isNumber(cell) ? Number(cell) : NaN));
  let divisor = 0.001;
  for (let most = largest(numbers); most >= MOST_SECONDS; most /= 1000) {
    divisor *= 1000;
  }
  return Float64Array.from(cells, (cell, i) =>
    Number.isFinite(numbers[i]) ? numbers[i] / divisor : cell === '' ? NaN : calendarTime(cell)
  );
}

/** Times of one unit lie nearer to each other than this: it is less than the thousand between two units. */
const MOST_APART = 100;

/**
 * Two rows of numbers that cannot be times of one unit, both after 1973 in theirs.
 *
 * @returns the smallest number's row and the largest one's; null where they are of one unit
 */
export function mixedUnits(cells: readonly string[]): [number, number] | null {
  let [least, most] = [-1, -1];
  cells.forEach((cell, row) => {
    if (isNumber(cell) && Number(cell) >= LEAST_UNNAMED) {
      least = least < 0 || Number(cell) < Number(cells[least]) ? row : least;
      most = most < 0 || Number(cell) > Number(cells[most]) ? row : most;
    }
  });
  return least >= 0 && Number(cells[most]) > MOST_APART * Number(cells[least]) ? [least, most] : null;
}

function isNumber(cell: string): boolean {
  return cell !== '' && Number.isFinite(Number(cell));
}

function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => (Math.abs(number) > most ? Math.abs(number) : most), 0);
}

/** NaN unless the cell is a date that exists. */
function calendarTime(cell: string): number {
  const found = CALENDAR.exec(cell);
  if (!found) {
    return NaN;
  }
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC turns the 31st of April into the 1st of May.
  const read = new Date(time);
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
    return NaN;
  }
  return time + Number(`0.${found[7] ?? 0}`) * 1000 - zoneOffset(found[8] ?? '');
}

/** Milliseconds by which a zone is ahead of UTC; NaN for none that is known. */
function zoneOffset(zone: string): number {
  if (zone === '') {
    return 0;
  }
  const found = ZONE.exec(zone);
  if (!found) {
    return NaN;
  }
  const [, utc, sign, hours, minutes] = found;
  return utc ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000;
}
