import { archivePoints } from './archivePoints';
import type { PluginFiles } from './pluginFiles';
import type { Origin, Point } from './point';
import { docsPoint } from './docsPoint';
import { reactPoint } from './reactPoint';
import { scriptPoints } from './scriptPoints';

export const POINTS: readonly Point[] = [...archivePoints, docsPoint, ...scriptPoints, reactPoint];

/** Checks all points. A check that throws has failed. */
export function review(files: PluginFiles, origin: Origin): Array<{ claim: string; faults: string[] }> {
  return POINTS.map((point) => {
    try {
      return { claim: point.claim, faults: point.faults(files, origin) };
    } catch (thrown) {
      return { claim: point.claim, faults: [`it could not be checked: ${String(thrown)}`] };
    }
  });
}
