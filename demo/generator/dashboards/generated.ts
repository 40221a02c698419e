import { badInputs } from './badInputs.ts';
import { dashboardJson } from './dashboard.ts';
import { firstDays } from './firstDays.ts';
import { manySeries } from './manySeries.ts';
import { options } from './options.ts';

/** The dashboards with generated values, by file name in provisioning/dashboards. */
export function generatedDashboards(): ReadonlyMap<string, object> {
  return new Map([
    ['options.json', dashboardJson(options)],
    ['many-series.json', dashboardJson(manySeries)],
    ['first-days.json', dashboardJson(firstDays)],
    ['bad-inputs.json', dashboardJson(badInputs)],
  ]);
}
