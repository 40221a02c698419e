import { type PluginFiles, manifestOf, pathsEnding, textOf } from './pluginFiles';
import type { Point } from './point';

/** Files of the repository that its points read, as patterns. */
export const REPOSITORY_FILES = [
  'package.json',
  '.config/.cprc.json',
  '.github/workflows/*.yml',
  'provisioning/dashboards/*.json',
  'tests/e2e/*.spec.ts',
];

/** What the reviewers look at in the repository that the archive comes from. */
export const repositoryPoints: readonly Point[] = [
  {
    claim: "the repository is built with create-plugin's tooling, in a known version",
    faults({ repositoryFiles }) {
      const { version } = json<{ version?: string }>(repositoryFiles, '.config/.cprc.json');
      return version && /^\d+\.\d+\.\d+$/.test(version) ? [] : [`.config/.cprc.json names the version ${version}`];
    },
  },
  {
    claim: 'it provisions dashboards that show the panel',
    faults({ files, repositoryFiles }) {
      const { id } = manifestOf(files);
      const showing = pathsEnding(repositoryFiles, '.json').filter(
        (path) =>
          path.startsWith('provisioning/') &&
          (json<{ panels?: Array<{ type?: string }> }>(repositoryFiles, path).panels ?? []).some(
            ({ type }) => type === id
          )
      );
      return showing.length > 0 ? [] : ['none does'];
    },
  },
  {
    claim:
      'it has end-to-end tests with @grafana/plugin-e2e, missing data included, and CI runs them on a range of Grafana versions',
    faults({ repositoryFiles }) {
      const { devDependencies = {} } = json<{ devDependencies?: object }>(repositoryFiles, 'package.json');
      const tests = pathsEnding(repositoryFiles, '.spec.ts')
        .map((path) => textOf(repositoryFiles, path))
        .join('\n');
      const ci = workflows(repositoryFiles);
      return [
        ...('@grafana/plugin-e2e' in devDependencies ? [] : ['@grafana/plugin-e2e is not among the dependencies']),
        ...(/no data/i.test(tests) ? [] : ['no test speaks of missing data']),
        ...(/run: npm run e2e\b/.test(ci) ? [] : ['no workflow runs npm run e2e']),
        ...(/plugin-actions\/e2e-version@/.test(ci) ? [] : ['no workflow asks for a range of versions']),
      ];
    },
  },
  {
    claim: 'a release is attested: who built it, from which commit, by which workflow',
    faults({ repositoryFiles }) {
      const ci = workflows(repositoryFiles);
      return [
        ...(/uses: actions\/attest(-build-provenance)?@/.test(ci) ? [] : ['no workflow attests']),
        ...(/attestations: write/.test(ci) && /id-token: write/.test(ci) ? [] : ['no job may write an attestation']),
      ];
    },
  },
];

function json<T>(files: PluginFiles, path: string): Partial<T> {
  return JSON.parse(textOf(files, path) || '{}') as Partial<T>;
}

function workflows(files: PluginFiles): string {
  return pathsEnding(files, '.yml')
    .map((path) => textOf(files, path))
    .join('\n');
}
