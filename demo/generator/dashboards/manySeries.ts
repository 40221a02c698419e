import { gaussian, uniform, wander } from '../random.ts';
import { type DashboardPlan, type TestDataQuery, type Tile, type WrittenOptions, csvWave } from './dashboard.ts';

const STEP_S = 1800;
const SAMPLES_A_DAY = 48;
const DAYS = 10;
const TURN_MS = DAYS * SAMPLES_A_DAY * STEP_S * 1000;
/** The start of a turn of TestData's wave, which counts from the epoch: midnight of 6 June 2024, UTC. */
const FROM = 1988 * TURN_MS;

export const SERIES = 24;

/** Incidents by host number, day and hour. */
const INCIDENTS = [
  { host: 7, day: 4, from: 8, to: 14, touch: (value: number) => value * 0.3 },
  { host: 13, day: 6, from: 1, to: 6, touch: (value: number) => value + 260 },
  { host: 20, day: 7, from: 16, to: 22, touch: () => 150 },
];

/** Requests per second of one host, with its own level, phase and noise. */
function hostRequests(host: number): number[] {
  const level = 120 + 260 * uniform(host, 1);
  const shift = 3 * uniform(host, 2);
  return Array.from({ length: DAYS * SAMPLES_A_DAY }, (_, i) => {
    const day = Math.floor(i / SAMPLES_A_DAY);
    const hour = (i % SAMPLES_A_DAY) / 2;
    const hump = Math.exp(-(((hour - 11 - shift) / 4) ** 2));
    const normal = level * (0.4 + hump) * (1 + 0.04 * wander(host + 50, i / 40) + 0.03 * gaussian(host + 90, i));
    const incident = INCIDENTS.find((one) => one.host === host && one.day === day && hour >= one.from && hour < one.to);
    return incident ? incident.touch(normal) : normal;
  });
}

const HOSTS: TestDataQuery = {
  scenarioId: 'predictable_csv_wave',
  csvWave: Array.from({ length: SERIES }, (_, i) =>
    csvWave(`web-${String(i + 1).padStart(2, '0')}`, STEP_S, hostRequests(i + 1), 0)
  ),
};

const panel = (title: string, description: string, [width, height]: number[], options: WrittenOptions): Tile => ({
  kind: 'residual',
  title,
  description,
  width,
  height,
  query: HOSTS,
  options,
  fieldConfig: { defaults: { unit: 'reqps', min: 0 } },
});

/** Twenty-four hosts, three of them with an incident. */
export const manySeries: DashboardPlan = {
  uid: 'residual-many-series',
  title: 'Residual: many series',
  description: 'Twenty-four hosts in one panel. Three of them have an incident, each at a different time.',
  from: FROM,
  to: FROM + TURN_MS,
  tiles: [
    {
      kind: 'text',
      height: 6,
      content:
        'Requests per second of **24 hosts** over ten days. Each host has its own level and its own peak hour. Three hosts have an incident: **web-07** loses most of its requests on 10 June, **web-13** gets far too many in the first hours of 12 June, and **web-20** serves a constant 150 in the evening of 13 June.\n\n' +
        '**What you should see:** the panel judges all 24 hosts. The three stand out; at the default sensitivity some others just reach their threshold. The panel with the table has the sensitivity **quiet** and reports only the three. Reconstruction and error are drawn only for the few hosts that pass their threshold furthest. The lane shows error ÷ threshold, so one dashed line at 1 applies to all. **Click a name in the legend**, or a lane of the overview strip above the chart, to see one host alone, with its own reconstruction, error and threshold.\n\n' +
        'The overview strip and the small multiples show the most severe hosts first. The list has one row per anomaly, and the three hosts are in its first rows.',
    },
    panel(
      '24 hosts',
      'All hosts in one panel, with one lane per host in the overview strip and the legend below.',
      [24, 15],
      {
        layout: { overview: 'on' },
      }
    ),
    panel(
      '24 hosts, quiet, legend as a table',
      'Sensitivity quiet; the legend on the right shows the largest and the last value of each host.',
      [16, 11],
      {
        detection: { sensitivity: 'quiet' },
        legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['max', 'lastNotNull'] },
        tooltip: { mode: 'multi', sort: 'desc' },
      }
    ),
    panel('24 hosts, small panel', 'A small panel omits the lane and keeps the plot.', [8, 5], {
      legend: { showLegend: false },
    }),
    panel('24 hosts, small multiples', 'One plot per host, the most severe first.', [24, 16], {
      layout: { arrangement: 'small-multiples' },
    }),
    panel('24 hosts, with a list', 'One row per anomaly, below the chart.', [24, 16], {
      list: { placement: 'bottom' },
      layout: { overview: 'off' },
      legend: { showLegend: false },
    }),
  ],
};
