import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { globSync } from 'glob';
import { ROOT } from './pages';

/** A word that the project no longer uses, and the one in use. */
export interface RetiredWord {
  readonly retired: RegExp;
  readonly inUse: string;
}

const word = (retired: string, inUse: string): RetiredWord => ({
  retired: new RegExp(`\\b(?:${retired})\\b`, 'i'),
  inUse,
});

/** Words that must not come back in docs. Words that have an ordinary meaning too are only looked for in names. */
export const RETIRED_WORDS: readonly RetiredWord[] = [
  word('sayings?', 'message'),
  word('murmur', 'hash'),
  word('lifeline', 'abort signal'),
  word('lessons?|teach(?:es|ing)?|taught', 'labels'),
  word('left[ -]out|leav(?:e|es|ing) out', 'excluded'),
  word('likeness|likest', 'correlation, template match'),
  word('stillness', 'flatline'),
  word('quiet(?:s|ed|ing)|audible', 'suppress'),
  word('misfit', 'memory mismatch'),
  word('recollect\\w*', 'nearest neighbours'),
  word('remainder', 'decoder residual'),
  word('widen(?:s|ed|ing)?', 'dilate'),
  word('seams?', 'change point'),
  word('turnstile', 'priority semaphore'),
  word('culprit|wary', 'suspect, probing'),
  word('familiarity', 'warm cost ratio'),
  word('sanity', 'self-test'),
  word('trust zones?', 'confidence zones'),
  word('stand-?off', 'contrast'),
  word('carr(?:y|ied)-over', 'stale result'),
  word('nearness', 'distance'),
  word('whoever|somebody|nobody', 'the person or part itself'),
];

/** Further words that must not stand on screen; pages use them in their ordinary meaning. */
export const RETIRED_ON_SCREEN: readonly RetiredWord[] = [
  ...RETIRED_WORDS,
  word('told|tells?|said|says?', 'message, or the fact itself'),
  word('remember(?:s|ed|ing)?', 'learns, labelled, learnt memory'),
  word('kept quiet', 'suppressed'),
  word('marks?|marked', 'label'),
  word('severest', 'most severe'),
  word('anew', 'again'),
];

/** Names that are retired in source, in the form of a file or of something exported, with the names in use. */
export const RETIRED_NAMES: Readonly<Record<string, string>> = {
  saying: 'message',
  said: 'message',
  murmur: 'hash',
  lifeline: 'abortSignal',
  lessons: 'labels',
  teaching: 'labels',
  leftOut: 'excluded',
  leftOutDoubt: 'edgeGuard',
  besideExpectation: 'contextForecast',
  likeness: 'correlation',
  likestMark: 'templateMatch',
  stillness: 'flatline',
  quiet: 'suppress',
  quieted: 'suppressed',
  quieting: 'suppression',
  audible: 'suppress',
  misfit: 'memoryMismatch',
  places: 'resultMapping',
  origin: 'decidedBy',
  partsTaken: 'labelUsage',
  idle: 'labelUsage',
  recollect: 'nearestNeighbours',
  remainder: 'decoderResidual',
  widen: 'dilate',
  joinNear: 'merge',
  slope: 'shoulder',
  seam: 'changePoint',
  bursts: 'intermittency',
  support: 'coverage',
  findings: 'pipelineState',
  examine: 'run',
  turnstile: 'prioritySemaphore',
  homes: 'affinity',
  inquiry: 'onDemandQuery',
  deathRecord: 'crashTracker',
  culprit: 'suspect',
  wary: 'probing',
  rest: 'idleTimeout',
  race: 'benchmark',
  familiarity: 'warmCostRatio',
  gatheringEngine: 'batchingEngine',
  rememberedAutoencoder: 'memoisedAutoencoder',
  rowMemory: 'generationalCache',
  rowTable: 'hashTable',
  sanity: 'selfTest',
  tickProgram: 'lstmShader',
  columns: 'weightTexture',
  drawing: 'plotModel',
  trustZones: 'confidenceZones',
  standOff: 'contrast',
  wholeLabels: 'uncroppedTicks',
  isolate: 'toggleVisibility',
  reading: 'pointReadout',
  inSteps: 'progressiveRefinement',
  carryOver: 'staleResult',
  circumstances: 'detectionContext',
  isSeen: 'visible',
  known: 'cachedRange',
  joined: 'merged',
  holding: 'cacheEntry',
  nearness: 'distance',
  departure: 'deviation',
};

/** Retired as names of their own; in a longer name they have their ordinary meaning. */
const ORDINARY_WORDS: ReadonlySet<string> = new Set(
  (
    'quiet idle places origin slope bursts support findings examine homes rest race columns drawing isolate reading known ' +
    'joined holding departure'
  ).split(' ')
);

/** Text of a page without code, addresses and quotes of the panel, which stand in italics. */
export function proseOf(page: string): string {
  return page
    .replaceAll(/^(```|~~~).*?^\1/gms, '')
    .replaceAll(/^ {4}.*$/gm, '')
    .replaceAll(/`[^`\n]+`/g, '')
    .replaceAll(/\]\([^)\s]+\)/g, ']')
    .replaceAll(/\*\*/g, '')
    .replaceAll(/\*(?:[^*|\n]|\n(?!\n))+\*/g, '');
}

/** Names that source has for what it consists of: files, and what they export. */
export function sourceNames(): ReadonlySet<string> {
  const files = globSync('{src,headless,demo}/**/*.{ts,tsx,mjs}', {
    cwd: ROOT,
    posix: true,
    ignore: ['**/*.d.ts', '**/*.d.mts'],
  });
  return new Set(
    files.flatMap((file) => [
      basename(file).replace(/\..*$/, ''),
      ...[
        ...readFileSync(join(ROOT, file), 'utf8').matchAll(
          /^export (?:abstract |async |declare )*(?:function\*?|class|const|let|interface|type|enum) (\w+)/gm
        ),
      ].map(([, name]) => name),
    ])
  );
}

/** Whether a name is a retired one or, unless that is an ordinary word, has it as whole words: `useIsSeen` has `isSeen`. */
export function hasName(name: string, retired: string): boolean {
  const words = wordsOf(name);
  const wanted = wordsOf(retired);
  return ORDINARY_WORDS.has(retired)
    ? words.join(' ') === wanted.join(' ')
    : words.some((_, i) => wanted.every((one, k) => words[i + k] === one));
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[ _-]/)
    .map((one) => one.toLowerCase());
}
