/**
 * What Residual costs, beside what others cost: `npm run bench -- [--json] [--write] [--quick] [--only SECTION]…`.
 *
 * Prints a table a section and each goal with what was found. --json gives the figures to machines; --write puts the
 * tables of the sections that ran into docs/performance.md; --quick only shows that it works. Fails when a section breaks or an enforced goal is missed.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { errorLine } from '../headless/terminal.mjs';
import { engineSection } from './speed/engine';
import { growthSection } from './speed/growth';
import { describeMachine } from './speed/machine';
import { panelSection } from './speed/panel/section';
import { performanceDocument, writeSection } from './speed/performanceDocument';
import { recallSection } from './speed/recall';
import { type Findings, type Section, asText } from './speed/report';
import { stepsSection } from './speed/steps';
import { threadsSection } from './speed/threads';
import { webglSection } from './speed/webgl';

const SECTIONS: readonly Section[] = [
  engineSection,
  webglSection,
  panelSection,
  threadsSection,
  growthSection,
  recallSection,
  stepsSection,
];
/** Sections of docs/performance.md. The others serve those who change an engine or a step of the detector. */
const IN_PAGE: readonly Section[] = [engineSection, panelSection, threadsSection, growthSection];
const BAD_ARGUMENTS = 2;
const USAGE = `Usage: npm run bench -- [options]

  --only SECTION   that section alone, may be given again: ${SECTIONS.map(({ name }) => name).join(', ')}
  --write          put the tables of ${IN_PAGE.map(({ name }) => name).join(', ')} into docs/performance.md
  --json           figures for machines
  --quick          only show that it works
`;

async function main(args: readonly string[]): Promise<void> {
  const { only, json, write, quick } = readArguments(args);
  const sections = SECTIONS.filter(({ name }) => only.length === 0 || only.includes(name));
  const document = write ? await performanceDocument() : null;
  setUp(sections);
  const machine = describeMachine();
  const found: Array<{ section: Section; findings: Findings }> = [];
  for (const section of sections) {
    process.stderr.write(`${section.title} …\n`);
    const findings = await section.run((line) => process.stderr.write(`  ${line}\n`), quick);
    found.push({ section, findings });
    if (document && IN_PAGE.includes(section)) {
      await writeSection(document, section.name, findings, machine);
    }
    if (!json) {
      process.stdout.write(`\n== ${section.title} (${section.name})\n\n${asText(findings)}\n`);
    }
  }
  if (json) {
    const figures = Object.fromEntries(found.map(({ section: { name }, findings }) => [name, findings]));
    process.stdout.write(`${JSON.stringify({ machine, sections: figures }, null, 2)}\n`);
  }
  const failed = found.some(({ findings }) => findings.goals.some(({ enforced, met }) => enforced && !met));
  process.exitCode = failed ? 1 : 0;
}

function readArguments(args: readonly string[]): { only: string[]; json: boolean; write: boolean; quick: boolean } {
  const names = SECTIONS.map(({ name }) => name);
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    const stranger = values.only.find((name) => !names.includes(name));
    if (stranger !== undefined) {
      throw new Error(`There is no section "${stranger}"; there are ${names.join(', ')}.`);
    }
    if (values.quick && values.write) {
      throw new Error('Figures of --quick mean nothing; they are not written down.');
    }
    return values;
  } catch (thrown) {
    process.stderr.write(`${errorLine(thrown instanceof Error ? thrown.message : String(thrown))}\n`);
    process.exit(BAD_ARGUMENTS);
  }
}

/** Builds the plugin and finds a browser, where a section needs them. */
function setUp(sections: readonly Section[]): void {
  if (sections.some(({ needs }) => needs !== undefined)) {
    const script = path.resolve(__dirname, '../scripts/setup.mjs');
    const plugin = sections.some(({ needs }) => needs === 'plugin') ? ['--plugin'] : [];
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const found = execFileSync(process.execPath, [script, ...plugin, '--browser', '--print'], { stdio: [...stdio] });
    process.env.CHROME_PATH = found.toString().trim();
  }
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
  process.exitCode = 1;
});
