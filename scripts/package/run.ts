// npm run package: packs dist/ for Grafana's catalogue and reviews the archive before its reviewers do.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { OutputError, namedOutput } from '../../headless/namedOutput';
import { archive, readArchive } from './archive';
import { gather } from './gather';
import { type PluginFiles, manifestOf } from './pluginFiles';
import { review } from './review';

const USAGE = `npm run package -- [--out FOLDER] [--sources URL]   packs dist/ into FOLDER (release/) and reviews the archive
npm run package -- --check FILE.zip                reviews an archive
  --sources URL   where the sources are to be seen; becomes a link of plugin.json
The day in plugin.json is that of SOURCE_DATE_EPOCH (seconds) or of the last commit.
`;
const BAD_INPUT = 2;
const FAILED = 1;
const ROOT = resolve(__dirname, '../..');

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'release' },
    sources: { type: 'string' },
    check: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

main().catch((thrown: unknown) => {
  process.exitCode = thrown instanceof OutputError ? BAD_INPUT : FAILED;
  process.stderr.write(
    `${thrown instanceof OutputError ? thrown.message : thrown instanceof Error ? thrown.stack : String(thrown)}\n`
  );
});

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(USAGE);
  } else {
    reviewFile(values.check ?? (await pack(values.out, values.sources)));
  }
}

/**
 * @param folder from the repository's root
 * @returns path of the archive
 */
async function pack(folder: string, sourcesUrl: string | undefined): Promise<string> {
  if (folder.trim() === '') {
    throw new OutputError('--out', 'this names no folder.', 'Name the folder of the archive.');
  }
  const files = gather({ root: ROOT, day: releaseDay(), sourcesUrl });
  const { id, info } = manifestOf(files);
  const name = `${id}-${info.version}.zip`;
  const file = resolve(ROOT, folder, name);
  await mkdir(resolve(ROOT, folder), { recursive: true }).catch(({ code }: NodeJS.ErrnoException) => {
    throw new OutputError(folder, `this folder cannot be made (${code}).`, 'Name another folder.');
  });
  const archived = await namedOutput(file, join(folder, name));
  const digest = await namedOutput(`${file}.sha1`, join(folder, `${name}.sha1`));
  const zip = archive(id, files);
  await archived.write(zip);
  // The submission form requires this digest; the other is for readers.
  await digest.write(createHash('sha1').update(zip).digest('hex'));
  process.stdout.write(`${listing(files, zip, file)}\n`);
  return file;
}

function listing(files: PluginFiles, zip: Uint8Array, file: string): string {
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`.padStart(12);
  return [
    ...[...files.keys()].sort().map((path) => `${kB(files.get(path)?.length ?? 0)}  ${path}`),
    `${kB(zip.length)}  ${file}, SHA-256 ${createHash('sha256').update(zip).digest('hex')}`,
    '',
  ].join('\n');
}

/** Undefined in a copy of the repository without its history. */
function releaseDay(): string | undefined {
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' });
  const seconds = process.env.SOURCE_DATE_EPOCH ?? stdout?.trim();
  return seconds && new Date(Number(seconds) * 1000).toISOString().slice(0, 10);
}

function reviewFile(file: string): void {
  const findings = review(readArchive(readFileSync(file)), {
    packageVersion: versionIn('package.json'),
    lockedVersion: versionIn('package-lock.json'),
    machinePaths: [ROOT, realpathSync(ROOT), homedir()].filter((path) => path.length > 1),
  });
  const failed = findings.filter(({ faults }) => faults.length > 0);
  for (const { claim, faults } of findings) {
    const verdict = faults.length === 0 ? 'pass' : 'FAIL';
    process.stdout.write([`${verdict}  ${claim}`, ...faults.map((fault) => `        ${fault}`), ''].join('\n'));
  }
  process.stdout.write(`${findings.length - failed.length} of ${findings.length} points pass.\n`);
  process.exitCode = failed.length === 0 ? 0 : FAILED;
}

function versionIn(path: string): string | undefined {
  return (JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as { version?: string }).version;
}
