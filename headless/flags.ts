import { DEFAULT_REPORT_RULES, REPORT_BOUNDS, type ReportRules } from '../src/detector/report/report';
import {
  DEFAULT_DETECTOR_SETTINGS,
  DEFAULT_METHOD,
  DETECTOR_BOUNDS,
  type DetectorSettings,
  type MethodSettings,
  type SettingBounds,
  type Strictness,
  type ThresholdSettings,
  strictnessOf,
} from '../src/detector/settings';
import { EXCLUDED_ROWS, type NewestRows } from '../src/data/completeness/newestRows';
import { quoted } from './terminal.mjs';

/** The parsed command line. */
export interface DetectRequest {
  readonly files: readonly string[];
  readonly settings: DetectorSettings;
  readonly backend: 'wasm' | 'cpu';
  /** Folder of manifest.json, model.json and weights.bin; undefined: the bundled model. */
  readonly modelFolder?: string;
  /** A CSV file with the values before and after the rows of the other files. */
  readonly lookback?: string;
  /** A JSON file of marks, a learnt memory to read, and one to write. */
  readonly marks?: string;
  readonly remember?: string;
  readonly learn?: string;
  /** Which sequences are reported; undefined: all, as by default in the panel. */
  readonly rules?: ReportRules;
  /** How the newest rows are judged; undefined: auto. */
  readonly newest?: NewestRows;
  /** What is printed; undefined: json. */
  readonly format?: Format;
  /** Which times a file may contain; undefined: `usual`, see `parseCsv`. */
  readonly times?: 'usual' | 'any';
  /** Whether a long run reports its progress on standard error; undefined: on. */
  readonly progress?: 'on' | 'off';
  /** Most threads; undefined: one per core. */
  readonly jobs?: number;
}

/** `json`: a line a series with all of its numbers. `text` for people, `csv` for spreadsheets: a line an anomaly or change point. */
export type Format = 'json' | 'text' | 'csv';

/** An invalid command line. The message is one line. */
export class UsageError extends Error {}

type Draft = { -readonly [Key in keyof DetectRequest]: DetectRequest[Key] };

/** One option of the command line. */
interface Flag {
  readonly name: string;
  readonly value: string;
  readonly help: string;
  /** @throws UsageError that lists the valid values */
  take(draft: Draft, written: string): void;
}

const { windowSize, span, floor, pruning, errorBuffer } = DETECTOR_BOUNDS;
const { smoothing, sensitivity } = DEFAULT_DETECTOR_SETTINGS;
const { threshold } = DEFAULT_METHOD;

const FLAGS: readonly Flag[] = [
  orAuto('--window', windowSize, 'points the network sees at a time', (size) => ({ windowSize: size })),
  setting('--span', span, 'span of the exponentially weighted mean over the error, in points', (n) => ({ span: n })),
  choice(
    '--evidence',
    ['all', 'reconstruction-error'],
    DEFAULT_DETECTOR_SETTINGS.evidence,
    'what scores points: all evidence, or the error of the network alone',
    (draft, value) => {
      draft.settings = { ...draft.settings, evidence: value };
    }
  ),
  choice('--memory', ['on', 'off'], 'on', 'recall similar windows of the series', (draft, value) => {
    draft.settings = { ...draft.settings, memory: value === 'on' };
  }),
  choice('--sensitivity', ['quiet', 'balanced', 'keen'], sensitivity, 'how much is reported', (draft, value) => {
    draft.settings = { ...draft.settings, sensitivity: value };
  }),
  exact('--floor', floor, 'minimum threshold, as a multiple of what noise reaches', 'floor'),
  exact('--pruning', pruning, 'minimum relative step between the peaks of sequences', 'pruning'),
  setting('--error-buffer', errorBuffer, 'points by which anomalous points are dilated', (n) => ({ errorBuffer: n })),
  choice('--smoothing', ['causal', 'two-sided'], smoothing, 'direction of the smoothing', (draft, value) => {
    draft.settings = { ...draft.settings, smoothing: value };
  }),
  ofThreshold(
    '--passes',
    { default: threshold.passes, min: 1, max: 50, step: 1 },
    'searches for a threshold',
    'passes'
  ),
  ofThreshold(
    '--max-sequences',
    { default: threshold.maxSequences, min: 1, max: 1000, step: 1 },
    'maximum number of sequences per threshold',
    'maxSequences'
  ),
  newest(),
  choice('--direction', ['both', 'above', 'below'], 'both', 'side of the reconstruction', (draft, direction) => {
    draft.rules = { ...DEFAULT_REPORT_RULES, ...draft.rules, direction };
  }),
  rule('--min-deviation', 'minimum distance from the reconstruction, in the unit of the series', 'leastDeviation'),
  rule('--min-length', 'minimum number of points of an anomaly', 'leastLength'),
  rule('--persistence', 'minimum number of consecutive points over the threshold', 'persistence'),
  rule('--merge-within', 'points between two anomalies that are merged', 'mergeWithin'),
  choice(
    '--format',
    ['json', 'text', 'csv'],
    'json',
    'a line a series, or one an anomaly or change point',
    (draft, format) => {
      draft.format = format;
    }
  ),
  choice(
    '--times',
    ['usual', 'any'],
    'usual',
    'any: also before 1970, after 2200, or over a century',
    (draft, value) => {
      draft.times = value;
    }
  ),
  choice('--progress', ['on', 'off'], 'on', 'report the progress of a long run on standard error', (draft, value) => {
    draft.progress = value;
  }),
  choice('--backend', ['wasm', 'cpu'], 'wasm', 'engine that runs the network', (draft, value) => {
    draft.backend = value;
  }),
  path('--lookback', 'FILE.csv', 'rows before and after the judged ones: the same columns and step', 'lookback'),
  path('--marks', 'FILE.json', 'labels: what is normal, excluded or a false alarm', 'marks'),
  path('--remember', 'FILE.json', 'a learnt memory to recall from too', 'remember'),
  path('--learn', 'FILE.json', 'where to write the learnt memory of the files', 'learn'),
  path('--model', 'DIR', 'folder of the model; default: the one in models/', 'modelFolder'),
  numeric('--jobs', { default: NaN, min: 1, max: 256, step: 1 }, 'threads; default: one a core', (draft, n) => {
    draft.jobs = n;
  }),
];

/**
 * @param args what follows the command's own name
 * @returns 'help' when that was asked for
 * @throws UsageError
 */
export function parseArguments(args: readonly string[]): DetectRequest | 'help' {
  const files: string[] = [];
  const draft: Draft = { files, settings: { ...DEFAULT_DETECTOR_SETTINGS }, backend: 'wasm' };
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      files.push(...rest.splice(0));
    } else if (word === '--help' || word === '-h') {
      return 'help';
    } else if (word.startsWith('-') && word !== '-') {
      const [name, attached] = cut(word);
      const flag = FLAGS.find((candidate) => candidate.name === name);
      if (!flag) {
        throw new UsageError(`There is no option ${name}; run --help for the options.`);
      }
      const written = attached ?? rest.shift();
      if (written === undefined) {
        throw new UsageError(`${name} must be followed by ${flag.value}.`);
      }
      flag.take(draft, written);
    } else {
      files.push(word);
    }
  }
  if (files.length === 0) {
    throw new UsageError('Name at least one CSV file; run --help for the options.');
  }
  return draft;
}

export function helpText(): string {
  const left = FLAGS.map(({ name, value }) => `${name} ${value}`);
  const width = Math.max(...left.map((text) => text.length)) + 2;
  const lines = FLAGS.map(({ help }, i) => `  ${left[i].padEnd(width)}${help}`);
  return [
    'Usage: npm run --silent detect -- [options] FILE.csv…',
    '',
    'Judges every numeric column of the files as the panel does and prints one JSON line a series.',
    'Each of its sequences has start, end, startTime, endTime, score, severity, ratio (score ÷ threshold), direction,',
    'peakTime, actual, expected, deviation and the same as a sentence. Times are in epoch milliseconds.',
    'With --format text or csv it prints one line an anomaly or change point instead.',
    'A file has a header and a column of times: ISO 8601, YYYY-MM-DD HH:MM:SS, YYYYMMDD, epoch s or ms. Without a zone they',
    'are UTC. It holds at most 32 MB and a million rows.',
    'Commas, semicolons, tabs and bars between cells are recognised; decimals have a point.',
    'A column called Label, label, anomaly or is_anomaly is not judged.',
    '',
    ...lines,
    '',
    'Exit status: 0 when all series were handled, 1 when the network cannot run, 2 for bad input.',
    '',
  ].join('\n');
}

function cut(word: string): [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

type PathKey = 'lookback' | 'marks' | 'remember' | 'learn' | 'modelFolder';

function path(name: string, value: string, help: string, key: PathKey): Flag {
  return {
    name,
    value,
    help,
    take(draft, written) {
      if (written.trim() === '') {
        throw new UsageError(`${name} must be followed by ${value}.`);
      }
      draft[key] = written;
    },
  };
}

type Bounds = Omit<SettingBounds, 'unit'>;

/** @param other what the flag takes besides a number */
function numeric(
  name: string,
  bounds: Bounds,
  help: string,
  keep: (draft: Draft, n: number) => void,
  other = ''
): Flag {
  const { min, max, step } = bounds;
  const kind = step === 1 ? 'a whole number' : 'a number';
  const fallback = Number.isNaN(bounds.default) ? '' : `; default ${bounds.default}`;
  return {
    name,
    value: 'N',
    help: `${help} (${min}–${max}${fallback})`,
    take(draft, written) {
      const n = written.trim() === '' ? NaN : Number(written);
      if (!(n >= min && n <= max) || (step === 1 && !Number.isInteger(n))) {
        throw new UsageError(`${name} must be ${other}${kind} from ${min} to ${max}, not ${quoted(written)}.`);
      }
      keep(draft, n);
    },
  };
}

function setting(
  name: string,
  bounds: Bounds,
  help: string,
  change: (n: number) => Partial<DetectorSettings>,
  other = ''
): Flag {
  const keep = (draft: Draft, n: number) => {
    draft.settings = { ...draft.settings, ...change(n) };
  };
  return numeric(name, bounds, help, keep, other);
}

/** A number or `auto`, the default, with which the detector chooses. */
function orAuto(
  name: string,
  bounds: Bounds,
  help: string,
  change: (value: number | 'auto') => Partial<DetectorSettings>
): Flag {
  const number = setting(name, { ...bounds, default: NaN }, help, change, 'auto or ');
  return {
    ...number,
    value: 'auto|N',
    help: `${number.help}; default auto, to suit each series`,
    take(draft, written) {
      if (written === 'auto') {
        draft.settings = { ...draft.settings, ...change('auto') };
      } else {
        number.take(draft, written);
      }
    },
  };
}

function newest(): Flag {
  const words = ['auto', 'provisional', 'all'] as const;
  const other = `${words.join(', ')} or `;
  const help = 'newest rows to exclude';
  const number = numeric('--newest', EXCLUDED_ROWS, help, (draft, n) => (draft.newest = n), other);
  return {
    ...number,
    value: `${words.join('|')}|N`,
    help: 'judge the newest rows without incomplete ones, provisionally too, all, or without N; default auto',
    take(draft, written) {
      const word = words.find((one) => one === written);
      if (word === undefined) {
        number.take(draft, written);
      } else {
        draft.newest = word;
      }
    },
  };
}

/** A number that the sensitivity otherwise sets. The other number keeps the value of the sensitivity so far. */
function exact(name: string, bounds: Bounds, help: string, key: keyof Strictness): Flag {
  return numeric(name, { ...bounds, default: NaN }, `${help}, in place of the sensitivity's`, (draft, n) => {
    draft.settings = { ...draft.settings, ...strictnessOf(draft.settings), sensitivity: 'exact', [key]: n };
  });
}

function rule(name: string, help: string, key: keyof typeof REPORT_BOUNDS): Flag {
  return numeric(name, REPORT_BOUNDS[key], help, (draft, n) => {
    draft.rules = { ...DEFAULT_REPORT_RULES, ...draft.rules, [key]: n };
  });
}

type NumberOfThreshold = { [Key in keyof ThresholdSettings]: ThresholdSettings[Key] extends number ? Key : never };

function ofThreshold(
  name: string,
  bounds: Bounds,
  help: string,
  key: NumberOfThreshold[keyof ThresholdSettings]
): Flag {
  return numeric(name, bounds, help, (draft, n) => {
    const method = draft.settings.method ?? DEFAULT_METHOD;
    withMethod(draft, { threshold: { ...method.threshold, [key]: n } });
  });
}

function withMethod(draft: Draft, change: Partial<MethodSettings>): void {
  draft.settings = { ...draft.settings, method: { ...(draft.settings.method ?? DEFAULT_METHOD), ...change } };
}

function choice<Value extends string>(
  name: string,
  values: readonly Value[],
  fallback: Value,
  help: string,
  keep: (draft: Draft, value: Value) => void
): Flag {
  return {
    name,
    value: values.join('|'),
    help: `${help}; default ${fallback}`,
    take(draft, written) {
      const value = values.find((candidate) => candidate === written);
      if (value === undefined) {
        throw new UsageError(`${name} must be ${values.join(' or ')}, not ${quoted(written)}.`);
      }
      keep(draft, value);
    },
  };
}
