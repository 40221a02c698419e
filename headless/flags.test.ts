/** @jest-environment node */
import { DEFAULT_REPORT_RULES } from '../src/detector/report/report';
import { DEFAULT_DETECTOR_SETTINGS, DEFAULT_METHOD, DETECTOR_BOUNDS, SENSITIVITIES } from '../src/detector/settings';
import { type DetectRequest, UsageError, helpText, parseArguments } from './flags';

function request(...args: string[]): DetectRequest {
  const parsed = parseArguments(args);
  if (parsed === 'help') {
    throw new Error('It took this for a call for help.');
  }
  return parsed;
}

test('files alone take the panel’s defaults', () => {
  expect(request('a.csv', 'b.csv')).toEqual({
    files: ['a.csv', 'b.csv'],
    settings: DEFAULT_DETECTOR_SETTINGS,
    backend: 'wasm',
  });
});

test('every option lands where it belongs, before, between and after the files', () => {
  const parsed = request(
    ...['--window', '32', 'a.csv', '--span=20', '--memory', 'off', '--pruning', '0.3', '--error-buffer', '0'],
    ...['b.csv', '--backend', 'cpu', '--model', 'other/model', '--jobs', '1']
  );
  expect(parsed).toEqual({
    files: ['a.csv', 'b.csv'],
    settings: {
      ...DEFAULT_DETECTOR_SETTINGS,
      windowSize: 32,
      span: 20,
      memory: false,
      sensitivity: 'exact',
      pruning: 0.3,
      errorBuffer: 0,
    },
    backend: 'cpu',
    modelFolder: 'other/model',
    jobs: 1,
  });
});

test('the window is chosen unless a number is named', () => {
  expect(request('a.csv').settings.windowSize).toBe('auto');
  expect(request('--window', '48', 'a.csv').settings.windowSize).toBe(48);
  expect(request('--window', '48', '--window=auto', 'a.csv').settings.windowSize).toBe('auto');
});

test('the evidence is all of it unless the reconstruction error alone is asked for', () => {
  expect(request('a.csv').settings.evidence).toBe('all');
  expect(request('--evidence', 'reconstruction-error', 'a.csv').settings).toEqual({
    ...DEFAULT_DETECTOR_SETTINGS,
    evidence: 'reconstruction-error',
  });
});

test('rules on reporting are the panel’s, and leave the others as they are by default', () => {
  const { rules, format } = request('--min-deviation', '0.5', '--persistence=3', '--format', 'text', 'a.csv');
  expect(rules).toEqual({ ...DEFAULT_REPORT_RULES, leastDeviation: 0.5, persistence: 3 });
  expect(format).toBe('text');
  expect(() => request('--min-length', '0', 'a.csv')).toThrow('--min-length must be a whole number from 1 to 10000');
});

test('what the panel does not offer changes that field of the method and no other', () => {
  const { settings } = request('--smoothing', 'causal', '--passes', '1', '--max-sequences', '5', 'a.csv');
  expect(settings.method).toEqual({
    ...DEFAULT_METHOD,
    threshold: { ...DEFAULT_METHOD.threshold, passes: 1, maxSequences: 5 },
  });
  expect(settings.smoothing).toBe('causal');
});

test('a number in place of the sensitivity leaves the other as that sensitivity has it', () => {
  const { settings } = request('--sensitivity', 'quiet', '--floor', '1.1', 'a.csv');
  expect(settings).toMatchObject({ sensitivity: 'exact', floor: 1.1, pruning: SENSITIVITIES.quiet.pruning });
  expect(request('--sensitivity', 'keen', 'a.csv').settings.sensitivity).toBe('keen');
});

test('after -- everything is a file', () => {
  expect(request('--', '--window', '-h').files).toEqual(['--window', '-h']);
});

test.each(['--help', '-h'])('%s asks for help, which names every option', (word) => {
  expect(parseArguments(['a.csv', word])).toBe('help');
  for (const name of [
    '--window auto|N',
    '--span N',
    '--evidence all|reconstruction-error',
    '--memory on|off',
    '--pruning',
    '--error-buffer',
    '--backend',
    '--model',
  ]) {
    expect(helpText()).toContain(name);
  }
});

test.each([
  [['--window', '8', 'a.csv'], '--window must be auto or a whole number from 16 to 256, not "8".'],
  [['--window', '257', 'a.csv'], '--window must be auto or a whole number from 16 to 256, not "257".'],
  [['--window', '32.5', 'a.csv'], '--window must be auto or a whole number from 16 to 256, not "32.5".'],
  [['--span', '0', 'a.csv'], '--span must be a whole number from 1 to 500, not "0".'],
  [['--span', 'ten', 'a.csv'], '--span must be a whole number from 1 to 500, not "ten".'],
  [['--span=', 'a.csv'], '--span must be a whole number from 1 to 500, not "".'],
  [['--pruning', '-0.1', 'a.csv'], '--pruning must be a number from 0 to 1, not "-0.1".'],
  [['--error-buffer', 'NaN', 'a.csv'], '--error-buffer must be a whole number from 0 to 500, not "NaN".'],
  [['--evidence', 'both', 'a.csv'], '--evidence must be all or reconstruction-error, not "both".'],
  [['--memory', 'yes', 'a.csv'], '--memory must be on or off, not "yes".'],
  [['--backend', 'webgl', 'a.csv'], '--backend must be wasm or cpu, not "webgl".'],
  [['--smoothing', 'both', 'a.csv'], '--smoothing must be causal or two-sided, not "both".'],
  [['a.csv', '--window'], '--window must be followed by auto|N.'],
  [['--marks=', 'a.csv'], '--marks must be followed by FILE.json.'],
  [['--lookback', '', 'a.csv'], '--lookback must be followed by FILE.csv.'],
  [['--learn', ' ', 'a.csv'], '--learn must be followed by FILE.json.'],
  [['--model=', 'a.csv'], '--model must be followed by DIR.'],
  [['--model', ' ', 'a.csv'], '--model must be followed by DIR.'],
  [['--colour', 'red', 'a.csv'], 'There is no option --colour; run --help for the options.'],
  [[], 'Name at least one CSV file; run --help for the options.'],
  [['--window', '64'], 'Name at least one CSV file; run --help for the options.'],
])('%j is refused in one line', (args, message) => {
  expect(() => parseArguments(args)).toThrow(new UsageError(message));
});

test.each([
  ['--window', DETECTOR_BOUNDS.windowSize],
  ['--span', DETECTOR_BOUNDS.span],
  ['--pruning', DETECTOR_BOUNDS.pruning],
  ['--error-buffer', DETECTOR_BOUNDS.errorBuffer],
])('%s takes both bounds of the setting and nothing beyond', (name, { min, max, step }) => {
  expect(() => request(name, String(min), 'a.csv')).not.toThrow();
  expect(() => request(name, String(max), 'a.csv')).not.toThrow();
  expect(() => request(name, String(min - step), 'a.csv')).toThrow(UsageError);
  expect(() => request(name, String(max + step), 'a.csv')).toThrow(UsageError);
});
