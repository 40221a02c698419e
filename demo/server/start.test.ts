/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

function start(...args: string[]) {
  return spawnSync(process.execPath, ['scripts/start.mjs', ...args], { cwd: root, encoding: 'utf8' });
}

test.each([
  [['--csv', 'no-such.csv'], '--csv: no-such.csv does not exist or cannot be read.'],
  [['--csv', 'src'], '--csv: src is no file.'],
  [['--prometheus', 'http://localhost:9090'], '--prometheus needs at least one --query'],
  [['--prometheus', 'localhost', '--query', 'up'], '--prometheus: "localhost" is no http(s) URL'],
  [['--prometheus', 'file:///etc', '--query', 'up'], '--prometheus: "file:///etc" is no http(s) URL'],
  [['--prometheus', 'http://localhost', '--query', 'up', '--step', '0'], '--step: "0" is no whole number'],
  [['--prometheus', 'http://localhost', '--query', 'up', '--range', 'six'], '--range: "six" is no duration'],
  [['--query', 'up'], '--query, --step and --range need --prometheus URL.'],
  [['--port', '99999'], '--port: "99999" is no whole number from 0 to 65535.'],
  [['--colour', 'red'], "Unknown option '--colour'"],
])('npm start -- %s says in one line what is wrong and exits with 2', (args, message) => {
  const { status, stdout, stderr } = start(...args);
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
  expect(status).toBe(2);
});

test.each([
  [['--csv', 'load\x1b[2J\n\u202e.csv'], '--csv: load\\u001b[2J\\n\\u202e.csv does not exist or cannot be read.\n'],
  [['--port', '9'.repeat(9000)], expect.stringMatching(/^--port: "9+ … 9+" is no whole number from 0 to 65535\.\n$/)],
])('npm start writes what it quotes with escapes, and shortened', (args, message) => {
  const { status, stderr } = start(...args);
  expect(stderr).toEqual(message);
  expect(stderr.length).toBeLessThanOrEqual(401);
  expect(status).toBe(2);
});

test('npm start -- --help prints the usage', () => {
  expect(start('--help')).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('--prometheus URL') });
});
