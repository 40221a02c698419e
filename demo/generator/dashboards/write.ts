/**
 * Writes the dashboards with generated values into provisioning/:
 *
 *     npx tsx demo/generator/dashboards/write.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { generatedDashboards } from './generated.ts';

const FOLDER = join(__dirname, '..', '..', '..', 'provisioning', 'dashboards');

async function write(): Promise<void> {
  for (const [file, dashboard] of generatedDashboards()) {
    const path = join(FOLDER, file);
    const style = (await prettier.resolveConfig(path)) ?? {};
    writeFileSync(path, await prettier.format(JSON.stringify(dashboard), { ...style, parser: 'json' }));
  }
}

void write();
