import memory from './load.memory.json';
import { type DashboardPlan, type Tile, type WrittenOptions, csvWave } from './dashboard.ts';
import { LOAD_STEP_S, load } from './load.ts';

/** Two days around the outage of 6 June: without it, they hold fewer than two windows of a usual day. */
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
 * One panel without a learnt memory, and one whose memory is part of the dashboard. The memory was learnt from the
 * load's first five days, 1 to 5 June, which have no incident:
 *
 *     npx tsx demo/generator/dashboards/writeQuietDays.ts > quiet-days.csv
 *     npm run detect -- --window 64 --learn demo/generator/dashboards/load.memory.json quiet-days.csv
 */
export const firstDays: DashboardPlan = {
  uid: 'residual-first-days',
  title: 'Residual: first days',
  description: 'Two days of data, judged with and without a memory that was learnt from other days.',
  from: FROM,
  to: TO,
  tiles: [
    {
      kind: 'text',
      height: 5,
      content:
        '**Two days** of a service, with an **outage** from 9:00 to 12:00 on 6 June. Two days contain hardly one usual day to compare with.\n\n' +
        '**What you should see:** the panel on the left judges the two days on their own and finds nothing. The panel on the right has the option *Learnt memory* in its JSON, with normal windows from another time. It shades the outage at once. To make such a memory, export it from a panel with more data, or run `npm run detect -- --learn`.',
    },
    panel('Two days on their own', 'No learnt memory: the panel compares only within the two days.', {}),
    panel('With a memory of the five days before', 'The memory is stored in the dashboard.', {
      teaching: { learntMemory: JSON.stringify(memory) },
    }),
  ],
};
