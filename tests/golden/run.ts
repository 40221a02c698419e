import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { differences } from './compare';
import { goldenText, isGoldenName } from './read';
import { answer, type GoldenCase } from './telemanom';

/**
 * Holds the detector against every golden file of GOLDEN_DIR (default: this folder). Exit 1 when a case disagrees, when
 * a file cannot be read, and when there is no case at all.
 */
function run(folder: string): number {
  let cases = 0;
  let agreeing = 0;
  let unreadable = 0;
  if (!existsSync(folder)) {
    print(`There is no folder ${folder}.`);
    return 1;
  }
  for (const file of readdirSync(folder).sort()) {
    if (!isGoldenName(file)) {
      continue;
    }
    const parsed = parsedFrom(join(folder, file));
    if (parsed instanceof Error) {
      unreadable++;
      print(`${file}: unreadable (${parsed.message})`);
      continue;
    }
    if (!isGolden(parsed)) {
      print(`${file}: passed over, not a list of threshold cases`);
      continue;
    }
    const complaints = parsed.map(complaintsOf);
    const wrong = complaints.filter((texts) => texts.length > 0).length;
    cases += parsed.length;
    agreeing += parsed.length - wrong;
    print(`${file}: ${parsed.length - wrong} of ${parsed.length} cases agree`);
    complaints.forEach((texts, i) => texts.forEach((text) => print(`  ${parsed[i].name ?? `case ${i}`}: ${text}`)));
  }
  print(cases === 0 ? `No case found in ${folder}.` : `${agreeing} of ${cases} cases agree.`);
  return cases > 0 && agreeing === cases && unreadable === 0 ? 0 : 1;
}

function complaintsOf(golden: GoldenCase): string[] {
  try {
    return differences(golden.expected, answer(golden));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Python writes NaN and Infinity, which JSON does not know. */
function parsedFrom(file: string): unknown {
  try {
    const text = goldenText(file);
    const plain = text.replace(/(?<=[[:,]\s*)NaN/g, 'null').replace(/(?<=[[:,]\s*)(-?)Infinity/g, '$11e999');
    return JSON.parse(plain);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isGolden(parsed: unknown): parsed is GoldenCase[] {
  const form = ['config', 'y_test', 'y_hat', 'expected'];
  return (
    Array.isArray(parsed) &&
    parsed.length > 0 &&
    parsed.every((entry) => typeof entry === 'object' && entry !== null && form.every((key) => key in entry))
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = run(process.env.GOLDEN_DIR ?? join(process.cwd(), 'tests', 'golden'));
