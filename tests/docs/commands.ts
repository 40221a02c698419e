import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './pages';

/** A command that is run: as it is shown, or in a short form of it. */
interface RunCommand {
  readonly command: string;
  /** What is run in its place; FILE.csv is a file with a series. Default: the command itself. */
  readonly as?: readonly string[];
  /** What its output must hold. */
  readonly says: RegExp;
  /** The exit code it ends with. Default: 0. */
  readonly ends?: number;
  /** It goes on until it is ended, which is done once it has said so. */
  readonly staysOpen?: boolean;
}

/** A command that is not run here, why, and what must be in which files for it to work. */
interface OtherCommand {
  readonly command: string;
  readonly notRun: string;
  readonly needs: ReadonlyArray<readonly [file: string, text: string]>;
}

const PART_OF_CHECK = 'a step of npm run check, which CI runs anew for each change';
const NEEDS_DOCKER = 'needs a container engine; the files are held by tests/provisioning.test.ts, the rest by CI';
const TAKES_HOURS = 'trains a network for hours after an installation of its own';
const TAKES_MINUTES = 'measures for many minutes, for a machine that is otherwise quiet';
const WRITES = 'writes files of the repository; a test holds what it wrote';

/** Every command that a page shows. A new one has to be entered here, with what it does or why it is not tried. */
export const COMMANDS: ReadonlyArray<RunCommand | OtherCommand> = [
  { command: 'npm start', as: ['start', '--', '--no-open', '--port', '0'], says: /http:\/\/\S+/, staysOpen: true },
  {
    command: 'npm start -- --csv FILE.csv',
    as: ['start', '--', '--no-open', '--port', '0', '--csv', 'FILE.csv'],
    says: /http:\/\/\S+/,
    staysOpen: true,
  },
  {
    command: "npm start -- --prometheus http://localhost:9090 --query 'rate(node_cpu_seconds_total[1m])'",
    as: [
      ...['start', '--', '--no-open', '--port', '0', '--prometheus', 'http://localhost:9090'],
      ...['--query', 'rate(node_cpu_seconds_total[1m])'],
    ],
    says: /http:\/\/\S+/,
    staysOpen: true,
  },
  {
    command: 'npm run --silent detect -- --window 64 --span 10 --memory on FILE.csv',
    as: ['run', '--silent', 'detect', '--', '--window', '64', '--span', '10', '--memory', 'on', 'FILE.csv'],
    says: /^\{.*"sequences":\[.*\}$/m,
  },
  { command: 'npm run detect -- FILE.csv', as: ['run', 'detect', '--', 'FILE.csv'], says: /"sequences":\[/ },
  { command: 'npm run detect', as: ['run', 'detect', '--', '--help'], says: /--window/ },
  { command: 'npm run --silent detect', as: ['run', '--silent', 'detect', '--', '--help'], says: /--window/ },
  { command: 'npm run --silent detect -- --help', says: /--window/ },
  { command: 'npm run --silent test:golden', says: /(\d+) of \1 cases agree/ },
  { command: 'npm run test:golden', as: ['run', 'test:golden'], says: /(\d+) of \1 cases agree/ },
  { command: 'npm run evaluate', as: ['run', 'evaluate', '--', '--help'], says: /Usage: npm run --silent evaluate/ },
  { command: 'npm run package', as: ['run', 'package', '--', '--help'], says: /--sources URL/ },
  { command: 'npm run screenshots', as: ['run', 'screenshots', '--', '--help'], says: /window-too-small\.png/ },
  { command: 'npm run visual:update', as: ['run', 'visual:update', '--', '--help'], says: /--update-snapshots/ },
  {
    command: 'npm run bench',
    as: ['run', 'bench', '--', '--only', 'nothing'],
    says: /There is no section "nothing"/,
    ends: 2,
  },
  {
    command: 'npm run bench -- --write',
    as: ['run', 'bench', '--', '--write', '--only', 'nothing'],
    says: /There is no section "nothing"/,
    ends: 2,
  },
  {
    command: 'npm run bench -- --only engine',
    notRun: TAKES_MINUTES,
    needs: [['bench/speed/engine.ts', "name: 'engine'"]],
  },
  {
    command: 'npm run bench -- --only steps',
    notRun: TAKES_MINUTES,
    needs: [['bench/speed/steps.ts', "name: 'steps'"]],
  },
  { command: 'npm run size', says: /module\.js .* ok/ },

  { command: 'npm test', notRun: 'runs all tests, of which this is one', needs: [['scripts/test.mjs', 'jest']] },
  {
    command: 'npm run test:long',
    notRun: 'this test is a part of it',
    needs: [['.ci/run', 'npm run --silent test:long']],
  },
  { command: 'npm run check', notRun: 'runs this test among all others', needs: [['.ci/run', 'npm test']] },
  {
    command: 'npm run build',
    notRun: 'npm test builds so before its tests',
    needs: [['scripts/setup/bundles.mjs', "'./webpack.config.ts'"]],
  },
  { command: 'npm run imports', notRun: PART_OF_CHECK, needs: [['.ci/run', 'npm run --silent imports']] },
  {
    command: 'npm run check:grafana13',
    notRun: PART_OF_CHECK,
    needs: [['.ci/run', 'npm run --silent check:grafana13']],
  },
  { command: 'npm run server', notRun: NEEDS_DOCKER, needs: [['docker-compose.yaml', 'residual-anomaly-panel']] },
  { command: 'docker compose up', notRun: NEEDS_DOCKER, needs: [['docker-compose.yaml', 'residual-anomaly-panel']] },
  {
    command: 'docker compose --profile sources up --build',
    notRun: NEEDS_DOCKER,
    needs: [['docker-compose.yaml', 'profiles: [sources]']],
  },
  {
    command: 'npm run sources',
    notRun: 'starts servers of several package managers for some minutes; CI runs a part of it',
    needs: [
      ['.ci/run', 'npm run --silent sources'],
      ['scripts/sources.mjs', 'npm run sources'],
    ],
  },
  {
    command: 'npm run sources -- postgres',
    notRun: 'installs and starts PostgreSQL; CI runs it with others',
    needs: [['scripts/sources.mjs', 'postgres: startPostgres']],
  },
  {
    command: 'npm run e2e',
    notRun: 'needs a running Grafana; CI runs it against each version',
    needs: [['.github/workflows/ci.yml', 'npm run e2e']],
  },
  { command: 'npm run train', notRun: TAKES_HOURS, needs: [['pipeline/train.sh', 'pipeline.train']] },
  { command: 'python3 -m pipeline.train', notRun: TAKES_HOURS, needs: [['pipeline/train.py', '__main__']] },
  { command: 'npm run build:wasm', as: ['run', 'build:wasm', '--', '--check'], says: /wasm\.mjs --check/ },
  {
    command: 'npm run texts',
    notRun: WRITES,
    needs: [['tests/texts.test.ts', 'npm run texts']],
  },
  {
    command: 'npx tsx demo/generator/writeStory.ts',
    notRun: WRITES,
    needs: [['tests/provisioning.test.ts', 'writeStory']],
  },
  {
    command: 'npx tsx demo/generator/dashboards/write.ts',
    notRun: WRITES,
    needs: [['demo/generator/dashboards/write.ts', 'write']],
  },
  {
    command: 'npm audit --omit=dev --audit-level=high',
    notRun: 'asks a registry that is not always there; CI runs it',
    needs: [['.github/workflows/ci.yml', 'npm audit --omit=dev --audit-level=high']],
  },
  {
    command: 'npm audit',
    notRun: 'a short name for the line above in running text',
    needs: [['package.json', 'dependencies']],
  },
];

/** Runs it, with a small CSV file where it names FILE.csv. @returns all that it said on both streams */
export async function runCommand({ command, as, says, ends = 0, staysOpen = false }: RunCommand): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'residual-command-'));
  const file = join(folder, 'series.csv');
  const rows = Array.from({ length: 200 }, (_, row) => `${1_700_000_000 + row * 60},${Math.sin(row / 5).toFixed(4)}`);
  writeFileSync(file, ['time,load', ...rows, ''].join('\n'));
  const words = as ?? command.split(' ').slice(1);
  try {
    return await outputOf(
      words.map((word) => (word === 'FILE.csv' ? file : word)),
      staysOpen ? says : ends
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Output of npm with these words: up to what is waited for, or to its end, which must be by this exit code. */
function outputOf(words: readonly string[], until: RegExp | number): Promise<string> {
  // A group of its own, for npm does not hand a signal on to what it started.
  const child: ChildProcess = spawn('npm', [...words], {
    cwd: ROOT,
    detached: true,
    // As a person runs it: `npm run --silent` around these tests would keep npm from naming the script.
    env: { ...process.env, INIT_CWD: ROOT, npm_config_loglevel: 'notice' },
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (until instanceof RegExp && until.test(said) && child.pid !== undefined) {
        process.kill(-child.pid, 'SIGTERM');
      }
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) =>
      until instanceof RegExp || code === until ? resolve(said) : reject(new Error(`It ended with ${code}: ${said}`))
    );
  });
}
