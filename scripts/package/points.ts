import { codePoints } from './codePoints';
import { documentPoints } from './documentPoints';
import { layoutPoints } from './layoutPoints';
import { manifestPoints } from './manifestPoints';
import type { PluginFiles } from './pluginFiles';
import { repositoryPoints } from './repositoryPoints';

/** What the review looks at: one archive, read back from its bytes, and what the repository says of it. */
export interface Reviewed {
  /** Name of the archive's file. */
  readonly archiveName: string;
  /** Its size in bytes. */
  readonly archiveBytes: number;
  /** Everything in the archive, by its full path there. */
  readonly entries: PluginFiles;
  /** The plugin's own files: the entries below the first folder, without it. */
  readonly files: PluginFiles;
  /** package.json of the repository. */
  readonly repository: { readonly name?: string; readonly version?: string; readonly license?: string };
  /** Version that package-lock.json gives the repository. */
  readonly lockedVersion: string | undefined;
  /** Files of the repository that {@link repositoryPoints} read, by path. */
  readonly repositoryFiles: PluginFiles;
  /** Folders of this machine that no file may name. */
  readonly machinePaths: readonly string[];
}

/** One thing that the catalogue's reviewers look at. */
export interface Point {
  /** What must be so. */
  readonly claim: string;
  /** What is not so, one sentence each; none where all is well. */
  faults(reviewed: Reviewed): string[] | Promise<string[]>;
}

export interface Finding {
  readonly claim: string;
  readonly faults: readonly string[];
}

/** Every point of the review, in the order in which it is printed. */
export const POINTS: readonly Point[] = [
  ...layoutPoints,
  ...manifestPoints,
  ...documentPoints,
  ...codePoints,
  ...repositoryPoints,
];

/** Goes through all points. One that breaks is a fault of its own: nothing counts as well that was not looked at. */
export async function review(reviewed: Reviewed, points: readonly Point[] = POINTS): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { claim, faults } of points) {
    try {
      findings.push({ claim, faults: await faults(reviewed) });
    } catch (thrown) {
      findings.push({
        claim,
        faults: [`it could not be checked: ${thrown instanceof Error ? thrown.message : thrown}`],
      });
    }
  }
  return findings;
}

/** The findings as lines of text, and whether all is well. */
export function report(findings: readonly Finding[]): { readonly text: string; readonly ok: boolean } {
  const lines = findings.flatMap(({ claim, faults }) => [
    `${faults.length === 0 ? 'pass' : 'FAIL'}  ${claim}`,
    ...faults.map((fault) => `        ${fault}`),
  ]);
  const failed = findings.filter(({ faults }) => faults.length > 0).length;
  lines.push(`${findings.length - failed} of ${findings.length} points pass.`);
  return { text: `${lines.join('\n')}\n`, ok: failed === 0 };
}
