import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import yaml from 'js-yaml';

const ROOT = join(__dirname, '..', '..');
const DASHBOARDS = 'provisioning/dashboards';

export interface SourceReference {
  readonly type: string;
  readonly uid: string;
}

export interface Target {
  readonly refId: string;
  readonly datasource: SourceReference;
  readonly expr?: string;
  readonly csvWave?: ReadonlyArray<{ readonly name: string; readonly timeStep: number; readonly valuesCSV: string }>;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: SourceReference;
  readonly targets?: readonly Target[];
  readonly options?: Record<string, unknown>;
  readonly fieldConfig?: { readonly overrides: ReadonlyArray<{ readonly matcher: { readonly options: unknown } }> };
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly panels: readonly Panel[];
  readonly annotations: {
    readonly list: ReadonlyArray<{ readonly datasource: SourceReference; readonly expr?: string }>;
  };
}

export interface Service {
  readonly profiles?: readonly string[];
  readonly image?: string;
  readonly build?: { readonly args?: Record<string, string> };
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly command?: readonly string[];
  readonly healthcheck?: object;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly environment?: Record<string, string>;
  readonly depends_on?: Record<string, unknown>;
  readonly extends?: { readonly file: string; readonly service: string };
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
}

export interface ScrapeConfig {
  readonly job_name: string;
  readonly static_configs: ReadonlyArray<{ readonly targets: readonly string[] }>;
}

/** Reads a YAML file of the repository. Its form is what the schemas are there to check. */
export function readYaml<T>(path: string): T {
  return yaml.load(readFileSync(join(ROOT, path), 'utf8')) as T;
}

/** Reads a JSON file of the repository. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as T;
}

/** Every provisioned dashboard by its file's name. */
export function dashboards(): Array<[string, Dashboard]> {
  return readdirSync(join(ROOT, DASHBOARDS))
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, readJson<Dashboard>(`${DASHBOARDS}/${file}`)]);
}
