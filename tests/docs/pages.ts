import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { globSync } from 'glob';

export const ROOT = resolve(__dirname, '../..');

/** Every page that people read, by its path in the repository. */
export const PAGES: ReadonlyMap<string, string> = new Map(
  [
    ...globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT, posix: true }),
    'src/README.md',
    'pipeline/README.md',
    'tests/golden/README.md',
    'models/MODEL_CARD.md',
  ]
    .sort()
    .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')])
);

/** A command as a page shows it. */
export interface ShownCommand {
  readonly page: string;
  readonly command: string;
}

const COMMAND = /^(npm|npx|node|bash|docker compose|python3|promtool) /;

/** Commands of all pages: each line of a block of shell, and what stands between backticks and begins like one. */
export function shownCommands(): ShownCommand[] {
  return [...PAGES].flatMap(([page, text]) => {
    const blocks = [...text.matchAll(/^```(?:sh|bash|shell|console)\n(.*?)^```/gms)].flatMap(([, block]) =>
      block.split('\n')
    );
    const inline = [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/`([^`\n]+)`/g)]
      .map(([, code]) => code)
      .filter((code) => COMMAND.test(code));
    return [...blocks, ...inline]
      .map((line) => line.replace(/\s+#.*$/, '').trim())
      .filter((command) => command !== '')
      .map((command) => ({ page, command }));
  });
}

/** Addresses in a page that lead to a file of the repository: Markdown links and pictures, without what is on the web. */
export function relativeLinks(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, address]) => address)
    .filter((address) => !/^[a-z]+:/.test(address));
}

/** Anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(text: string): string[] {
  return [...text.replaceAll(/^```.*?^```/gms, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-')
  );
}
