import memory from './load.memory.json';
import { type DashboardPlan, type Tile, type WrittenOptions, csvWave } from './dashboard.ts';
import { LOAD_STEP_S, load } from './load.ts';

/** Two days around the outage of 6 June: fewer than two windows of a usual day are left in them. */
const FROM = Date.UTC(2024, 5, 5, 12);
const TO = Date.UTC(2024, 5, 7, 12);

const panel = (title: string, description: string, options: WrittenOptions): Tile => ({
  kind: 'residual',
  title,
  description,
  width: 12,
  height: 11,
  query: { scenarioId: 'predictable_csv_wave', csvWave: [csvWave('Load', LOAD_STEP_S, load(), 1)] },
  options,
  fieldConfig: { defaults: { unit: 'percent', min: 0 } },
});

/**
 * A memory that came with the dashboard, beside none. It was learnt from the load's first five days, 1 to 5 June, on
 * which nothing goes wrong:
 *
 *     npx tsx demo/generator/dashboards/writeQuietDays.ts > quiet-days.csv
 *     npm run detect -- --window 64 --learn demo/generator/dashboards/load.memory.json quiet-days.csv
 */
export const firstDays: DashboardPlan = {
  uid: 'residual-first-days',
  title: 'Residual: first days',
  description: 'Two days of data, judged with and without a memory that was learnt elsewhere.',
  from: FROM,
  to: TO,
  tiles: [
    {
      kind: 'text',
      height: 5,
      content:
        'A service that has been watched for **two days**, with an **outage** from 9:00 to 12:00 on 6 June. So short a time holds hardly a usual day to compare with.\n\n' +
        '**What you should see:** the panel on the left judges the two days by themselves and finds nothing. The one on the right brings what was usual at another time with it, as the option *Learnt memory* in its JSON: it shades the outage on its first look. Such a memory is exported from a panel that has seen more, or written by `npm run detect -- --learn`.',
    },
    panel('Two days by themselves', 'No memory but what the two days hold.', {}),
    panel('With a memory of five days before', 'The memory is part of the dashboard.', {
      teaching: { learntMemory: JSON.stringify(memory) },
    }),
  ],
};
