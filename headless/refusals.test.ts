/** @jest-environment node */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endedIn } from './detect.fixture';

const ROOT = join(__dirname, '..');
const CSV = `time,v\n${Array.from({ length: 90 }, (_, i) => `${1_714_521_600 + i},${i % 7}`).join('\n')}\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'residual-refusals-'));
  writeFileSync(join(folder, 'in.csv'), CSV);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function refused(args: readonly string[], message: RegExp) {
  const { status, output, errors } = await endedIn(folder, args);
  expect(errors).toMatch(message);
  expect([status, output]).toEqual([2, '']);
  expect(errors.length).toBeLessThanOrEqual(400);
}

test('--learn never writes over what the command reads, and leaves nothing beside it', async () => {
  mkdirSync(join(folder, 'folder'));
  symlinkSync('in.csv', join(folder, 'link.json'));
  cpSync(join(ROOT, 'models'), join(folder, 'model'), { recursive: true });
  const before = readdirSync(folder);
  const read = /the command reads or writes this very file for something else\. Name another file\.\n$/;
  await refused(['--learn', 'in.csv', 'in.csv'], read);
  await refused(['--learn', 'link.json', 'folder/../in.csv'], read);
  await refused(['--learn', 'in.csv', '--marks', 'in.csv', 'other.csv'], read);
  await refused(['--learn', 'in.csv', '--lookback', 'link.json', 'other.csv'], read);
  await refused(['--learn', 'in.csv', '--remember', 'in.csv', 'other.csv'], read);
  await refused(['--learn', 'model/weights.bin', '--model', 'model', 'in.csv'], read);
  await refused(['--learn', 'folder', 'in.csv'], /^folder: this is a folder, not a file\./);
  await refused(['--learn', '/dev/null', 'in.csv'], /^\/dev\/null: this is a device, pipe or socket, not a file\./);
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(join(folder, 'in.csv'), 'utf8')).toBe(CSV);
});

describe('a model', () => {
  /** A copy of the bundled model with another manifest or other files, whose hashes are right. */
  function model(change: { manifest?: object; files?: Record<string, (content: Buffer) => Buffer> }): string {
    cpSync(join(ROOT, 'models'), join(folder, 'model'), { recursive: true });
    const at = join(folder, 'model', 'manifest.json');
    const manifest = JSON.parse(readFileSync(at, 'utf8')) as { files: Array<{ path: string }> };
    const files = manifest.files.map(({ path }) => {
      const content = (change.files?.[path] ?? ((same) => same))(readFileSync(join(folder, 'model', path)));
      writeFileSync(join(folder, 'model', path), content);
      return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
    });
    writeFileSync(at, JSON.stringify({ ...manifest, files, ...change.manifest }));
    return 'model';
  }

  test('is not looked for where the name is blank', async () => {
    cpSync(join(ROOT, 'models'), folder, { recursive: true });
    await refused(['--model=', 'in.csv'], /^--model must be followed by DIR\.\n$/);
    await refused(['--model', '', 'in.csv'], /^--model must be followed by DIR\.\n$/);
  });

  test('is named by its folder if that holds none', async () => {
    await refused(
      ['--model', 'nowhere', 'in.csv'],
      /^nowhere: .*manifest\.json could not be loaded: there is no such file\./
    );
    mkdirSync(join(folder, 'odd', 'manifest.json'), { recursive: true });
    await refused(
      ['--model', 'odd', 'in.csv'],
      /^odd: .*manifest\.json could not be loaded: it is not a regular file\./
    );
  });

  test('is not given windows beyond its range', async () => {
    const folderOfModel = model({ manifest: { windowSize: { min: 16, max: 64, default: 32 } } });
    await refused(
      ['--window', '65', '--model', folderOfModel, 'in.csv'],
      /^model: this model takes windows of 16 to 64 points; not of 65\. Choose windows of this range/
    );
    await refused(
      ['--model', folderOfModel, 'in.csv'],
      /auto chooses among 32, 64, 128\. Choose windows of this range/
    );
    const args = ['--window', '64', '--model', folderOfModel, 'in.csv'];
    expect(await endedIn(folder, args)).toMatchObject({ status: 0, errors: '' });
  });

  test.each([
    [
      'layers',
      { files: { 'model.json': (json: Buffer) => Buffer.from(String(json).replace('"tanh"', '"relu"')) } },
      /relu/,
    ],
    ['number of latents', { manifest: { latentSize: 8 } }, /the latent has 16 numbers, but manifest\.json states 8/],
    ['weights', { files: { 'weights.bin': (all: Buffer) => all.subarray(4) } }, /not 263488/],
    ['order of time', { manifest: { outputTimeOrder: 'forward' } }, /the network outputs the other order/],
  ])('with other %s than its manifest says is refused, though its hashes are right', async (_, change, message) => {
    await refused(['--window', '32', '--model', model(change), 'in.csv'], message);
  });
});
