/** @jest-environment node */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  lstatSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { OutputError, namedOutput } from './namedOutput';

let folder: string;
const at = (name: string) => join(folder, name);
const files = () => readdirSync(folder).sort();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'residual-output-'));
  writeFileSync(at('input.csv'), 'time,v\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a new file is written, and nothing lies there before or beside it', async () => {
  const output = await namedOutput(at('new.json'), 'new.json', [at('input.csv')]);
  expect(files()).toEqual(['input.csv']);
  await output.write('{}');
  expect(files()).toEqual(['input.csv', 'new.json']);
  expect(readFileSync(at('new.json'), 'utf8')).toBe('{}');
});

test('a regular file is replaced, also behind links, and keeps who may read it', async () => {
  writeFileSync(at('old.json'), 'old');
  chmodSync(at('old.json'), 0o600);
  symlinkSync('old.json', at('link.json'));
  symlinkSync('link.json', at('link of link.json'));
  const output = await namedOutput(at('link of link.json'), 'link of link.json');
  expect(readFileSync(at('old.json'), 'utf8')).toBe('old');
  await output.write(Buffer.from('new'));
  expect(readFileSync(at('old.json'), 'utf8')).toBe('new');
  expect(lstatSync(at('link of link.json')).isSymbolicLink()).toBe(true);
  expect(statSync(at('old.json')).mode & 0o777).toBe(0o600);
  expect(files()).toEqual(['input.csv', 'link of link.json', 'link.json', 'old.json']);
});

describe('one of the files that are read is refused', () => {
  const refused = async (output: string, inputs: readonly string[]) => {
    await expect(namedOutput(output, 'out', inputs)).rejects.toThrow(
      new OutputError('out', 'the command reads or writes this very file for something else.', 'Name another file.')
    );
    expect(readFileSync(at('input.csv'), 'utf8')).toBe('time,v\n');
  };

  test('by its path, another path and a relative one', async () => {
    await refused(at('input.csv'), [at('missing.csv'), at('input.csv')]);
    mkdirSync(at('inner'));
    await refused(join(folder, 'inner', '..', 'input.csv'), [at('input.csv')]);
    await refused(relative(process.cwd(), at('input.csv')), [at('input.csv')]);
  });

  test('through links, and as a hard link', async () => {
    symlinkSync('input.csv', at('link'));
    await refused(at('link'), [at('input.csv')]);
    await refused(at('input.csv'), [at('link')]);
    linkSync(at('input.csv'), at('hard'));
    await refused(at('hard'), [at('input.csv')]);
  });
});

test.each([
  ['a folder', () => '.', /a folder, not a file/],
  ['a device', () => '/dev/null', /a device, pipe or socket, not a file/],
  ['a link to a device', () => (symlinkSync('/dev/null', at('null')), 'null'), /a device, pipe or socket, not a file/],
  [
    'a link to nothing',
    () => (symlinkSync('nowhere', at('dangling')), 'dangling'),
    /link to a file that does not exist/,
  ],
  ['a path into no folder', () => join('no', 'file'), /cannot be written \(its folder does not exist\)/],
  ['a path into a file', () => join('input.csv', 'file'), /cannot be written \(its folder is a file\)/],
  ['a name with a slash behind it', () => 'new/', /names no file/],
  ['a name that is too long', () => 'x'.repeat(300), /cannot be written \(ENAMETOOLONG\)/],
])('%s is refused in a short sentence, and nothing is left', async (_, make, message) => {
  const name = make();
  const before = files();
  const path = name.startsWith('/') ? name : join(folder, name);
  const refusal = await namedOutput(path, name).catch((thrown: unknown) => thrown);
  expect(refusal).toBeInstanceOf(OutputError);
  expect((refusal as Error).message).toMatch(message);
  expect((refusal as Error).message.length).toBeLessThanOrEqual(400);
  expect(files()).toEqual(before);
});

test('a name as long as names can be is written', async () => {
  const name = 'x'.repeat(255);
  await (await namedOutput(at(name), name)).write('here');
  expect(readFileSync(at(name), 'utf8')).toBe('here');
});

test('what became a folder or a link to an input since it was checked is refused at the end', async () => {
  const [first, second] = [
    await namedOutput(at('first'), 'first'),
    await namedOutput(at('second'), 'second', [at('input.csv')]),
  ];
  mkdirSync(at('first'));
  symlinkSync('input.csv', at('second'));
  await expect(first.write('content')).rejects.toThrow('first: this is a folder');
  await expect(second.write('content')).rejects.toThrow('second: the command reads');
  expect(files()).toEqual(['first', 'input.csv', 'second']);
});

test('a content that cannot be written leaves the old one, and nothing beside it', async () => {
  writeFileSync(at('old.json'), 'old');
  const output = await namedOutput(at('old.json'), 'old.json');
  await expect(output.write({} as string)).rejects.toThrow('old.json: it cannot be written');
  expect(readFileSync(at('old.json'), 'utf8')).toBe('old');
  expect(files()).toEqual(['input.csv', 'old.json']);
  expect(process.listenerCount('SIGINT')).toBe(0);
});

describe('a command that is ended while it writes', () => {
  /** Writes so much that it sees its own unfinished file, and then sends itself a signal. */
  const script = (signal: string) => `
    const { readdirSync } = require('node:fs');
    const { namedOutput } = require(${JSON.stringify(join(__dirname, 'namedOutput.ts'))});
    const content = Buffer.alloc(1 << 26, 'x');
    (async () => {
      const output = await namedOutput('old.json', 'old.json');
      output.write(content);
      const watch = setInterval(() => {
        if (readdirSync('.').some((name) => name.endsWith('.unfinished'))) {
          clearInterval(watch);
          process.stdout.write('unfinished');
          process.kill(process.pid, '${signal}');
        }
      });
    })();`;

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('by %s leaves the old content and nothing beside it', async (signal, due) => {
    writeFileSync(at('old.json'), 'old');
    const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', script(signal)], {
      cwd: folder,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect([output, status]).toEqual(['unfinished', due]);
    expect(files()).toEqual(['input.csv', 'old.json']);
    expect(readFileSync(at('old.json'), 'utf8')).toBe('old');
  });
});
