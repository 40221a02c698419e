import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';
import ts from 'typescript';

/** Keys with dots in them, each with its text. */
export type Texts = Readonly<Record<string, string>>;

/** Every text of the panel by its key, in the English of the sources, and the faults found in the sources. */
export interface Extraction {
  readonly texts: Texts;
  readonly faults: readonly string[];
}

/** Functions that take a text: the panel's `t`, and `message`, which knows no language. */
const MAKERS = new Set(['t', 'message']);

/**
 * Reads each `t('key', 'English text', { count, defaultValue_one })` under src/, and each `message('key', 'English text')`.
 * A text with a count has a singular and a plural form, by i18next's keys.
 */
export function extractTexts(root: string): Extraction {
  const texts: Record<string, string> = {};
  const faults: string[] = [];
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root, posix: true, ignore: '**/*.{test,fixture}.*' }).sort();
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && MAKERS.has(node.expression.text)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        for (const [key, text] of readCall(node, `${file}:${line + 1}`, faults)) {
          if (texts[key] !== undefined && texts[key] !== text) {
            faults.push(`${file}:${line + 1}: ${key} says “${text}”, elsewhere it says “${texts[key]}”`);
          }
          texts[key] = text;
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts: Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1))), faults };
}

function readCall(call: ts.CallExpression, place: string, faults: string[]): Array<[string, string]> {
  const [key, text, values] = call.arguments;
  const fallback = text && textOf(text);
  if (!key || !ts.isStringLiteralLike(key) || fallback === undefined) {
    faults.push(`${place}: key and text of ${call.expression.getText()}() must stand there as they are`);
    return [];
  }
  const properties = values && ts.isObjectLiteralExpression(values) ? values.properties : [];
  const named = (name: string) => properties.find((property) => property.name?.getText() === name);
  if (!named('count')) {
    return [[key.text, fallback]];
  }
  const one = named('defaultValue_one');
  const single = one && ts.isPropertyAssignment(one) ? textOf(one.initializer) : undefined;
  return [
    [`${key.text}_one`, single ?? fallback],
    [`${key.text}_other`, fallback],
  ];
}

/** A string, or several strings joined with +. */
function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return undefined;
}
