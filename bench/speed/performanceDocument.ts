import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type NamedOutput, namedOutput } from '../../headless/namedOutput';
import type { Machine } from './machine';
import { type Findings, asMarkdown } from './report';

const DOCUMENT = path.resolve(__dirname, '../../docs/performance.md');

/**
 * docs/performance.md, to be checked before anything is measured.
 *
 * @throws OutputError when it cannot be written
 */
export function performanceDocument(): Promise<NamedOutput> {
  return namedOutput(DOCUMENT, 'docs/performance.md');
}

/** Puts a section's tables between its two marks in the document; all else is left as it is. */
export async function writeSection(
  document: NamedOutput,
  name: string,
  findings: Findings,
  machine: Machine
): Promise<void> {
  const content = `${measuredOn(machine)}\n\n${asMarkdown(findings)}`;
  // Loaded here, for it brings in modules that a test cannot load.
  const { format, resolveConfig } = await import('prettier');
  const text = withSection(readFileSync(DOCUMENT, 'utf8'), name, content);
  await document.write(await format(text, { ...(await resolveConfig(DOCUMENT)), filepath: DOCUMENT }));
}

/**
 * @param content Markdown that takes the place of what stood between the section's marks
 * @throws Error when the document has no such marks
 */
export function withSection(document: string, name: string, content: string): string {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [from, to] = [document.indexOf(open), document.indexOf(close)];
  if (from < 0 || to < from) {
    throw new Error(`docs/performance.md has no place for ${name}: ${open} … ${close}.`);
  }
  return `${document.slice(0, from + open.length)}\n\n${content}\n${document.slice(to)}`;
}

function measuredOn({ processor, cores, node, loadBefore }: Machine): string {
  return `Measured on ${processor}, ${cores} cores, Node ${node}, with a load of ${loadBefore.toFixed(1)} before the start.`;
}
