import { codePoints } from './codePoints';
import { documentPoints } from './documentPoints';
import { layoutPoints } from './layoutPoints';
import { manifestPoints } from './manifestPoints';
import type { Point, Reviewed } from './point';
import { repositoryPoints } from './repositoryPoints';

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
