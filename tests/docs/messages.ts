import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'glob';
import ts from 'typescript';
import { ROOT } from './pages';

/** Sources of every sentence that the panel shows: what was found, what was left out, and what went wrong. */
const SOURCES = [
  'src/{series/frames,panel/useAnalysis,panel/ResidualPanel}.{ts,tsx}',
  'src/panel/status/{status,statusNotes,lookbackNotes,labelNotes}.ts',
  'src/panel/options/{optionKinds,ownKinds}.ts',
  'src/data/lookback/{lookbackStore,runLonger}.ts',
  'src/panel/labels/{labelled,labelChanges,useLabels,learntMemory,givenMemory}.ts',
  'src/data/annotations/annotationsApi.ts',
  'src/shared/detectorMessages.ts',
  'src/chart/plot/ResidualChart.tsx',
  'src/panel/list/LazyAnomalyList.tsx',
  'src/panel/export/annotateAnomalies.ts',
  'src/chart/tooltip/pointReadout.ts',
  'src/worker/{analysisClient,analysisJob,client,dispatcher,factory,failure,jobQueue,service,workerLink,workerPool}.ts',
  'src/model/{engine,benchmark,load,manifest,network,backend,renderer,selfTest,autoencoder}.ts',
  'src/model/fused/{fusedNetwork,layers}.ts',
  'src/model/webgl/*.ts',
];

/** Texts that need no line of their own in the guide, and why. */
const NOT_MESSAGES: ReadonlyArray<readonly [why: string, text: RegExp, file?: RegExp]> = [
  ['what to do; it stands beside its message on the panel', /^(Reload the page|Reinstall the plugin|Retry\.)/],
  [
    'what to do; it stands beside its message on the panel',
    /^(Check that the plugin's folder|security policy, its worker-src)/,
  ],
  ['completes “The model’s manifest.json cannot be read”', /./, /model\/manifest\.ts$/],
  [
    'completes “is not the one this plugin was built with”',
    /^(it does not list|bytes instead of|its SHA-256|it is not JSON)/,
  ],
  ['completes “hold another network than this plugin can run”', /./, /model\/network\.ts$/],
  ['the name of an option, which stands before the message', /^Show error lane$/],
  ['part of where it ran: “Computed in … on …”', /^(the graphics card \(WebGL\))$/],
  ['asked for a window size out of bounds, which reading the options rules out', /^The network takes windows of/],
  ['ends a question that nobody waits for any more', /^A newer question took the place of this one$/],
  ['a mistake in the order of our own calls', /^a task came before the start$/],
  ["the name of one of Grafana's own data sources", /^-- \w+ --$/],
  ['a shader', /\n/],
];

/** Fewer words are a name or a key. */
const LEAST_WORDS = 3;

/** A message in the code. */
export interface Message {
  readonly file: string;
  /** The longest piece of it that does not depend on numbers or names. */
  readonly stem: string;
  /** Whether it says what to do: in a sentence of its own, or in the remedy beside it. */
  readonly hasRemedy: boolean;
}

/** A sentence, or the part after a colon or semicolon, that begins with one of these tells a person what to do. */
const IMPERATIVES =
  'Ask|Check|Choose|Correct|Delete|Free|Give|Install|Learn|Load|Lower|Open|Query|Raise|Reduce|Reload|Reinstall|Retry|' +
  'Save|Set|Show|Shorten|Switch|Try|Update|Use|Write';
const INSTRUCTION = new RegExp(`(?:^|[.:;?] )(?:${IMPERATIVES})\\b`, 'i');

/** Every text of at least three words in these sources, except those that only a developer can see. */
export function messages(): Message[] {
  const files = globSync(SOURCES, { cwd: ROOT, posix: true, ignore: '**/*.test.*' }).sort();
  return files
    .flatMap((file) => textsIn(file).map((text) => ({ file, ...text })))
    .filter(({ file, stem }) => !NOT_MESSAGES.some(([, text, where = /./]) => text.test(stem) && where.test(file)));
}

function textsIn(file: string): Array<Omit<Message, 'file'>> {
  const source = ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Array<Omit<Message, 'file'>> = [];
  const visit = (node: ts.Node): void => {
    // What i18next puts in stands in double braces.
    const pieces = ts.isStringLiteralLike(node)
      ? node.text.split(/\{\{\w+\}\}/)
      : ts.isTemplateExpression(node)
        ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]
        : [];
    const stem = pieces
      .map((piece) => piece.replace(/^[\s:;,.(]+|[\s:;,.(]+$/g, ''))
      .sort((a, b) => b.length - a.length)[0];
    if (stem !== undefined && stem.split(/\s+/).length >= LEAST_WORDS && !isOfEditor(node.parent)) {
      found.push({ stem, hasRemedy: INSTRUCTION.test(pieces.join('…')) || isBesideRemedy(node.parent) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether a text is the `message` of a failure with a `remedy`, or stands beside the remedy of a `ModelError`. */
function isBesideRemedy(parent: ts.Node): boolean {
  if (ts.isObjectLiteralExpression(parent)) {
    const names = parent.properties.map(({ name }) => name?.getText());
    return names.includes('message') && names.includes('remedy');
  }
  if (ts.isNewExpression(parent)) {
    return parent.expression.getText() === 'ModelError' && /-remedy'/.test(parent.getText());
  }
  return !ts.isSourceFile(parent) && !ts.isFunctionLike(parent) && isBesideRemedy(parent.parent);
}

/**
 * Names, labels and descriptions in the options' editor, and remedies, which stand beside their message; the form for
 * one of a text with a count, which says no more than the other form.
 */
function isOfEditor(parent: ts.Node): boolean {
  if (ts.isCallExpression(parent) && ['t', 'message'].includes(parent.expression.getText())) {
    return isOfEditor(parent.parent);
  }
  return (
    ts.isPropertyAssignment(parent) &&
    ts.isIdentifier(parent.name) &&
    ['name', 'label', 'description', 'placeholder', 'remedy', 'defaultValue_one'].includes(parent.name.text)
  );
}
