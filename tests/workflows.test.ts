/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import semver from 'semver';
import { readJson, readYaml } from './provisioning/files';

const ROOT = resolve(__dirname, '..');
const FOLDER = '.github/workflows';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly steps: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(join(ROOT, FOLDER)).map((file) => `${FOLDER}/${file}`);
const workflows = new Map(files.map((file) => [file, readYaml<Workflow>(file)]));
const { scripts } = readJson<{ scripts: Record<string, string> }>('package.json');
const jobs = [...workflows].flatMap(([file, { jobs: all }]) =>
  Object.entries(all).map(([name, job]): [string, Job] => [`${file} ${name}`, job])
);
const commandsOf = (job: Job) => job.steps.flatMap(({ run }) => (run === undefined ? [] : [run]));

/** What GitHub's own parser has against the files, by file. */
function parserFaults(...paths: string[]): Record<string, string[]> {
  const command = ['--import', 'tsx', 'tests/workflows/faults.mts', ...paths];
  return JSON.parse(execFileSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' })) as Record<
    string,
    string[]
  >;
}

test('GitHub’s own parser has nothing against any workflow', () => {
  expect(parserFaults(...files)).toEqual(Object.fromEntries(files.map((file) => [file, []])));
});

test.each([
  ['a misspelt key', 'runs-on: x\n    stps: []\n    steps: [{ run: x }]', "Unexpected value 'stps'"],
  [
    'a broken expression',
    'runs-on: x\n    if: ${{ github.ref == }}\n    steps: [{ run: x }]',
    "Unexpected end of expression: '=='",
  ],
  [
    'a job that waits for one that is not there',
    'runs-on: x\n    needs: b\n    steps: [{ run: x }]',
    'at least one job with no dependencies',
  ],
])('that parser finds %s', (_, job, fault) => {
  const folder = mkdtempSync(join(tmpdir(), 'residual-workflow-'));
  const broken = join(folder, 'broken.yml');
  writeFileSync(broken, `on: push\njobs:\n  a:\n    ${job}\n`);
  const found = parserFaults(broken)[broken].join('\n');
  rmSync(folder, { recursive: true });
  expect(found).toContain(fault);
});

describe.each(jobs)('%s', (_, job) => {
  test('runs actions by the hash of a commit alone', () => {
    const actions = job.steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
    expect(actions.filter((uses) => !/^[\w./-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  });

  test('runs packages from npm by their whole version alone', () => {
    const packages = commandsOf(job).flatMap((run) => run.match(/npx --yes \S+/g) ?? []);
    expect(packages.filter((name) => !/@\d+\.\d+\.\d+$/.test(name))).toEqual([]);
  });

  test('puts no expression into a command, where it could bring another command with it', () => {
    expect(commandsOf(job).filter((run) => run.includes('${{'))).toEqual([]);
  });

  test('runs scripts that package.json has', () => {
    const named = commandsOf(job).flatMap((run) => [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name));
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('ends some time, and leaves no token in the checkout', () => {
    expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
  });
});

test('a workflow may read, and only the release’s own job may write', () => {
  expect([...workflows.values()].map(({ permissions }) => permissions)).toEqual(
    files.map(() => ({ contents: 'read' }))
  );
  expect(jobs.filter(([, { permissions }]) => permissions !== undefined).map(([name]) => name)).toEqual([
    `${FOLDER}/release.yml release`,
  ]);
});

test('the release is attested after it was checked and packed, and before it is published', () => {
  const { steps } = readYaml<Workflow>(`${FOLDER}/release.yml`).jobs.release;
  const place = (what: (step: Step) => boolean | undefined) => steps.findIndex((step) => what(step) ?? false);
  const order = [
    place(({ run }) => run?.includes('npm run check')),
    place(({ run }) => run?.includes('npm run package')),
    place(({ uses }) => uses?.startsWith('actions/attest-build-provenance@')),
    place(({ run }) => run?.includes('gh release create')),
  ];
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('Grafana is tested from the oldest version that plugin.json allows on, and that is 12.3', () => {
  const versions = readYaml<Workflow>(`${FOLDER}/ci.yml`).jobs['grafana-versions'].steps.find(({ uses }) =>
    uses?.includes('e2e-version')
  );
  expect(versions?.with).toMatchObject({ 'version-resolver-type': 'plugin-grafana-dependency', limit: '0' });
  const { dependencies } = readJson<{ dependencies: { grafanaDependency: string } }>('src/plugin.json');
  expect(semver.minVersion(dependencies.grafanaDependency)?.version).toBe('12.3.0');
  for (const version of ['12.3.3', '12.4.2', '13.0.0', '13.9.9']) {
    expect(semver.satisfies(version, dependencies.grafanaDependency)).toBe(true);
  }
});
