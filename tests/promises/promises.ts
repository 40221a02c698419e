import { incidentAt, NOTHING } from '../../bench/everyday/expectation';
import { daily, phaseOf, sine } from '../../bench/everyday/rhythm';
import type { Draw } from '../../bench/suite/draw';
import {
  BURST,
  FIRST,
  QUIET_DAY,
  backups,
  block,
  changeAt,
  exactly,
  gap,
  humps,
  jobs,
  marked,
  noise,
  pictured,
  series,
  span,
  still,
  threeTimesStill,
  twoBlocks,
  weekends,
  weekly,
  within,
  type Judged,
} from './judged';

/** A sentence of a page that says what is seen or what is normal, and series that it speaks of. */
export interface Promised {
  readonly page: string;
  /** As it stands in the page; line breaks count as blanks. */
  readonly sentence: string;
  readonly series: (draw: Draw) => readonly Judged[];
}

const FAQ = 'docs/guide/faq.md';
const FALSE_ALARMS = 'docs/guide/false-alarms.md';
const READING = 'docs/guide/reading.md';
const MARKS = 'docs/guide/labels.md';
const WINDOW = 'docs/guide/window-and-span.md';
const LIMITS = 'docs/reference/limits.md';
const README = 'README.md';

export const PROMISES: readonly Promised[] = [
  {
    page: LIMITS,
    sentence: 'What comes at least three times, evenly apart, is normal, even if it is bad.',
    series: (draw) => [
      series(draw, 1200, (row) => noise(draw) + ((row - 70) % 200 < 12 && row >= 70 ? 30 : 0), NOTHING),
    ],
  },
  {
    page: LIMITS,
    sentence: 'A slow drift over the whole range counts as a trend, and is normal.',
    series: (draw) => [
      series(draw, 1500, (row) => noise(draw) + row / 10, NOTHING),
      series(draw, 1500, (row) => 2 * noise(draw) - row, NOTHING),
    ],
  },
  {
    page: LIMITS,
    sentence: 'A temporary deviation from a trend is reported.',
    series: (draw) => [
      series(
        draw,
        1500,
        (row) => noise(draw) + row / 2 + (within(row, 700, 719) ? 40 : 0),
        incidentAt(span(700, 719), 0.5)
      ),
    ],
  },
  {
    page: README,
    sentence: 'One rhythm or level gave way to another that lasts, so it is no anomaly.',
    series: (draw) => [
      series(draw, 1600, (row) => noise(draw) + (row < 800 ? 0 : 40), changeAt(800)),
      series(draw, 1600, (row) => noise(draw) + 20 * sine(phaseOf(row, row < 800 ? 48 : 20)), changeAt(800)),
    ],
  },
  {
    page: LIMITS,
    sentence: 'A regime that has just begun is an anomaly until it has lasted for some windows.',
    series: (draw) => [
      series(draw, 1040, (row) => noise(draw) + (row < 1000 ? 0 : 40), incidentAt(span(1000, 1039), 0.5)),
      series(draw, 1500, (row) => noise(draw) + (row < 1000 ? 0 : 40), changeAt(1000)),
    ],
  },
  {
    page: FAQ,
    sentence: 'A step that lasts is shown as a change point.',
    series: (draw) => [series(draw, 1500, (row) => noise(draw) + (row < 900 ? 0 : -30), changeAt(900))],
  },
  {
    page: FAQ,
    sentence: 'Yes, if the series otherwise always moves.',
    series: (draw) => [
      still(draw, 1500, () => noise(draw), span(700, 850)),
      still(draw, 1500, (row) => noise(draw) + 20 * sine(phaseOf(row, 60)), span(700, 850)),
    ],
  },
  {
    page: FAQ,
    sentence: 'The stretch must be longer than a quarter of a window, and twice as long as the third longest flat one.',
    series: (draw) => [still(draw, 1500, () => noise(draw), span(700, 712), NOTHING), threeTimesStill(draw)],
  },
  {
    page: FAQ,
    sentence: 'A drift over the whole range is a trend: the panel removes it and reports deviations from it.',
    series: (draw) => [
      series(draw, 1000, (row) => noise(draw) + row / 5, NOTHING),
      series(
        draw,
        1000,
        (row) => noise(draw) + row / 5 - (within(row, 400, 419) ? 30 : 0),
        incidentAt(span(400, 419), 0.5)
      ),
    ],
  },
  {
    page: FAQ,
    sentence: 'No, if it recurs evenly: what came three times, evenly apart, is expected.',
    series: (draw) => [jobs(draw, [150, 550, 950], [])],
  },
  {
    page: FAQ,
    sentence: 'What comes only once or twice is reported.',
    series: (draw) => [jobs(draw, [550], [550]), jobs(draw, [150, 830], [150, 830])],
  },
  {
    page: FAQ,
    sentence: 'A series that is flat throughout is not judged, and the panel says so.',
    series: (draw) => [series(draw, 600, () => 7, { kind: 'not judged', reason: 'constant' })],
  },
  {
    page: FAQ,
    sentence: 'Gaps are never judged;',
    series: (draw) => [
      gap(
        series(draw, 1200, (row) => noise(draw) + 20 * sine(phaseOf(row, 48)), NOTHING),
        span(500, 519)
      ),
      gap(
        series(draw, 1200, (row) => noise(draw) + 20 * sine(phaseOf(row, 48)), NOTHING),
        span(500, 700)
      ),
    ],
  },
  {
    page: FAQ,
    sentence: 'an interval continues over at most a quarter of a window.',
    series: (draw) => [
      gap(block(draw, span(600, 669), exactly([span(600, 669)])), span(630, 637)),
      gap(block(draw, span(600, 669), exactly([span(600, 624), span(645, 669)])), span(625, 644)),
    ],
  },
  {
    page: FAQ,
    sentence: 'One window (32 by default, 16 at least) for any verdict; several periods for a good one.',
    series: (draw) => [
      series(draw, 31, () => noise(draw), { kind: 'not judged', reason: 'too-short' }),
      series(draw, 32, () => noise(draw), NOTHING),
    ],
  },
  {
    page: FALSE_ALARMS,
    sentence: 'The weekly backup is an anomaly in a range of a few days, and normal in one of a month.',
    series: (draw) => [backups(draw, 4, span(200, 211)), backups(draw, 28, null)],
  },
  {
    page: FALSE_ALARMS,
    sentence: 'What comes at least three times, evenly apart, is normal.',
    series: (draw) => [jobs(draw, [100, 430, 760], []), jobs(draw, [100, 350, 600, 850, 1100], [])],
  },
  {
    page: FALSE_ALARMS,
    sentence: 'Weekends that differ from weekdays are normal from the third week on.',
    series: (draw) => [weekends(draw, 3), weekends(draw, 5)],
  },
  {
    page: FALSE_ALARMS,
    sentence: 'A longer span suppresses short bursts that mean nothing.',
    series: (draw) => {
      const burst = () => (row: number) => noise(draw) + 20 * sine(phaseOf(row, 48)) + (within(row, 700, 701) ? 16 : 0);
      return [
        { ...series(draw, 1200, burst(), incidentAt(span(700, 701))), settings: { span: 1 } },
        { ...series(draw, 1200, burst(), NOTHING), settings: { span: 60 } },
      ];
    },
  },
  {
    page: READING,
    sentence: 'A deployment that halves the load for good is a change, not an anomaly.',
    series: (draw) => [
      series(
        draw,
        1500,
        (row) => (100 + 30 * sine(phaseOf(row, 60)) + 3 * noise(draw)) * (row < 800 ? 1 : 0.5),
        changeAt(800)
      ),
    ],
  },
  {
    page: READING,
    sentence: 'A high spike of a single point is seen, and its interval is that point.',
    series: (draw) => [
      series(draw, 1000, (row) => (row === 600 ? 5000 : 50 + noise(draw)), exactly([span(600, 600)])),
      series(draw, 1000, (row) => (row === 600 ? 900 : draw.poisson(0.5)), exactly([span(600, 600)])),
      series(
        draw,
        1000,
        (row) => (row === 600 ? 2000 : 50 + noise(draw) + 20 * sine(phaseOf(row, 48))),
        exactly([span(600, 600)])
      ),
    ],
  },
  {
    page: READING,
    sentence: 'The newest points of a continuing rhythm are normal.',
    series: (draw) =>
      Array.from({ length: 6 }, (_, i) =>
        series(draw, 950 + i, (row) => noise(draw) + 20 * daily(phaseOf(row, 24)), NOTHING)
      ),
  },
  {
    page: READING,
    sentence: 'An interval begins and ends with the points that deviate.',
    series: (draw) => [
      series(draw, 1200, (row) => noise(draw) + (within(row, 600, 629) ? 20 : 0), exactly([span(600, 629)])),
      series(
        draw,
        1200,
        (row) => noise(draw) + 20 * sine(phaseOf(row, 48)) + (within(row, 600, 629) ? 40 : 0),
        exactly([span(600, 629)])
      ),
    ],
  },
  {
    page: READING,
    sentence:
      'Crossings less than a window apart are one interval, unless the ordinary points between them outweigh the others.',
    series: (draw) => [
      twoBlocks(draw, 20, exactly([span(600, 679)])),
      twoBlocks(draw, 100, exactly([span(600, 629), span(730, 759)])),
    ],
  },
  {
    page: WINDOW,
    sentence:
      'It is found in two parts. The threshold is so low that the two high points of the fifth day are found too.',
    series: () => [pictured({ windowSize: 16 }, [BURST, span(864, 873), span(932, 959)])],
  },
  {
    page: WINDOW,
    sentence: 'The reconstruction shows a normal day, and the whole quiet day is one interval.',
    series: () => [pictured({ windowSize: 96 }, [QUIET_DAY]), pictured({}, [QUIET_DAY])],
  },
  {
    page: WINDOW,
    sentence: 'This quiet day is still large enough to be found.',
    series: () => [pictured({ windowSize: 256 }, [QUIET_DAY])],
  },
  {
    page: WINDOW,
    sentence: 'The two points of the fifth day are reported like an incident.',
    series: () => [pictured({ windowSize: 96, span: 1 }, [BURST, QUIET_DAY])],
  },
  {
    page: WINDOW,
    sentence: 'The quiet day is smeared over the whole lane, and no threshold separates it from the rest.',
    series: () => [pictured({ windowSize: 96, span: 400 }, [])],
  },
  {
    page: WINDOW,
    sentence: 'A high spike is found with it too.',
    series: (draw) => [
      series(draw, 1000, (row) => noise(draw) + (row === 500 ? 200 : 0), incidentAt(span(500, 500), 1)),
      series(draw, 1000, (row) => noise(draw) + (row === 500 ? -90 : 0), incidentAt(span(500, 500), 1)),
    ],
  },
  {
    page: WINDOW,
    sentence: 'For a low spike of one or two points, take 2 or 3, and expect more false alarms.',
    series: (draw) =>
      [2, 3].map((points) => ({
        ...series(
          draw,
          1200,
          (row) => noise(draw) + 20 * sine(phaseOf(row, 48)) + (within(row, 700, 701) ? 16 : 0),
          incidentAt(span(700, 701))
        ),
        settings: { span: points },
      })),
  },
  {
    page: MARKS,
    sentence: 'suppresses this event and similar ones, whenever they come.',
    series: (draw) => [{ ...humps(draw, 1, []), mark: marked('falseAlarms') }],
  },
  {
    page: MARKS,
    sentence: 'The panel still reports deviations to the other side, much higher ones, and missing cycles.',
    series: (draw) =>
      [-1, 3].map((height) => ({ ...humps(draw, height, [span(830, 849)]), mark: marked('falseAlarms') })),
  },
  {
    page: MARKS,
    sentence: 'learns neither the normal behaviour nor the noise from it, and reports nothing in it.',
    series: (draw) => [{ ...jobs(draw, [FIRST], []), mark: marked('excluded') }],
  },
  {
    page: WINDOW,
    sentence: 'Two years of daily figures with a weekly rhythm need no setting.',
    series: (draw) => [weekly(draw, null), weekly(draw, span(400, 405))],
  },
  {
    page: 'docs/guide/many-series.md',
    sentence: 'A busy host does not hide a quiet one.',
    series: (draw) =>
      [1e6, 1e-3].map((size) =>
        series(
          draw,
          1000,
          (row) => size * (50 + noise(draw) + 20 * sine(phaseOf(row, 48)) + (within(row, 600, 619) ? 30 : 0)),
          incidentAt(span(600, 619), 0.5)
        )
      ),
  },
  {
    page: 'docs/guide/inspector.md',
    sentence: 'deviations of less than a twentieth of the range are ignored',
    series: (draw) => [
      series(draw, 1200, (row) => 100 * sine(phaseOf(row, 48)) + (within(row, 600, 619) ? 6 : 0), NOTHING),
    ],
  },
  {
    page: 'docs/guide/troubleshooting.md',
    sentence: 'a flat line has no normal behaviour',
    series: (draw) => [series(draw, 400, () => 0, { kind: 'not judged', reason: 'constant' })],
  },
];
