/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

jest.setTimeout(180_000);

const root = path.resolve(__dirname, '..');

function bench(...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'bench/run.ts', ...args], { cwd: root, encoding: 'utf8' });
}

it('times the engines only once onnxruntime-web, tensorflow.js and the plugin have given the same answers', () => {
  const { status, stdout, stderr } = bench('--quick', '--json', '--only', 'engine', '--only', 'recall');
  expect([status, stderr]).toEqual([0, expect.stringContaining('The engine without a graphics card')]);
  const { machine, sections } = JSON.parse(stdout) as {
    machine: { cores: number };
    sections: Record<string, { tables: Array<{ columns: string[]; rows: unknown[][] }> }>;
  };
  expect(machine.cores).toBeGreaterThan(0);
  expect(Object.keys(sections)).toEqual(['engine', 'recall']);
  const [{ columns, rows }] = sections.engine.tables;
  expect(rows).toHaveLength(1);
  for (const engine of ['tf.layers, JavaScript', 'tf.layers, WebAssembly', 'onnxruntime-web', 'fused']) {
    expect(rows[0][columns.indexOf(engine)]).toMatchObject({ unit: 'ms', median: expect.any(Number) });
  }
});

it('names the sections there are when it is asked for another', () => {
  const { status, stderr } = bench('--only', 'everything');
  expect([status, stderr]).toEqual([2, expect.stringMatching(/no section "everything"; there are engine, webgl/)]);
});
