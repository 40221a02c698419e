import { Linter } from 'eslint';
import { type PluginFiles, pathsEnding, textOf } from './pluginFiles';
import type { Point } from './point';

/** The worker has its own global object and no page. */
const WORKER = 'analysis-worker.js';

/** Paths of the scripts that a claim is about. */
type Scripts = (files: PluginFiles) => string[];

const ALL: Scripts = (files) => pathsEnding(files, '.js');
/** module.js and its chunks. */
export const PAGE: Scripts = (files) => ALL(files).filter((path) => path !== WORKER);

export const named = (names: string) => `/^(${names})$/`;
const GLOBALS = named('window|globalThis|self|top|parent|frames');

/** Global names of the browser, unless a script declares them. */
const GLOBAL_NAMES: Linter.Globals = Object.fromEntries(
  ['window', 'self', 'globalThis', 'setTimeout', 'setInterval', 'execScript', 'eval', 'Function'].map((one) => [
    one,
    false,
  ])
);

/** A claim about the built scripts, including the code of packages. ESLint finds violations of the rules. */
function linted(claim: string, scripts: Scripts, rules: Linter.RulesRecord): Point {
  return {
    claim,
    faults: (files) =>
      scripts(files).flatMap((path) => {
        const code = textOf(files, path);
        return (
          new Linter()
            .verify(code, {
              languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: GLOBAL_NAMES },
              // A comment in the code must not switch the review off.
              linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
              rules,
            })
            // A warning only reports such a comment. Code that cannot be parsed is an error.
            .filter(({ severity }) => severity === 2)
            .map(({ line, column }) => `${path}: ${code.split('\n')[line - 1].slice(column - 1, column + 59)}`)
        );
      }),
  };
}

/** @param selectors of esquery, as ESLint takes them */
export function without(claim: string, scripts: Scripts, ...selectors: string[]): Point {
  return linted(claim, scripts, { 'no-restricted-syntax': ['error', ...selectors] });
}

export const scriptPoints: readonly Point[] = [
  without(
    'no script writes to the console with log, info, debug or trace',
    ALL,
    `CallExpression[callee.object.name="console"][callee.property.name=${named('log|info|debug|trace|dir|table')}]`
  ),
  linted('no script makes code of text: no eval, new Function, or timer with a string', ALL, {
    'no-eval': 'error',
    'no-implied-eval': 'error',
    'no-new-func': 'error',
  }),
  without(
    'no unsafe HTML: text reaches the page through React alone',
    PAGE,
    `MemberExpression[property.name=${named('innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|srcdoc')}]`,
    'Property[key.name="dangerouslySetInnerHTML"]',
    `MemberExpression[object.name="document"][property.name=${named('write|writeln')}]`
  ),
  without(
    'no request of its own from the page, no tracking, no script from elsewhere',
    PAGE,
    `Identifier[name=${named('XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection')}]`,
    // A method of that name is Grafana's own, or a cache's, and contacts only Grafana.
    'Identifier[name="fetch"]:not(MemberExpression > Identifier.property):not(MethodDefinition > Identifier.key)',
    `MemberExpression[object.name=${GLOBALS}][property.name="fetch"]`,
    // webpack's `l` fetches the plugin's own chunks.
    'CallExpression[callee.property.name="createElement"][arguments.0.value=/^(script|iframe|img|object|embed)$/i]' +
      ':not(AssignmentExpression[left.property.name="l"] CallExpression)'
  ),
  without(
    'no address of a host is built in: assets come from the plugin’s own folder',
    ALL,
    // Whole addresses only, because error texts of libraries may contain links.
    'Literal[value=/^(https?:|wss?:)?\\u002F\\u002F[^\\s]+$/]',
    'TemplateElement[value.raw=/^(https?|wss?):\\u002F\\u002F[^\\s]/]',
    // A path from the root fails if Grafana is served from a sub-path.
    'Literal[value=/^\\u002Fpublic\\u002Fplugins/]'
  ),
  without(
    "nothing is written to the page's global object",
    PAGE,
    // Chunks register themselves in a list with the plugin's name.
    `AssignmentExpression[left.object.name=${GLOBALS}][left.property.name!="webpackChunkresidual_anomaly_panel"]`,
    `CallExpression[callee.object.name="Object"][callee.property.name=/^(assign|define)/][arguments.0.name=${GLOBALS}]`,
    `AssignmentExpression[left.object.object.name=${GLOBALS}]`
  ),
];
