/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(120_000);

const ROOT = join(__dirname, '..', '..');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'residual-evaluate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as npm would. */
function run(...args: string[]) {
  const tsx = join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tsx, join(ROOT, 'bench', 'evaluate', 'run.ts'), ...args],
    { cwd: folder, encoding: 'utf8' }
  );
  return { status, stdout, stderr };
}

test('bad input ends with status 2 and one line that names the file, before anything is judged or written', () => {
  const pages = ['evaluation.md', 'evaluation-details.md'].map((name) => join(ROOT, 'docs', name));
  const texts = () => pages.map((page) => readFileSync(page, 'utf8'));
  const before = texts();
  expect(run('--real', 'nowhere')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'nowhere: there is no such folder. Give --real a folder of CSV files.\n',
  });
  writeFileSync(join(folder, 'cpu.csv'), 'TimeStamp,Value,anomaly\n2024-05-01,1,0\n');
  const bad = run('--real', folder);
  expect([bad.status, bad.stdout]).toEqual([2, '']);
  expect(bad.stderr).toMatch(/^cpu\.csv: there is no column "Label" beside the times, only "Value", "anomaly"\. .*\n$/);
  expect(run('--dev', 'nowhere').stderr).toBe('nowhere: there is no such folder. Give --dev a folder of CSV files.\n');
  expect(texts()).toEqual(before);
});

test('a message is one short line without anything that a terminal obeys, whatever a file is called', () => {
  writeFileSync(join(folder, 'cpu\x1b[2J\n.csv'), `TimeStamp,Value,${'anomaly'.repeat(200)}\n2024-05-01,1,0\n`);
  const { status, stderr } = run('--real', folder);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^cpu\\u001b\[2J\\n\.csv: there is no column "Label" .*else 0\)\.\n$/);
  expect(stderr.length).toBeLessThanOrEqual(401);
});

test('a model’s folder that holds no model ends with status 2', () => {
  const { status, stdout, stderr } = run('--rows', 'ours', '--model', folder);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /manifest\.json could not be loaded: there is no such file\. Name a folder that holds a model\./
  );
});
