/** @jest-environment node */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { COMMANDS } from './docs/commands';
import { messages } from './docs/messages';
import { PAGES, ROOT, anchorsOf, relativeLinks, shownCommands } from './docs/pages';

/** The same text whatever number stands before it and whatever letter begins it. */
const plain = (text: string) => text.toLowerCase().replace(/^\d+ /, '').replaceAll(/\s+/g, ' ');

describe('the guide', () => {
  const guide = plain([...PAGES].flatMap(([path, text]) => (path.startsWith('docs/guide/') ? [text] : [])).join('\n'));

  test('explains every message of the panel that does not say itself what to do', () => {
    const missing = messages().filter(({ stem, hasRemedy }) => !hasRemedy && !guide.includes(plain(stem)));
    expect(missing.map(({ file, stem }) => `${file}: ${stem}`)).toEqual([]);
  });

  test('has at most sixty rows on symptoms, and none for a message that says itself what to do', () => {
    const rows = rowsOf(PAGES.get('docs/guide/troubleshooting.md') ?? '');
    const symptoms = rows.map(([symptom]) => plain(symptom));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.length).toBeLessThanOrEqual(60);
    // A stem that another message has as well may need its row: some messages share the piece after a name.
    const open = messages().flatMap(({ stem, hasRemedy }) => (hasRemedy ? [] : [plain(stem)]));
    const needless = messages().filter(
      ({ stem, hasRemedy }) =>
        hasRemedy && !open.some((one) => one.includes(plain(stem))) && symptoms.some((one) => one.includes(plain(stem)))
    );
    expect(needless.map(({ file, stem }) => `${file}: ${stem}`)).toEqual([]);
  });

  test('knows which messages say what to do, by themselves or by the remedy beside them', () => {
    const remedied = (part: string) =>
      messages()
        .filter(({ stem }) => stem.includes(part))
        .map(({ hasRemedy }) => hasRemedy);
    expect(remedied('Save the dashboard first')).toEqual([true, true]);
    expect(remedied('The analysis worker stopped twice during the same work')).toEqual([true]);
    expect(remedied('is not the one this plugin was built with')).toEqual([true]);
    expect(remedied('constant, every value is the same')).toEqual([false]);
    expect(remedied('The data source returned an error for the longer range')).toEqual([false]);
  });

  test('has messages to look for, from every place that makes them', () => {
    const stems = messages().map(({ stem }) => stem);
    for (const known of [
      'constant, every value is the same',
      'The analysis worker stopped twice during the same work',
      'is not the one this plugin was built with',
      'no time field in its frame',
      'is neither true nor false; using',
      'Residual could not draw the chart',
    ]) {
      expect(stems).toContain(known);
    }
  });

  test('states what was measured of each sensitivity, and of recall, as docs/evaluation.md has it', () => {
    const page = PAGES.get('docs/guide/false-alarms.md') ?? '';
    const share = (text: string) => `${Math.round(100 * Number(text))} %`;
    const real = (row: string) => evaluated('real', row);
    for (const [name, row] of [
      ['Quiet', 'Residual, quiet'],
      ['Balanced', 'Residual, default options'],
      ['Keen', 'Residual, keen'],
    ]) {
      expect(page).toMatch(
        new RegExp(`\\| ${name} +\\| ${share(real(row).recall)} +\\| ${real(row)['FA / series']} +\\|`)
      );
    }
    const alone = real('network without memory');
    expect(page).toContain(`(${share(alone.recall)}, at ${alone['FA / series']} false alarms a series)`);
    const suite = (row: string) => share(evaluated('suite', row).recall);
    expect(page).toContain(`(${suite('network without memory')} instead of ${suite('Residual, default options')})`);
  });

  test('leads to each of its pages', () => {
    const pages = [...PAGES.keys()].filter((path) => /^docs\/guide\/(?!README)/.test(path));
    const listed = relativeLinks(PAGES.get('docs/guide/README.md') ?? '').map((link) => `docs/guide/${link}`);
    expect(listed.sort()).toEqual(pages.sort());
  });
});

describe.each([...PAGES])('%s', (page, text) => {
  test('links to files and headings that are there', () => {
    const broken = relativeLinks(text).filter((link) => {
      const [path, anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      const fits = anchor === undefined || anchorsOf(PAGES.get(target) ?? '').includes(anchor);
      return !existsSync(join(ROOT, target)) || !fits;
    });
    expect(broken).toEqual([]);
  });
});

describe('commands', () => {
  const shown = shownCommands();
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };

  test('that a page shows are all accounted for, and no others', () => {
    const known = new Set(COMMANDS.map(({ command }) => command));
    const unknown = shown.filter(({ command }) => !known.has(command));
    expect(unknown.map(({ page, command }) => `${page}: ${command}`)).toEqual([]);
    expect([...known].filter((command) => !shown.some((one) => one.command === command))).toEqual([]);
  });

  test('name scripts that package.json has, and files that are there', () => {
    const commands = shown.map(({ command }) => command);
    const named = commands.flatMap((command) => /^npm run (?:--silent )?([\w:-]+)/.exec(command)?.[1] ?? []);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const files = commands.flatMap((command) => /^npx tsx (\S+)/.exec(command)?.[1] ?? []);
    expect(
      [...files, ...Object.values(scripts).flatMap(filesIn)].filter((file) => !existsSync(join(ROOT, file)))
    ).toEqual([]);
  });

  test.each(COMMANDS.filter((one) => 'notRun' in one).map((one) => [one.command, one] as const))(
    '%s is not run here for a reason, and what it needs is there',
    (_, { notRun, needs }) => {
      expect(notRun.split(' ').length).toBeGreaterThan(4);
      for (const [file, text] of needs) {
        expect(readFileSync(join(ROOT, file), 'utf8')).toContain(text);
      }
    }
  );
});

/** The rows of all tables of a page without their headings: the text of each cell. */
function rowsOf(page: string): string[][] {
  const lines = page.split('\n');
  return lines
    .filter((line, i) => line.startsWith('|') && !/^\| ---/.test(line) && !/^\| ---/.test(lines[i + 1] ?? ''))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
    );
}

/** One line of the table of events in docs/evaluation.md: column → figure, as written. */
function evaluated(set: string, row: string): Record<string, string> {
  const [, text = ''] = (PAGES.get('docs/evaluation.md') ?? '').split('## Events\n');
  const cells = (line: string) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  const names = cells(lines[0] ?? '');
  const figures = lines.map(cells).find((line) => line[0] === set && line[1] === row) ?? [];
  return Object.fromEntries(names.map((name, column) => [name, figures[column] ?? 'not there']));
}

/** Files of the repository that a script of package.json names. */
function filesIn(script: string): string[] {
  return script.match(/(?<![\w./-])(?:[\w.-]+\/)+[\w.-]+\.(?:m?[jt]s|sh|cjs)(?![\w/])/g) ?? [];
}
