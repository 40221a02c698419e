import { gaussian } from '../random.ts';
import type { DashboardPlan, TestDataQuery, Tile } from './dashboard.ts';

const FROM = Date.UTC(2024, 7, 9);
const STEP_MS = 90_000;
const POINTS = 480;
const TO = FROM + POINTS * STEP_MS;

const times = Array.from({ length: POINTS }, (_, i) => FROM + i * STEP_MS);
const iso = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z');

/** A cycle of an hour that falls flat from 7:30 to 8:30: good data, which each panel then spoils in one way. */
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

/** Every place once, in an order that jumps back and forth: 7 and 480 have no divisor in common. */
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

/** Frames that are no series, and series that can hardly be judged. None of them may break the panel. */
export const badInputs: DashboardPlan = {
  uid: 'residual-bad-inputs',
  title: 'Residual: bad inputs',
  description: 'What the panel says when a query answers with something else than a fine series.',
  from: FROM,
  to: TO,
  tiles: [
    {
      kind: 'text',
      height: 3,
      content:
        'Each panel gets a result that is spoiled in one way. **What you should see:** no panel breaks, no panel makes a verdict up, and each says in a few words what is wrong.',
    },
    { kind: 'row', title: 'No series in it' },
    note(
      "**What you should see:** Grafana's own message, the same as in its time series panel: no data, or which field is missing."
    ),
    panel('No data', 'The query answers with nothing.', { scenarioId: 'no_data_points' }),
    panel(
      'Text only',
      'Times and words, no numbers.',
      csv(
        'time,state',
        rows((i) => (i % 2 ? 'up' : 'down'))
      )
    ),
    panel('No time', 'Numbers without times.', csv('load', text)),
    panel(
      'All empty',
      'A column in which every value is null.',
      load(() => '')
    ),
    panel(
      'No rows',
      'Fields, but not one row.',
      frames({ fields: [emptyField('time', 'time'), emptyField('load', 'number')] })
    ),
    panel('No frames', 'An answer with an empty list.', frames()),
    { kind: 'row', title: 'Too little to judge' },
    note(
      '**What you should see:** the values are drawn, nothing is shaded, and the corner says that there was nothing to judge. Hover it for the reason: too short, or constant.'
    ),
    panel(
      'One point',
      'A single sample.',
      load((i) => text[i], [240])
    ),
    panel(
      'Too short',
      'Forty points, fewer than one window.',
      load((i) => text[i], range(200, 240))
    ),
    panel(
      'Constant',
      'Every value is the same.',
      load(() => '42.5')
    ),
    { kind: 'row', title: 'Spoiled, but to be judged' },
    note(
      '**What you should see:** a wave that falls flat between 7:30 and 8:30. The panel puts the rows in order, lets gaps be gaps, leaves out what is no number and judges the rest.'
    ),
    panel(
      'Gaps',
      'A fifth of the values is missing.',
      load((i) => (missing(i) ? '' : text[i]))
    ),
    panel(
      'Not in order',
      'Rows that jump back and forth in time.',
      load((i) => text[i], shuffled)
    ),
    panel(
      'Twice the same time',
      'Every third row is there twice.',
      load(
        (i) => text[i],
        times.flatMap((_, i) => (i % 3 ? [i] : [i, i]))
      )
    ),
    panel(
      'One good field of three',
      'A number, a word and a truth value; one of them can be judged.',
      csv(
        'time,load,state,up',
        rows((i) => `${text[i]},${i % 2 ? 'on' : 'off'},${i % 2 ? 'true' : 'false'}`)
      )
    ),
    panel(
      'Huge numbers',
      'The wave times 10 to the 300th.',
      load((i) => `${text[i]}e300`)
    ),
    panel(
      'Names with HTML',
      'A field whose name is markup. It is shown as written.',
      frames({
        fields: [
          { name: 'time', type: 'time', values: times },
          { name: HOSTILE, type: 'number', values: wave.map((value) => Number(value.toFixed(1))) },
        ],
      })
    ),
    panel(
      'Long',
      'Two hosts told apart by a column of text, as SQL answers.',
      csv(
        'time,host,load',
        times.flatMap((time, i) => [`${iso(time)},a,${text[i]}`, `${iso(time)},b,${(100 - wave[i]).toFixed(1)}`])
      )
    ),
    panel(
      'Options out of bounds',
      'A window of a million points and a span that is a word; the panel says what it used instead.',
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

/** Two stretches and single points in between. */
function missing(i: number): boolean {
  return (i >= 80 && i < 120) || (i >= 400 && i < 430) || i % 17 === 0;
}
