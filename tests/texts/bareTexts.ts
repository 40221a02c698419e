import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';
import ts from 'typescript';

/** A text that no language file can change, and where it stands. */
export interface BareText {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Attributes and properties whose text a person sees or hears, however short it is. */
const SHOWN = new Set([
  ...['title', 'label', 'name', 'description', 'placeholder', 'content', 'tooltip', 'alt', 'text', 'line'],
  ...['aria-label', 'ariaLabelForHandle', 'message', 'remedy', 'reason', 'category', 'children'],
]);
/** Calls whose strings nobody reads: translated ones, and those to be, styles, and faults of our own code. */
const SILENT_CALLS = /^(t|message|css|cx|require|RangeError|TypeError|Error)$/;
/** A word, a number or a value, and a word in small letters after it: a sentence, and no identifier. */
const SENTENCE = /([A-Za-z]{2,},?|…|\d) [a-z]{2,}/;
/** A word that begins as names do. */
const NAME = /^[^A-Za-z]*[A-Z][a-z]{2,}/;

/** Every English text of the panel and the chart that does not go through `t()`. */
export function bareTexts(root: string): BareText[] {
  const files = globSync('src/{panel,chart}/**/*.{ts,tsx}', { cwd: root, posix: true }).sort();
  return files
    .filter((file) => !/\.(test|fixture)\./.test(file))
    .flatMap((file) => bareTextsIn(file, readFileSync(join(root, file), 'utf8')));
}

/** The same of one file's code. */
export function bareTextsIn(file: string, code: string): BareText[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
  const found: BareText[] = [];
  const visit = (node: ts.Node, isShown: boolean): void => {
    if (isSilent(node)) {
      return;
    }
    const text = textOf(node);
    const shown = isShown || ts.isJsxText(node);
    if (text !== null && (SENTENCE.test(text) || (shown && NAME.test(text)))) {
      found.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    }
    ts.forEachChild(node, (child) => visit(child, showsAs(node) ?? (isShown && !ts.isFunctionLike(node))));
  };
  visit(source, false);
  return found;
}

function isSilent(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isTypeNode(node) ||
    (ts.isJsxAttribute(node) && /^(style|className|data-testid)$/.test(node.name.getText())) ||
    ((ts.isCallExpression(node) || ts.isNewExpression(node)) && SILENT_CALLS.test(node.expression.getText()))
  );
}

/** What a string, the fixed pieces of a template or a piece of JSX says; null for other nodes. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
  }
  return ts.isJsxText(node) && node.text.trim() !== '' ? node.text.trim() : null;
}

/** Whether what is below is shown; undefined where this node does not decide. */
function showsAs(node: ts.Node): boolean | undefined {
  if (ts.isJsxAttribute(node)) {
    return SHOWN.has(node.name.getText());
  }
  return ts.isPropertyAssignment(node) ? SHOWN.has(node.name.getText().replace(/'/g, '')) : undefined;
}
