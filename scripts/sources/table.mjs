/**
 * What the checks found, one line a source and check. A source that did not run has one line with the reason.
 *
 * @param lines of the checks: `{ source, check, found, ok }`
 */
export function tableOf({ sources, lines }) {
  const rows = Object.entries(sources).flatMap(([name, { skipped, version }]) => {
    const own = lines.filter(({ source }) => source === name);
    if (skipped !== undefined) {
      return [[name, '–', 'did not run', skipped]];
    }
    return own.map(({ check, found, ok }, index) => [
      index === 0 ? name : '',
      index === 0 ? version : '',
      check,
      `${ok ? 'ok' : 'NOT OK'}: ${found}`,
    ]);
  });
  const all = [['source', 'version', 'check', 'found'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map(
      (row) =>
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd() + '\n'
    )
    .join('');
}
