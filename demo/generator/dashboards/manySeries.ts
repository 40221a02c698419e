import { gaussian, uniform, wander } from '../random.ts';
import { type DashboardPlan, type TestDataQuery, type Tile, type WrittenOptions, csvWave } from './dashboard.ts';

const STEP_S = 1800;
const SAMPLES_A_DAY = 48;
const DAYS = 10;
const TURN_MS = DAYS * SAMPLES_A_DAY * STEP_S * 1000;
/** A whole turn of TestData's wave, which counts from the epoch: from midnight of 6 June 2024, UTC. */
const FROM = 1988 * TURN_MS;

export const SERIES = 24;

/** What goes wrong, by number of the host, day and hour. */
const INCIDENTS = [
  { host: 7, day: 4, from: 8, to: 14, touch: (value: number) => value * 0.3 },
  { host: 13, day: 6, from: 1, to: 6, touch: (value: number) => value + 260 },
  { host: 20, day: 7, from: 16, to: 22, touch: () => 150 },
];

/** Requests a second that one host answers: its own level, phase and noise. */
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

/** Two dozen hosts of which three misbehave. */
export const manySeries: DashboardPlan = {
  uid: 'residual-many-series',
  title: 'Residual: many series',
  description: 'Two dozen hosts in one panel; three of them misbehave, each at another time.',
  from: FROM,
  to: FROM + TURN_MS,
  tiles: [
    {
      kind: 'text',
      height: 6,
      content:
        'Requests a second of **24 hosts** over ten days. Each has its own level and its own rush hour. Three misbehave: **web-07** loses most of its requests on 10 June, **web-13** gets far too many in the first hours of 12 June, **web-20** answers a constant 150 in the evening of 13 June.\n\n' +
        '**What you should see:** all 24 are judged. The three stand out; at the default sensitivity some others just touch their threshold. In the panel with the table, whose sensitivity is **quiet**, the three are all that is left. Reconstruction and error are drawn for the few that pass their threshold furthest; the lane shows error ÷ threshold, so that one dashed line at 1 holds for all. **Click a name in the legend**, or a lane of the overview strip over the chart, to see one host alone, with its own reconstruction, error and threshold.\n\n' +
        'The overview strip has the severest hosts before the others. Among the small multiples they come first as well. The list has a row an interval: its first rows are the three hosts.',
    },
    panel('24 hosts', 'Every host in one panel, a lane for each in the overview strip, the legend below.', [24, 15], {
      layout: { overview: 'on' },
    }),
    panel(
      '24 hosts, quiet, legend as a table',
      'Sensitivity quiet; the legend on the right, with the largest and the last value of each host.',
      [16, 11],
      {
        detection: { sensitivity: 'quiet' },
        legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['max', 'lastNotNull'] },
        tooltip: { mode: 'multi', sort: 'desc' },
      }
    ),
    panel('24 hosts, little room', 'In a small panel the plot keeps its room and the lane goes.', [8, 5], {
      legend: { showLegend: false },
    }),
    panel('24 hosts, small multiples', 'A plot for each host, the severest first.', [24, 16], {
      layout: { arrangement: 'small-multiples' },
    }),
    panel('24 hosts, with a list', 'Every anomaly as a row below the chart.', [24, 16], {
      list: { placement: 'bottom' },
      layout: { overview: 'off' },
      legend: { showLegend: false },
    }),
  ],
};
