import { type DashboardPlan, type TestDataQuery, type Tile, type WrittenOptions, csvWave } from './dashboard.ts';
import { LOAD_FROM, LOAD_STEP_S, LOAD_TO, load, quietLoad } from './load.ts';

const LOAD: TestDataQuery = {
  scenarioId: 'predictable_csv_wave',
  csvWave: [csvWave('Load', LOAD_STEP_S, load(), 1)],
};
/** The same load beside two on which nothing goes wrong. */
const THREE_LOADS: TestDataQuery = {
  scenarioId: 'predictable_csv_wave',
  csvWave: [
    csvWave('Shop', LOAD_STEP_S, load(), 1),
    csvWave('Search', LOAD_STEP_S, quietLoad(21), 1),
    csvWave('Mail', LOAD_STEP_S, quietLoad(34), 1),
  ],
};
const PERCENT = { unit: 'percent', min: 0 };

interface Variant {
  readonly title: string;
  readonly description: string;
  readonly query?: TestDataQuery;
  readonly options?: WrittenOptions;
  readonly defaults?: object;
  readonly overrides?: readonly object[];
}

const shows = (title: string, description: string, options: WrittenOptions, query = LOAD): Variant => ({
  title,
  description,
  query,
  options,
});
const looks = (title: string, description: string, defaults: object): Variant => ({ title, description, defaults });

/** A heading, what one should see, and the variants side by side. @param height in rows of 38 pixels */
function section(title: string, content: string, variants: readonly Variant[], height = 8): Tile[] {
  const width = 24 / variants.length;
  return [
    { kind: 'row', title },
    { kind: 'text', height: 3, content },
    ...variants.map(({ defaults, overrides, query = LOAD, ...variant }): Tile => ({
      kind: 'residual',
      ...variant,
      width,
      height,
      query,
      fieldConfig: { defaults: { ...PERCENT, ...defaults }, overrides },
    })),
  ];
}

/** The work at night, of which a calendar of changes might tell. */
const NIGHT = { from: Date.UTC(2024, 5, 9, 2), to: Date.UTC(2024, 5, 9, 5) };
const TAGGED = 'Maintenance left out by its tag';

const override = (...properties: object[]) => [{ matcher: { id: 'byName', options: 'Load' }, properties }];

/** Each option of the panel at several values, over one series whose three incidents are known. */
export const options: DashboardPlan = {
  uid: 'residual-options',
  title: 'Residual: every option',
  description: 'One series with three known incidents, and every option of the panel at several values.',
  from: LOAD_FROM,
  to: LOAD_TO,
  tiles: [
    {
      kind: 'text',
      height: 5,
      content:
        'Every panel shows the same fifteen days of a made-up load: two humps a day, a sample each half hour, so that **a day has 48 points**. Three things go wrong, each weaker than the one before: an **outage** in the forenoon of 6 June, **work at night** on 9 June, a small **surge** in the afternoon of 12 June.\n\n' +
        '**What you should see:** at default settings the outage and the work at night are shaded, and nothing else. What an option does is the difference to that.',
    },
    {
      kind: 'residual',
      title: 'Defaults',
      description: 'No option set but look-back, which is off: TestData would repeat the incidents before the range.',
      width: 24,
      height: 9,
      query: LOAD,
      fieldConfig: { defaults: PERCENT },
    },
    ...section(
      'Window size',
      '**What you should see:** a window far shorter than a day knows the hour no longer, only the next few values: it starts at small things. About a day is right. One of five days is so long that hardly any window is free of an incident and few are left to compare with: it finds nothing.',
      [
        shows('Window 16: too small', 'A third of a day.', { detection: { windowSize: 16 } }),
        shows('Window 48: right', 'One day.', { detection: { windowSize: 48 } }),
        shows('Window 256: too large', 'More than five days.', { detection: { windowSize: 256 } }),
      ]
    ),
    ...section(
      'Smoothing span',
      '**What you should see:** the shorter the span, the more the error in the lane below jumps; the longer, the wider and later its hills. At 100 points, two days, the work at night drowns.',
      [
        shows('Span 1: as it is', 'The error is not smoothed.', { detection: { span: 1 } }),
        shows('Span 10: right', 'Five hours.', { detection: { span: 10 } }),
        shows('Span 100: too long', 'Two days.', { detection: { span: 100 } }),
      ]
    ),
    ...section(
      'Recall from memory',
      '**What you should see:** with memory the dashed line draws what this series does at other times, and the error is low but in the incidents. Without it the network redraws what it sees from what it learned elsewhere: incidents too are redrawn, and the error says little.',
      [
        shows('Memory on', 'The default.', { detection: { memory: true } }),
        shows('Memory off', 'The network alone.', { detection: { memory: false } }),
      ]
    ),
    ...section(
      'Sensitivity',
      '**What you should see:** quiet shades the outage alone; balanced, the default, the work at night too. Keen asks for less still: where there is more to find it finds more, and is wrong more often. On this series it agrees with balanced.',
      [
        shows('Quiet', 'Only what stands far out.', { detection: { sensitivity: 'quiet' } }),
        shows('Balanced', 'The default.', { detection: { sensitivity: 'balanced' } }),
        shows('Keen', 'Finds more.', { detection: { sensitivity: 'keen' } }),
      ]
    ),
    ...section(
      'Sensitivity: exact',
      '**What you should see:** the two numbers behind a sensitivity, set by hand. Without a noise floor stretches are shaded in which nothing went wrong; with one of four times the noise only the outage is left. Pruning drops intervals whose peak does not stand out from the next lower one by its share: at 0.6 the work at night goes.',
      [
        shows('Noise floor 0', 'Whatever stands out from the rest, be it noise.', {
          detection: { sensitivity: 'exact', floor: 0, pruning: 0.05 },
        }),
        shows('Noise floor 4', 'Four times what noise reaches.', {
          detection: { sensitivity: 'exact', floor: 4, pruning: 0.05 },
        }),
        shows('Pruning 0.6', 'Keeps what towers.', { detection: { sensitivity: 'exact', floor: 1.5, pruning: 0.6 } }),
      ]
    ),
    ...section(
      'Smoothing',
      '**What you should see:** the same intervals, but causal smoothing drags the error behind: its hills begin with the incident and end late.',
      [
        shows('Two-sided', 'The default: looks ahead as well as back.', { detection: { smoothing: 'two-sided' } }),
        shows('Causal', 'Looks back only.', { detection: { smoothing: 'causal' } }),
      ]
    ),
    ...section(
      'Error buffer',
      '**What you should see:** points that are widened by 2 hardly make an interval; by 10, an interval is whole; by 60, the outage and the work at night grow together over the quiet days between them.',
      [
        shows('Buffer 2', 'An hour to both sides.', { detection: { errorBuffer: 2 } }),
        shows('Buffer 10', 'Five hours.', { detection: { errorBuffer: 10 } }),
        shows('Buffer 60: too wide', 'Thirty hours.', { detection: { errorBuffer: 60 } }),
      ]
    ),
    ...section(
      'Reporting: direction',
      '**What you should see:** the lane is the same in both. Above keeps the work at night, where values are higher than expected; below keeps the outage.',
      [
        shows('Above', 'Higher than expected.', { report: { direction: 'above' } }),
        shows('Below', 'Lower than expected.', { report: { direction: 'below' } }),
      ]
    ),
    ...section(
      'Reporting: how much it takes',
      '**What you should see:** the outage alone in all three. The work at night is 14 % off at most, has 26 points, and is over its threshold for fewer than 12 in a row.',
      [
        shows('Minimum deviation 30 %', "In the series' own unit.", { report: { leastDeviation: 30 } }),
        shows('Minimum length 30', 'Points of an interval.', { report: { leastLength: 30 } }),
        shows('Persistence 12', 'Six hours over the threshold in a row.', { report: { persistence: 12 } }),
      ]
    ),
    ...section(
      'Reporting: merge distance',
      '**What you should see:** some 100 points lie between the two intervals. Within 50 they are two; within 120 they are one, from the outage to the work at night.',
      [
        shows('Merge within 50', 'A day and an hour.', { report: { mergeWithin: 50 } }),
        shows('Merge within 120', 'Two days and a half.', { report: { mergeWithin: 120 } }),
      ]
    ),
    ...section(
      'Memory: look-back',
      '**What you should see:** hover the status of the first: it looked back over 240 points. With so many more to compare with, noise is better known, and the work at night no longer passes its threshold. The second is left to look back as far as it likes: TestData repeats its fifteen days for ever, so an outage has been there before and is nothing new: nothing is shaded, only a change point is marked. That is why look-back is off in all the other panels.',
      [
        shows('Look-back 5d', 'Five days before the range.', { lookback: { mode: 'fixed', duration: '5d' } }),
        shows('Look-back auto', 'The default.', { lookback: { mode: 'auto' } }),
      ]
    ),
    ...section(
      'Memory: teaching',
      '**What you should see:** the outage is shaded in all three, the work at night in the last alone. In the first it lies in a recurring window, in the second under an annotation with the tag *maintenance*: left out, as a hatched strip with dashed edges tells (zoom in to see it well), and neither judged nor learnt from. The last does not read marks: what you mark as a false alarm (drag with Ctrl held) is shaded there as before.',
      [
        shows('Recurring window', 'Each Sunday from 2:00 to 5:00.', { teaching: { recurring: 'Sun 02:00-05:00' } }),
        shows(TAGGED, 'Annotations with the tag maintenance.', { teaching: { leaveOutTags: 'maintenance' } }),
        shows('Marks not read', 'No annotation is asked for.', { teaching: { useMarks: false } }),
      ]
    ),
    ...section(
      'Display: what is drawn',
      '**What you should see:** the verdict is the same in all three; one has no dashed line, one no lane, one no shading.',
      [
        shows('No reconstruction', 'The series alone.', { display: { showReconstruction: false } }),
        shows('No error lane', 'All height for the series.', { display: { showErrorLane: false } }),
        shows('No shading', 'The lane still shows where.', { display: { showShading: false } }),
      ]
    ),
    ...section(
      'Display: colours',
      '**What you should see:** a purple reconstruction, and intervals in the colour of their severity: purple for the outage, which is critical, blue for the work at night, which is low; then pale orange intervals; then dense blue ones.',
      [
        shows('Fixed reconstruction colour', 'One colour for all reconstructions.', {
          display: { reconstructionColorMode: 'fixed', reconstructionColor: 'purple' },
        }),
        shows('Orange, 8 %', 'Shading colour and opacity.', {
          display: { shadingColorMode: 'fixed', shadingColor: 'orange', shadingOpacity: 8 },
        }),
        shows('Blue, 50 %', 'Shading colour and opacity.', {
          display: { shadingColorMode: 'fixed', shadingColor: 'blue', shadingOpacity: 50 },
        }),
      ]
    ),
    ...section(
      'Series: unit, thresholds, axis',
      "**What you should see:** Grafana's field options as in its time series panel: values as MB on the axis and in the tooltip; a line that turns from green over yellow to red by thresholds at 50 and 70; an axis of −20 to 120 on the right with a label.",
      [
        looks('Unit and decimals', 'Megabytes, two decimals.', { unit: 'decmbytes', decimals: 2 }),
        looks('Colour by thresholds', 'Colour scheme from thresholds.', {
          color: { mode: 'thresholds' },
          custom: { gradientMode: 'scheme' },
          thresholds: {
            mode: 'absolute',
            steps: [
              { value: null, color: 'green' },
              { value: 50, color: 'yellow' },
              { value: 70, color: 'red' },
            ],
          },
        }),
        looks('Axis', 'Placement, label and bounds.', {
          min: -20,
          max: 120,
          custom: { axisPlacement: 'right', axisLabel: 'Load of the service' },
        }),
      ]
    ),
    ...section(
      'Series: overrides and line styles',
      '**What you should see:** a series renamed and painted green by an override that names it; a thick, smooth, filled line; steps with points.',
      [
        {
          title: 'Renamed by an override',
          description: 'Display name and colour by name.',
          overrides: override(
            { id: 'displayName', value: 'Load of the shop' },
            { id: 'color', value: { mode: 'fixed', fixedColor: 'green' } }
          ),
        },
        looks('Thick, smooth, filled', 'Line width, interpolation, fill.', {
          custom: { lineWidth: 3, lineInterpolation: 'smooth', fillOpacity: 25, gradientMode: 'opacity' },
        }),
        looks('Steps with points', 'Step interpolation and points.', {
          custom: { lineInterpolation: 'stepAfter', showPoints: 'always', pointSize: 4 },
        }),
      ]
    ),
    ...section(
      'Legend and tooltip',
      '**What you should see:** a table with the verdict and the mean on the right, and a tooltip for all series at once; then neither legend nor tooltip.',
      [
        shows('Legend as a table', 'On the right, with calculations.', {
          legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['mean'] },
          tooltip: { mode: 'multi', sort: 'desc' },
        }),
        shows('No legend, no tooltip', 'The plot alone.', { legend: { showLegend: false }, tooltip: { mode: 'none' } }),
      ]
    ),
    ...section(
      'Layout of several series',
      '**What you should see:** three loads, of which Shop has the incidents. The first has a lane for each over the chart, the second a small plot for each with Shop before the others, the third neither, and a legend without a word on anomalies.',
      [
        shows('Overview strip', 'A lane a series.', { layout: { overview: 'on' } }, THREE_LOADS),
        shows('Small multiples', 'A plot a series.', { layout: { arrangement: 'small-multiples' } }, THREE_LOADS),
        shows(
          'No strip, no verdict in the legend',
          'The chart and the names.',
          { layout: { overview: 'off', legendVerdict: false } },
          THREE_LOADS
        ),
      ],
      13
    ),
    ...section(
      'Anomaly list',
      '**What you should see:** the outage and the work at night as rows, below the chart and beside it. Click a row, or reach it with Tab and press Enter: it explains itself. The space bar zooms to it, Escape leads back.',
      [
        shows('List at the bottom', 'Columns.', { list: { placement: 'bottom' } }),
        shows('List on the right', 'Two lines a row.', { list: { placement: 'right' } }),
      ],
      12
    ),
    ...section(
      'Engine',
      '**What you should see:** the same verdict. Hover the status: it names where the network ran.',
      [
        shows('Automatic', 'What is fastest in this browser.', { engine: 'auto' }),
        shows('WebAssembly', 'The processor.', { engine: 'wasm' }),
      ]
    ),
  ],
  annotations: [{ name: 'Maintenance', panel: TAGGED, text: 'New disks', tags: 'maintenance', ...NIGHT }],
};
