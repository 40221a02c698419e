/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'residual-start-'));

afterAll(() => rmSync(folder, { recursive: true }));

function start(...args: string[]) {
  return spawnSync(process.execPath, ['scripts/start.mjs', ...args], { cwd: root, encoding: 'utf8' });
}

interface Read {
  readonly prometheus: { readonly url: string; readonly authorization: string | null };
  readonly anyHost: boolean;
}

const { readArguments: read } = jest.requireActual<{
  readArguments(args: readonly string[], cwd: string, env: Record<string, string>): Read;
}>('../../scripts/start/arguments.mjs');

const readArguments = (args: readonly string[], env: Record<string, string> = {}) => read(args, root, env);

function refusalOf(args: readonly string[]): string {
  try {
    readArguments(args);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

function file(content: string): string {
  const path = join(folder, 'credentials');
  writeFileSync(path, content);
  return path;
}

const PROMETHEUS = ['--prometheus', 'http://localhost:9090', '--query', 'up'];

test.each([
  [['--csv', 'no-such.csv'], '--csv: no-such.csv does not exist or cannot be read.'],
  [['--csv', 'src'], '--csv: src is not a file.'],
  [['--prometheus', 'http://localhost:9090'], '--prometheus needs at least one --query'],
  [['--prometheus', 'localhost', '--query', 'up'], '--prometheus: "localhost" is not an http(s) URL'],
  [['--prometheus', 'file:///etc', '--query', 'up'], '--prometheus: "file:///etc" is not an http(s) URL'],
  [['--prometheus', 'http://localhost', '--query', 'up', '--step', '0'], '--step: "0" is not a whole number'],
  [['--prometheus', 'http://localhost', '--query', 'up', '--range', 'six'], '--range: "six" is not a duration'],
  [['--query', 'up'], '--query, --step, --range and --prometheus-credentials need --prometheus URL.'],
  [['--prometheus', 'http://reader:sesame@localhost', '--query', 'up'], 'remove user and password from the URL'],
  [['--prometheus', 'http://sesame@localhost', '--query', 'up'], 'remove user and password from the URL'],
  [['--prometheus', 'reader:sesame@localhost', '--query', 'up'], '--prometheus: "…@localhost" is not an http(s) URL'],
  [['--prometheus', "http://reader:ses'a me@x y", '--query', 'up'], '--prometheus: "…@x y" is not an http(s) URL'],
  [['http://reader:sesame@localhost'], "Unexpected argument '…@localhost'"],
  [['--prometheus', 'http://localhost/?token=sesame', '--query', 'up'], 'remove the part of the URL from ? or # on'],
  [[...PROMETHEUS, '--prometheus-credentials', 'no-such-file'], 'no-such-file does not exist or cannot be read.'],
  [
    [...PROMETHEUS, '--prometheus-credentials', 'src'],
    '--prometheus-credentials: src is not a file of at most 16 KiB.',
  ],
  [['--port', '99999'], '--port: "99999" is not a whole number from 0 to 65535.'],
  [['--colour', 'red'], "Unknown option '--colour'"],
])('%s is refused in one line that says what is wrong', (args, message) => {
  const line = refusalOf(args);
  expect(line).toContain(message);
  expect(line).not.toContain('\n');
  expect(line.length).toBeLessThanOrEqual(400);
  expect(line).not.toMatch(/sesame|ses'a/);
});

test('npm start prints a refusal on standard error alone and exits with 2', () => {
  expect(start('--port', '99999')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: '--port: "99999" is not a whole number from 0 to 65535.\n',
  });
});

test.each([
  [['--csv', 'load\x1b[2J\n\u202e.csv'], '--csv: load\\u001b[2J\\n\\u202e.csv does not exist or cannot be read.\n'],
  [
    ['--port', '9'.repeat(9000)],
    expect.stringMatching(/^--port: "9{40}…9{15}" \(9000 characters\) is not a whole number from 0 to 65535\.\n$/),
  ],
])('npm start writes what it quotes with escapes, and shortened', (args, message) => {
  const { status, stderr } = start(...args);
  expect(stderr).toEqual(message);
  expect(stderr.length).toBeLessThanOrEqual(401);
  expect(status).toBe(2);
});

test('npm start -- --help prints the usage', () => {
  expect(start('--help')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('--prometheus URL') });
});

test.each([
  ['reader:sesame', 'Basic cmVhZGVyOnNlc2FtZQ=='],
  ['reader:sesame\n', 'Basic cmVhZGVyOnNlc2FtZQ=='],
  ['reader:ses:äme', 'Basic cmVhZGVyOnNlczrDpG1l'],
  ['Bearer abc.DEF-1_2~+/==\n', 'Bearer abc.DEF-1_2~+/=='],
])('takes credentials %j out of a file or the environment, and makes a header of them', (content, header) => {
  const fromFile = readArguments([...PROMETHEUS, '--prometheus-credentials', file(content)]);
  expect(fromFile.prometheus.authorization).toBe(header);
  const environment = { RESIDUAL_PROMETHEUS_CREDENTIALS: content };
  expect(readArguments(PROMETHEUS, environment).prometheus.authorization).toBe(header);
  // Other processes would inherit it.
  expect(environment).toEqual({});
});

test('the credentials file takes precedence over the environment', () => {
  const args = [...PROMETHEUS, '--prometheus-credentials', file('reader:sesame')];
  const { prometheus } = readArguments(args, { RESIDUAL_PROMETHEUS_CREDENTIALS: 'other:one' });
  expect(prometheus.authorization).toBe('Basic cmVhZGVyOnNlc2FtZQ==');
});

test.each(['sesame', ':sesame', 'reader:', 'reader:sesame\nX-Other: 1', 'Bearer ses ame', 'Basic c2VzYW1l', ''])(
  'refuses credentials of another form, %j, without repeating them',
  (content) => {
    const error = refusalOf([...PROMETHEUS, '--prometheus-credentials', file(content)]);
    expect(error).toContain('must hold one line, either USER:PASSWORD or Bearer TOKEN.');
    expect(error).not.toMatch(/ses|c2VzYW1l/);
  }
);

test.each([
  ['http://localhost:9090', 'http://localhost:9090'],
  ['HTTPS://Prometheus.example/prom/', 'https://prometheus.example/prom'],
])('gives the server of the address %s nothing but scheme, host, port and path', (written, url) => {
  expect(readArguments(['--prometheus', written, '--query', 'up']).prometheus.url).toBe(url);
});

test.each([
  [[], false],
  [['--host', 'localhost'], false],
  [['--host', '127.0.0.1'], false],
  [['--host', '0.0.0.0'], true],
])('answers under any host name with %j: %s', (args, anyHost) => {
  expect(readArguments(args).anyHost).toBe(anyHost);
});
