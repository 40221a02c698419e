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
        { title: 'Window 16: too small', description: 'A third of a day.', options: { detection: { windowSize: 16 } } },
        { title: 'Window 48: right', description: 'One day.', options: { detection: { windowSize: 48 } } },
        {
          title: 'Window 256: too large',
          description: 'More than five days.',
          options: { detection: { windowSize: 256 } },
        },
      ]
    ),
    ...section(
      'Smoothing span',
      '**What you should see:** the shorter the span, the more the error in the lane below jumps; the longer, the wider and later its hills. At 100 points, two days, the work at night drowns.',
      [
        { title: 'Span 1: as it is', description: 'The error is not smoothed.', options: { detection: { span: 1 } } },
        { title: 'Span 10: right', description: 'Five hours.', options: { detection: { span: 10 } } },
        { title: 'Span 100: too long', description: 'Two days.', options: { detection: { span: 100 } } },
      ]
    ),
    ...section(
      'Recall from memory',
      '**What you should see:** with memory the dashed line draws what this series does at other times, and the error is low but in the incidents. Without it the network redraws what it sees from what it learned elsewhere: incidents too are redrawn, and the error says little.',
      [
        { title: 'Memory on', description: 'The default.', options: { detection: { memory: true } } },
        { title: 'Memory off', description: 'The network alone.', options: { detection: { memory: false } } },
      ]
    ),
    ...section(
      'Sensitivity',
      '**What you should see:** quiet shades the outage alone; balanced, the default, the work at night too. Keen asks for less still: where there is more to find it finds more, and is wrong more often. On this series it agrees with balanced.',
      [
        { title: 'Quiet', description: 'Only what stands far out.', options: { detection: { sensitivity: 'quiet' } } },
        { title: 'Balanced', description: 'The default.', options: { detection: { sensitivity: 'balanced' } } },
        { title: 'Keen', description: 'Finds more.', options: { detection: { sensitivity: 'keen' } } },
      ]
    ),
    ...section(
      'Sensitivity: exact',
      '**What you should see:** the two numbers behind a sensitivity, set by hand. Without a noise floor stretches are shaded in which nothing went wrong; with one of four times the noise only the outage is left. Pruning drops intervals whose peak does not stand out from the next lower one by its share: at 0.6 the work at night goes.',
      [
        {
          title: 'Noise floor 0',
          description: 'Whatever stands out from the rest, be it noise.',
          options: { detection: { sensitivity: 'exact', floor: 0, pruning: 0.05 } },
        },
        {
          title: 'Noise floor 4',
          description: 'Four times what noise reaches.',
          options: { detection: { sensitivity: 'exact', floor: 4, pruning: 0.05 } },
        },
        {
          title: 'Pruning 0.6',
          description: 'Keeps what towers.',
          options: { detection: { sensitivity: 'exact', floor: 1.5, pruning: 0.6 } },
        },
      ]
    ),
    ...section(
      'Smoothing',
      '**What you should see:** the same intervals, but causal smoothing drags the error behind: its hills begin with the incident and end late.',
      [
        {
          title: 'Two-sided',
          description: 'The default: looks ahead as well as back.',
          options: { detection: { smoothing: 'two-sided' } },
        },
        { title: 'Causal', description: 'Looks back only.', options: { detection: { smoothing: 'causal' } } },
      ]
    ),
    ...section(
      'Error buffer',
      '**What you should see:** points that are widened by 2 hardly make an interval; by 10, an interval is whole; by 60, the outage and the work at night grow together over the quiet days between them.',
      [
        { title: 'Buffer 2', description: 'An hour to both sides.', options: { detection: { errorBuffer: 2 } } },
        { title: 'Buffer 10', description: 'Five hours.', options: { detection: { errorBuffer: 10 } } },
        { title: 'Buffer 60: too wide', description: 'Thirty hours.', options: { detection: { errorBuffer: 60 } } },
      ]
    ),
    ...section(
      'Reporting: direction',
      '**What you should see:** the lane is the same in both. Above keeps the work at night, where values are higher than expected; below keeps the outage.',
      [
        { title: 'Above', description: 'Higher than expected.', options: { report: { direction: 'above' } } },
        { title: 'Below', description: 'Lower than expected.', options: { report: { direction: 'below' } } },
      ]
    ),
    ...section(
      'Reporting: how much it takes',
      '**What you should see:** the outage alone in all three. The work at night is 14 % off at most, has 26 points, and is over its threshold for fewer than 12 in a row.',
      [
        {
          title: 'Minimum deviation 30 %',
          description: "In the series' own unit.",
          options: { report: { leastDeviation: 30 } },
        },
        { title: 'Minimum length 30', description: 'Points of an interval.', options: { report: { leastLength: 30 } } },
        {
          title: 'Persistence 12',
          description: 'Six hours over the threshold in a row.',
          options: { report: { persistence: 12 } },
        },
      ]
    ),
    ...section(
      'Reporting: merge distance',
      '**What you should see:** some 100 points lie between the two intervals. Within 50 they are two; within 120 they are one, from the outage to the work at night.',
      [
        { title: 'Merge within 50', description: 'A day and an hour.', options: { report: { mergeWithin: 50 } } },
        {
          title: 'Merge within 120',
          description: 'Two days and a half.',
          options: { report: { mergeWithin: 120 } },
        },
      ]
    ),
    ...section(
      'Memory: look-back',
      '**What you should see:** hover the status of the first: it looked back over 240 points. With so many more to compare with, noise is better known, and the work at night no longer passes its threshold. The second is left to look back as far as it likes: TestData repeats its fifteen days for ever, so an outage has been there before and is nothing new: nothing is shaded, only a change point is marked. That is why look-back is off in all the other panels.',
      [
        {
          title: 'Look-back 5d',
          description: 'Five days before the range.',
          options: { lookback: { mode: 'fixed', duration: '5d' } },
        },
        { title: 'Look-back auto', description: 'The default.', options: { lookback: { mode: 'auto' } } },
      ]
    ),
    ...section(
      'Memory: teaching',
      '**What you should see:** the outage is shaded in all three, the work at night in the last alone. In the first it lies in a recurring window, in the second under an annotation with the tag *maintenance*: left out, as a hatched strip with dashed edges tells (zoom in to see it well), and neither judged nor learnt from. The last does not read marks: what you mark as a false alarm (drag with Ctrl held) is shaded there as before.',
      [
        {
          title: 'Recurring window',
          description: 'Each Sunday from 2:00 to 5:00.',
          options: { teaching: { recurring: 'Sun 02:00-05:00' } },
        },
        {
          title: TAGGED,
          description: 'Annotations with the tag maintenance.',
          options: { teaching: { leaveOutTags: 'maintenance' } },
        },
        {
          title: 'Marks not read',
          description: 'No annotation is asked for.',
          options: { teaching: { useMarks: false } },
        },
      ]
    ),
    ...section(
      'Display: what is drawn',
      '**What you should see:** the verdict is the same in all three; one has no dashed line, one no lane, one no shading.',
      [
        {
          title: 'No reconstruction',
          description: 'The series alone.',
          options: { display: { showReconstruction: false } },
        },
        {
          title: 'No error lane',
          description: 'All height for the series.',
          options: { display: { showErrorLane: false } },
        },
        {
          title: 'No shading',
          description: 'The lane still shows where.',
          options: { display: { showShading: false } },
        },
      ]
    ),
    ...section(
      'Display: colours',
      '**What you should see:** a purple reconstruction, and intervals in the colour of their severity: purple for the outage, which is critical, blue for the work at night, which is low; then pale orange intervals; then dense blue ones.',
      [
        {
          title: 'Fixed reconstruction colour',
          description: 'One colour for all reconstructions.',
          options: { display: { reconstructionColorMode: 'fixed', reconstructionColor: 'purple' } },
        },
        {
          title: 'Orange, 8 %',
          description: 'Shading colour and opacity.',
          options: { display: { shadingColorMode: 'fixed', shadingColor: 'orange', shadingOpacity: 8 } },
        },
        {
          title: 'Blue, 50 %',
          description: 'Shading colour and opacity.',
          options: { display: { shadingColorMode: 'fixed', shadingColor: 'blue', shadingOpacity: 50 } },
        },
      ]
    ),
    ...section(
      'Series: unit, thresholds, axis',
      "**What you should see:** Grafana's field options as in its time series panel: values as MB on the axis and in the tooltip; a line that turns from green over yellow to red by thresholds at 50 and 70; an axis of −20 to 120 on the right with a label.",
      [
        {
          title: 'Unit and decimals',
          description: 'Megabytes, two decimals.',
          defaults: { unit: 'decmbytes', decimals: 2 },
        },
        {
          title: 'Colour by thresholds',
          description: 'Colour scheme from thresholds.',
          defaults: {
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
          },
        },
        {
          title: 'Axis',
          description: 'Placement, label and bounds.',
          defaults: { min: -20, max: 120, custom: { axisPlacement: 'right', axisLabel: 'Load of the service' } },
        },
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
        {
          title: 'Thick, smooth, filled',
          description: 'Line width, interpolation, fill.',
          defaults: { custom: { lineWidth: 3, lineInterpolation: 'smooth', fillOpacity: 25, gradientMode: 'opacity' } },
        },
        {
          title: 'Steps with points',
          description: 'Step interpolation and points.',
          defaults: { custom: { lineInterpolation: 'stepAfter', showPoints: 'always', pointSize: 4 } },
        },
      ]
    ),
    ...section(
      'Legend and tooltip',
      '**What you should see:** a table with the verdict and the mean on the right, and a tooltip for all series at once; then neither legend nor tooltip.',
      [
        {
          title: 'Legend as a table',
          description: 'On the right, with calculations.',
          options: {
            legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['mean'] },
            tooltip: { mode: 'multi', sort: 'desc' },
          },
        },
        {
          title: 'No legend, no tooltip',
          description: 'The plot alone.',
          options: { legend: { showLegend: false }, tooltip: { mode: 'none' } },
        },
      ]
    ),
    ...section(
      'Layout of several series',
      '**What you should see:** three loads, of which Shop has the incidents. The first has a lane for each over the chart, the second a small plot for each with Shop before the others, the third neither, and a legend without a word on anomalies.',
      [
        {
          title: 'Overview strip',
          description: 'A lane a series.',
          query: THREE_LOADS,
          options: { layout: { overview: 'on' } },
        },
        {
          title: 'Small multiples',
          description: 'A plot a series.',
          query: THREE_LOADS,
          options: { layout: { arrangement: 'small-multiples' } },
        },
        {
          title: 'No strip, no verdict in the legend',
          description: 'The chart and the names.',
          query: THREE_LOADS,
          options: { layout: { overview: 'off', legendVerdict: false } },
        },
      ],
      13
    ),
    ...section(
      'Anomaly list',
      '**What you should see:** the outage and the work at night as rows, below the chart and beside it. Click a row, or reach it with Tab and press Enter: it explains itself. The space bar zooms to it, Escape leads back.',
      [
        { title: 'List at the bottom', description: 'Columns.', options: { list: { placement: 'bottom' } } },
        { title: 'List on the right', description: 'Two lines a row.', options: { list: { placement: 'right' } } },
      ],
      12
    ),
    ...section(
      'Engine',
      '**What you should see:** the same verdict. Hover the status: it names where the network ran.',
      [
        { title: 'Automatic', description: 'What is fastest in this browser.', options: { engine: 'auto' } },
        { title: 'WebAssembly', description: 'The processor.', options: { engine: 'wasm' } },
      ]
    ),
  ],
  annotations: [{ name: 'Maintenance', panel: TAGGED, text: 'New disks', tags: 'maintenance', ...NIGHT }],
};
