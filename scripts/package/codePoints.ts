import { Linter } from 'eslint';
import { manifestOf, textOf } from './pluginFiles';
import type { Point, Reviewed } from './point';

/** The page's script, and the worker's, which has a global object of its own and no page to touch. */
const MODULE = 'module.js';
const WORKER = 'analysis-worker.js';

interface Restriction {
  /** Of esquery, as ESLint has it. */
  readonly selector: string;
  readonly message: string;
}

/** What the rules take for the browser's own and not for a name of the script. */
const GLOBAL_NAMES = Object.fromEntries(
  ['window', 'self', 'globalThis', 'setTimeout', 'setInterval', 'execScript', 'eval', 'Function'].map((name) => [
    name,
    'readonly' as const,
  ])
);

/** A claim that ESLint checks on the built scripts, whatever way they came to hold what they hold. */
function linted(claim: string, scripts: readonly string[], rules: Linter.RulesRecord): Point {
  return {
    claim,
    faults({ files }) {
      return scripts.flatMap((path) => {
        const code = textOf(files, path);
        const messages = new Linter().verify(code, {
          languageOptions: { ecmaVersion: 2022, sourceType: 'script', globals: GLOBAL_NAMES },
          // A comment in the code must not switch the review off.
          linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
          rules,
        });
        // A warning only says that such a comment was passed over; code that cannot be read is an error.
        return messages
          .filter(({ severity }) => severity === 2)
          .map(({ message, line, column }) => `${path}: ${message} (${excerpt(code, line, column)})`);
      });
    },
  };
}

const restricted = (...restrictions: Restriction[]): Linter.RulesRecord => ({
  'no-restricted-syntax': ['error', ...restrictions],
});

function excerpt(code: string, line: number, column: number): string {
  return (code.split('\n')[line - 1] ?? '').slice(Math.max(0, column - 1), column + 59);
}

const named = (names: string) => `/^(${names})$/`;
const GLOBALS = named('window|globalThis|self|top|parent|frames');

/** What the built scripts do not do. */
export const codePoints: readonly Point[] = [
  linted('no script writes to the console with log, info, debug or trace', [MODULE, WORKER], {
    ...restricted({
      selector: `CallExpression[callee.object.name="console"][callee.property.name=${named('log|info|debug|trace|dir|table')}]`,
      message: 'writes to the console',
    }),
  }),
  linted('no script makes code of text: no eval, new Function, or timer with a string', [MODULE, WORKER], {
    'no-eval': 'error',
    'no-implied-eval': 'error',
    'no-new-func': 'error',
  }),
  linted(
    'no unsafe HTML: text reaches the page through React alone',
    [MODULE],
    restricted(
      {
        selector: `MemberExpression[property.name=${named('innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|srcdoc')}]`,
        message: 'puts text into the page as HTML',
      },
      { selector: 'Property[key.name="dangerouslySetInnerHTML"]', message: 'puts text into the page as HTML' },
      {
        selector: `MemberExpression[object.name="document"][property.name=${named('write|writeln')}]`,
        message: 'writes into the document',
      }
    )
  ),
  linted(
    'no request of its own from the page, no tracking, no script from elsewhere',
    [MODULE],
    restricted(
      {
        selector: `Identifier[name=${named('XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection')}]`,
        message: 'makes a request',
      },
      // A method of that name is Grafana's own, which asks Grafana alone.
      { selector: 'Identifier[name="fetch"]:not(MemberExpression > Identifier.property)', message: 'makes a request' },
      { selector: `MemberExpression[object.name=${GLOBALS}][property.name="fetch"]`, message: 'makes a request' },
      {
        // webpack's `l` fetches the plugin's own chunks.
        selector:
          'CallExpression[callee.property.name="createElement"][arguments.0.value=/^(script|iframe|img|object|embed)$/i]' +
          ':not(AssignmentExpression[left.property.name="l"] CallExpression)',
        message: 'makes an element that loads something',
      }
    )
  ),
  linted(
    'no address of a host is built in: assets come from the plugin’s own folder',
    [MODULE, WORKER],
    restricted(
      // Whole addresses only: error texts of libraries may point a person to a page.
      { selector: 'Literal[value=/^(https?:|wss?:)?\\u002F\\u002F[^\\s]+$/]', message: 'names a host' },
      { selector: 'TemplateElement[value.raw=/^(https?|wss?):\\u002F\\u002F[^\\s]/]', message: 'names a host' },
      {
        selector: 'Literal[value=/^\\u002Fpublic\\u002Fplugins/]',
        message: 'names its folder from the root, which a sub-path breaks',
      }
    )
  ),
  linted(
    "nothing is written to the page's global object",
    [MODULE],
    restricted(
      {
        // Chunks register themselves in a list that bears the plugin's name.
        selector: `AssignmentExpression[left.object.name=${GLOBALS}][left.property.name!="webpackChunkresidual_anomaly_panel"]`,
        message: 'writes to a global',
      },
      {
        selector: `CallExpression[callee.object.name="Object"][callee.property.name=${named('assign|defineProperty|defineProperties')}][arguments.0.name=${GLOBALS}]`,
        message: 'writes to a global',
      },
      { selector: `AssignmentExpression[left.object.object.name=${GLOBALS}]`, message: "changes a global's property" }
    )
  ),
  linted(
    'no style of its own for the whole page',
    [MODULE],
    restricted(
      {
        selector: `Identifier[name=${named('injectGlobal|insertRule|adoptedStyleSheets')}]`,
        message: 'styles the page',
      },
      {
        selector: 'CallExpression[callee.property.name="createElement"][arguments.0.value=/^(style|link)$/i]',
        message: 'styles the page',
      }
    )
  ),
  linted(
    "no colour is built in: all are the theme's or the user's",
    [MODULE],
    restricted({
      selector: 'Literal[value=/^(#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})|(rgb|hsl)a?\\(.*)$/i]',
      message: 'is a colour',
    })
  ),
  {
    claim: 'what is stored in the browser is stored under the plugin’s id',
    faults({ files }: Reviewed) {
      const code = textOf(files, MODULE);
      const { id } = manifestOf(files);
      const stores = /\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b/.exec(code)?.[0];
      // The banner names the id too; a key does so in quotes.
      return stores && !new RegExp(`["'\`]${id}[.:/_-]`).test(code) ? [`${MODULE} uses ${stores} without it`] : [];
    },
  },
];
