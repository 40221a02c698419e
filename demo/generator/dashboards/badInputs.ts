import { gaussian } from '../random.ts';
import type { DashboardPlan, TestDataQuery, Tile } from './dashboard.ts';

const FROM = Date.UTC(2024, 7, 9);
const STEP_MS = 90_000;
const POINTS = 480;
const TO = FROM + POINTS * STEP_MS;

const times = Array.from({ length: POINTS }, (_, i) => FROM + i * STEP_MS);
const iso = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');

/** An hourly cycle that is flat from 7:30 to 8:30. The data is good; each panel damages it in one way. */
const wave = times.map((_, i) => {
  const flat = i >= 300 && i < 340;
  return (flat ? 50 : 50 + 30 * Math.sin((2 * Math.PI * i) / 40)) + 1.5 * gaussian(3, i);
});
const text = wave.map((value) => value.toFixed(1));

const csv = (header: string, rows: readonly string[]): TestDataQuery => ({
  scenarioId: 'csv_content',
  csvContent: [header, ...rows].join('\n'),
});
const frames = (...content: object[]): TestDataQuery => ({
  scenarioId: 'raw_frame',
  rawFrameContent: JSON.stringify(content),
});
const rows = (value: (i: number) => string, order: readonly number[] = times.map((_, i) => i)) =>
  order.map((i) => `${iso(times[i])},${value(i)}`);

const load = (value: (i: number) => string, order?: readonly number[]) => csv('time,load', rows(value, order));

/** Every index once, in an order that jumps back and forth: 7 and 480 have no common divisor. */
const shuffled = times.map((_, i) => (i * 7) % POINTS);

const panel = (title: string, description: string, query: TestDataQuery, options?: object): Tile => ({
  kind: 'residual',
  title,
  description,
  width: 8,
  height: 8,
  query,
  options,
});
const note = (content: string): Tile => ({ kind: 'text', height: 2, content });

const HOSTILE = '<img src=x onerror="document.title=\'taken\'"><b>bold</b>';

/** Frames without a series, and series that are hard to judge. None of them may break the panel. */
export const badInputs: DashboardPlan = {
  uid: 'residual-bad-inputs',
  title: 'Residual: bad inputs',
  description: 'The messages of the panel for query results that are damaged or contain no series.',
  from: FROM,
  to: TO,
  tiles: [
    {
      kind: 'text',
      height: 3,
      content:
        'Each panel gets a query result that is damaged in one way. **What you should see:** no panel breaks, no panel invents a verdict, and each names the problem in a few words.',
    },
    { kind: 'row', title: 'No series' },
    note(
      "**What you should see:** the message that Grafana's time series panel also shows: there is no data, or a field is missing."
    ),
    panel('No data', 'The query returns nothing.', { scenarioId: 'no_data_points' }),
    panel(
      'Text only',
      'Times and text, no numbers.',
      csv(
        'time,state',
        rows((i) => (i % 2 ? 'up' : 'down'))
      )
    ),
    panel('No time', 'Numbers without times.', csv('load', text)),
    panel(
      'All empty',
      'Every value in the column is null.',
      load(() => '')
    ),
    panel(
      'No rows',
      'Fields without rows.',
      frames({ fields: [emptyField('time', 'time'), emptyField('load', 'number')] })
    ),
    panel('No frames', 'The query returns an empty list of frames.', frames()),
    { kind: 'row', title: 'Too little data' },
    note(
      '**What you should see:** the panel draws the values and shades nothing. The status in the corner says *Nothing to judge*. Hover over it to see the reason: too short, or constant.'
    ),
    panel(
      'One point',
      'The series has a single point.',
      load((i) => text[i], [240])
    ),
    panel(
      'Too short',
      'The series has 40 points, fewer than one window.',
      load((i) => text[i], range(200, 240))
    ),
    panel(
      'Constant',
      'Every value is the same.',
      load(() => '42.5')
    ),
    { kind: 'row', title: 'Damaged, but usable' },
    note(
      '**What you should see:** a wave that is flat between 7:30 and 8:30. The panel sorts the rows, keeps the gaps, ignores fields that are not numeric and judges the rest.'
    ),
    panel(
      'Gaps',
      'One fifth of the values is missing.',
      load((i) => (missing(i) ? '' : text[i]))
    ),
    panel(
      'Unsorted rows',
      'The rows jump back and forth in time.',
      load((i) => text[i], shuffled)
    ),
    panel(
      'Duplicate times',
      'Every third row appears twice.',
      load(
        (i) => text[i],
        times.flatMap((_, i) => (i % 3 ? [i] : [i, i]))
      )
    ),
    panel(
      'One numeric field of three',
      'A number, a text and a boolean; the panel can judge only the number.',
      csv(
        'time,load,state,up',
        rows((i) => `${text[i]},${i % 2 ? 'on' : 'off'},${i % 2 ? 'true' : 'false'}`)
      )
    ),
    panel(
      'Huge numbers',
      'The wave, multiplied by 10 to the power of 300.',
      load((i) => `${text[i]}e300`)
    ),
    panel(
      'Names with HTML',
      'The name of the field is markup. The panel shows it as text.',
      frames({
        fields: [
          { name: 'time', type: 'time', values: times },
          { name: HOSTILE, type: 'number', values: wave.map((value) => Number(value.toFixed(1))) },
        ],
      })
    ),
    panel(
      'Long format',
      'A text column distinguishes two hosts, as in the result of an SQL query.',
      csv(
        'time,host,load',
        times.flatMap((time, i) => [`${iso(time)},a,${text[i]}`, `${iso(time)},b,${(100 - wave[i]).toFixed(1)}`])
      )
    ),
    panel(
      'Options out of bounds',
      'The window has a million points and the span is a text. The status shows the values that the panel uses instead.',
      load((i) => text[i]),
      { detection: { windowSize: 1e6, span: 'ten' } }
    ),
  ],
};

function emptyField(name: string, type: string): object {
  return { name, type, values: [] };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Two long gaps, and single points between them. */
function missing(i: number): boolean {
  return (i >= 80 && i < 120) || (i >= 400 && i < 430) || i % 17 === 0;
}
