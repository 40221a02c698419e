import { type DashboardPlan, type TestDataQuery, type Tile, type WrittenOptions, csvWave } from './dashboard.ts';
import { LOAD_FROM, LOAD_STEP_S, LOAD_TO, load, quietLoad } from './load.ts';

const LOAD: TestDataQuery = {
  scenarioId: 'predictable_csv_wave',
  csvWave: [csvWave('Load', LOAD_STEP_S, load(), 1)],
};
/** The same load, and two loads without incidents. */
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

/** A heading, the expected result, and the variants side by side. @param height in rows of 38 pixels */
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

/** The night maintenance, as a change calendar would list it. */
const NIGHT = { from: Date.UTC(2024, 5, 9, 2), to: Date.UTC(2024, 5, 9, 5) };
const TAGGED = 'Maintenance excluded by its tag';

const override = (...properties: object[]) => [{ matcher: { id: 'byName', options: 'Load' }, properties }];

/** Each option of the panel at several values, over one series with three known incidents. */
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
        'Every panel shows the same fifteen days of a made-up load. It has two peaks a day and a sample every half hour, so **a day has 48 points**. There are three incidents, each weaker than the one before: an **outage** in the morning of 6 June, **night maintenance** on 9 June, and a small **surge** in the afternoon of 12 June.\n\n' +
        '**What you should see:** with the defaults, the panel shades the outage and the night maintenance, and nothing else. Compare each option with this result.',
    },
    {
      kind: 'residual',
      title: 'Defaults',
      description:
        'All options have their defaults except look-back. It is off because TestData repeats the incidents before the range.',
      width: 24,
      height: 9,
      query: LOAD,
      fieldConfig: { defaults: PERCENT },
    },
    ...section(
      'Window size',
      '**What you should see:** a window far shorter than a day contains only a few hours and not the daily rhythm, so the panel reports small deviations. About one day is right. With a window of five days, nearly every window contains an incident. Few windows are left to compare with, so the panel finds nothing.',
      [
        shows('Window 16: too small', 'One third of a day.', { detection: { windowSize: 16 } }),
        shows('Window 48: right', 'One day.', { detection: { windowSize: 48 } }),
        shows('Window 256: too large', 'More than five days.', { detection: { windowSize: 256 } }),
      ]
    ),
    ...section(
      'Smoothing span',
      '**What you should see:** with a short span, the error in the lane below the chart jumps. With a long span, its peaks are wider and later. At 100 points, or two days, the night maintenance disappears.',
      [
        shows('Span 1: no smoothing', 'The error is not smoothed.', { detection: { span: 1 } }),
        shows('Span 10: right', 'Five hours.', { detection: { span: 10 } }),
        shows('Span 100: too long', 'Two days.', { detection: { span: 100 } }),
      ]
    ),
    ...section(
      'Recall from memory',
      '**What you should see:** with memory, the dashed line follows the behaviour of this series at other times, and the error is low except in the incidents. Without memory, the network uses only its training on other series. It reconstructs the incidents too, so the error says little.',
      [
        shows('Memory on', 'The default.', { detection: { memory: true } }),
        shows('Memory off', 'The network reconstructs each window on its own.', { detection: { memory: false } }),
      ]
    ),
    ...section(
      'Evidence',
      '**What you should see:** the same intervals. With all evidence, the lane shows the score, and the smoothed error as a thin line below it. The score is higher where several points in a row are unlike the rest of the series, so weak incidents stand out more.',
      [
        shows('All evidence', 'The default.', { detection: { evidence: 'all' } }),
        shows('Reconstruction error', 'The error alone, as in the paper.', {
          detection: { evidence: 'reconstruction-error' },
        }),
      ]
    ),
    ...section(
      'Newest rows',
      '**What you should see:** the same intervals. Without the newest twelve rows, a pattern and a ring mark these at the right edge.',
      [
        shows('Newest rows: automatic', 'The default.', { newest: { rows: 'auto' } }),
        shows('Newest rows: exclude', 'Excludes the newest twelve rows.', {
          newest: { rows: 'exclude', excluded: 12 },
        }),
      ]
    ),
    ...section(
      'Sensitivity',
      '**What you should see:** quiet shades only the outage. Balanced, the default, also shades the night maintenance. Keen reports more anomalies in other series, with more false alarms. In this series it agrees with balanced.',
      [
        shows('Quiet', 'Reports only clear deviations.', { detection: { sensitivity: 'quiet' } }),
        shows('Balanced', 'The default.', { detection: { sensitivity: 'balanced' } }),
        shows('Keen', 'Reports more.', { detection: { sensitivity: 'keen' } }),
      ]
    ),
    ...section(
      'Sensitivity: exact',
      '**What you should see:** the effect of the two numbers behind a sensitivity. Without a noise floor, the panel shades intervals without an incident. With a floor of four times the noise, only the outage is left. Pruning drops an interval if its peak does not exceed the next lower one by the given share: at 0.6 the night maintenance disappears.',
      [
        shows('Noise floor 0', 'Everything that stands out from the rest, even noise.', {
          detection: { sensitivity: 'exact', floor: 0, pruning: 0.05 },
        }),
        shows('Noise floor 4', 'Four times the largest error from noise alone.', {
          detection: { sensitivity: 'exact', floor: 4, pruning: 0.05 },
        }),
        shows('Pruning 0.6', 'Keeps only the highest peaks.', {
          detection: { sensitivity: 'exact', floor: 1.5, pruning: 0.6 },
        }),
      ]
    ),
    ...section(
      'Smoothing',
      '**What you should see:** the same intervals. With causal smoothing the error lags: its peaks begin with the incident and end late.',
      [
        shows('Two-sided', 'The default: uses earlier and later errors.', { detection: { smoothing: 'two-sided' } }),
        shows('Causal', 'Uses earlier errors only.', { detection: { smoothing: 'causal' } }),
      ]
    ),
    ...section(
      'Error buffer',
      '**What you should see:** the buffer dilates each anomalous point. With 2 points, the intervals are incomplete. With 10, they are complete. With 60, the outage and the night maintenance merge across the quiet days between them.',
      [
        shows('Buffer 2', 'One hour on both sides.', { detection: { errorBuffer: 2 } }),
        shows('Buffer 10', 'Five hours on both sides.', { detection: { errorBuffer: 10 } }),
        shows('Buffer 60: too wide', 'Thirty hours on both sides.', { detection: { errorBuffer: 60 } }),
      ]
    ),
    ...section(
      'Reporting: direction',
      '**What you should see:** the lane is the same in both panels. *Above* keeps the night maintenance, because its values are higher than expected. *Below* keeps the outage.',
      [
        shows('Above', 'Only values higher than expected.', { report: { direction: 'above' } }),
        shows('Below', 'Only values lower than expected.', { report: { direction: 'below' } }),
      ]
    ),
    ...section(
      'Reporting: minimum deviation, length and persistence',
      '**What you should see:** all three panels report only the outage. The night maintenance deviates by at most 14 %, has 26 points, and has fewer than 12 consecutive points over the threshold.',
      [
        shows('Minimum deviation 30 %', 'In the unit of the series.', { report: { leastDeviation: 30 } }),
        shows('Minimum length 30', 'Number of points in an interval.', { report: { leastLength: 30 } }),
        shows('Persistence 12', 'Six consecutive hours over the threshold.', { report: { persistence: 12 } }),
      ]
    ),
    ...section(
      'Reporting: merge distance',
      '**What you should see:** there are about 100 points between the two intervals. With a merge distance of 50, the panel reports two anomalies. With 120, it reports one, from the outage to the night maintenance.',
      [
        shows('Merge distance 50', 'One day and one hour.', { report: { mergeWithin: 50 } }),
        shows('Merge distance 120', 'Two and a half days.', { report: { mergeWithin: 120 } }),
      ]
    ),
    ...section(
      'Memory: look-back',
      '**What you should see:** hover over the status of the first panel: it looked back over 240 points. With this additional data, the noise estimate is better, and the night maintenance no longer passes the threshold. The second panel chooses its own look-back. TestData repeats the fifteen days without end, so the same outage occurred before and is normal. The panel shades nothing and shows only a change point. For this reason, look-back is off in all other panels.',
      [
        shows('Look-back 5d', 'The panel also reads the five days before the range.', {
          lookback: { mode: 'fixed', duration: '5d' },
        }),
        shows('Look-back auto', 'The default.', { lookback: { mode: 'auto' } }),
      ]
    ),
    ...section(
      'Memory: labels',
      '**What you should see:** all three panels shade the outage; only the last also shades the night maintenance. The first panel excludes it by a recurring window, the second by an annotation with the tag *maintenance*. The panel neither judges excluded time nor learns from it. A hatched strip with dashed edges shows it; zoom in to see the strip clearly. The last panel does not use labels: if you label a time as a false alarm (drag while you hold Ctrl), it is still shaded there.',
      [
        shows('Recurring window', 'Every Sunday from 2:00 to 5:00.', { teaching: { recurring: 'Sun 02:00-05:00' } }),
        shows(TAGGED, 'Annotations with the tag maintenance.', { teaching: { leaveOutTags: 'maintenance' } }),
        shows('Labels not used', 'The panel requests no annotations.', { teaching: { useMarks: false } }),
      ]
    ),
    ...section(
      'Display: what is drawn',
      '**What you should see:** the verdict is the same in all three panels. The first has no dashed line, the second no lane, the third no shading.',
      [
        shows('No reconstruction', 'The series alone.', { display: { showReconstruction: false } }),
        shows('No error lane', 'The series uses the full height.', { display: { showErrorLane: false } }),
        shows('No shading', 'The lane still shows the anomalies.', { display: { showShading: false } }),
      ]
    ),
    ...section(
      'Display: colours',
      '**What you should see:** the first panel has a purple reconstruction, and each interval has the colour of its severity: purple for the outage (critical), blue for the night maintenance (low). The second panel has pale orange intervals, the third strong blue ones.',
      [
        shows('Fixed reconstruction colour', 'One colour for all series.', {
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
      "**What you should see:** the field options of Grafana's time series panel. The first panel shows MB on the axis and in the tooltip. In the second, the line changes from green to yellow at 50 and to red at 70. The third has a labelled axis from −20 to 120 on the right.",
      [
        looks('Unit and decimals', 'Megabytes, two decimals.', { unit: 'decmbytes', decimals: 2 }),
        looks('Colour by thresholds', 'Colour scheme by thresholds.', {
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
      '**What you should see:** an override by name makes the first series green and gives it another name. The second panel has a thick, smooth line with a fill, the third has steps with points.',
      [
        {
          title: 'Renamed by an override',
          description: 'An override by name sets display name and colour.',
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
      '**What you should see:** the first panel has a table with the verdict and the mean on the right, and one tooltip for all series. The second has neither legend nor tooltip.',
      [
        shows('Legend as a table', 'On the right, with calculations.', {
          legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['mean'] },
          tooltip: { mode: 'multi', sort: 'desc' },
        }),
        shows('No legend, no tooltip', 'Only the plot.', { legend: { showLegend: false }, tooltip: { mode: 'none' } }),
      ]
    ),
    ...section(
      'Layout of several series',
      '**What you should see:** three loads, of which only Shop has incidents. The first panel has one lane per load above the chart. The second has one small plot per load, with Shop first. The third has neither, and its legend shows no verdict.',
      [
        shows('Overview strip', 'One lane per series.', { layout: { overview: 'on' } }, THREE_LOADS),
        shows('Small multiples', 'One plot per series.', { layout: { arrangement: 'small-multiples' } }, THREE_LOADS),
        shows(
          'No strip, no verdict in the legend',
          'Only the chart and the names.',
          { layout: { overview: 'off', legendVerdict: false } },
          THREE_LOADS
        ),
      ],
      13
    ),
    ...section(
      'Anomaly list',
      '**What you should see:** the outage and the night maintenance as rows, below the chart and beside it. Click a row, or focus it with Tab and press Enter, to open the inspector. Press the space bar to zoom to the anomaly and Escape to zoom back.',
      [
        shows('List at the bottom', 'One line per anomaly, in columns.', { list: { placement: 'bottom' } }),
        shows('List on the right', 'Two lines per anomaly.', { list: { placement: 'right' } }),
      ],
      12
    ),
    ...section(
      'Engine',
      '**What you should see:** the same verdict in both panels. Hover over the status to see which engine ran the network.',
      [
        shows('Automatic', 'The fastest engine in this browser.', { engine: 'auto' }),
        shows('WebAssembly', 'Runs on the processor.', { engine: 'wasm' }),
      ]
    ),
  ],
  annotations: [{ name: 'Maintenance', panel: TAGGED, text: 'New disks', tags: 'maintenance', ...NIGHT }],
};
