import { DAY, evenTimes, HOUR, isWeekend, MINUTE } from '../../bench/everyday/clock';
import type { Interval } from '../../bench/evaluate/labelledSeries';
import { incidentAt, NOTHING, type Expectation } from '../../bench/everyday/expectation';
import { daily, phaseOf, sine } from '../../bench/everyday/rhythm';
import type { Draw } from '../../bench/suite/draw';
import { parseCsv } from '../../headless/csv';
import { requestsCsv } from '../../scripts/screenshots/series';
import type { SkipReason } from '../../src/detector/detection';
import type { Series } from '../../src/detector/series';
import type { DetectorSettings } from '../../src/detector/settings';
import type { Teaching } from '../../src/detector/teaching';

/** A sentence of a page that says what is seen or what is normal, and series that it speaks of. */
export interface Promised {
  readonly page: string;
  /** As it stands in the page; line breaks count as blanks. */
  readonly sentence: string;
  readonly series: (draw: Draw) => readonly Judged[];
}

/** A series, and the verdict that is right by how it was made. */
export interface Judged extends Series {
  readonly right: Expectation | NotJudged;
  /** Where they are not the default ones. */
  readonly settings?: Partial<DetectorSettings>;
  readonly mark?: Mark;
}

/** What a person says about some rows. */
export interface Mark extends Interval {
  readonly kind: keyof Teaching;
}

interface NotJudged {
  readonly kind: 'not judged';
  readonly reason: SkipReason;
}

const FAQ = 'docs/guide/faq.md';
const FALSE_ALARMS = 'docs/guide/false-alarms.md';
const READING = 'docs/guide/reading.md';
const TEACHING = 'docs/guide/teaching.md';
const WINDOW = 'docs/guide/window-and-span.md';
const README = 'README.md';

/** Points of a window by default, where nothing asks for others. */
const USUAL_WINDOW = 64;

export const PROMISES: readonly Promised[] = [
  {
    page: README,
    sentence: 'What comes at least three times, evenly apart, is normal, even if it is bad.',
    series: (draw) => [
      series(draw, 1200, (row) => noise(draw) + ((row - 70) % 200 < 12 && row >= 70 ? 30 : 0), NOTHING),
    ],
  },
  {
    page: README,
    sentence: 'A slow drift over the whole range is taken for a trend, and is normal.',
    series: (draw) => [
      series(draw, 1500, (row) => noise(draw) + row / 10, NOTHING),
      series(draw, 1500, (row) => 2 * noise(draw) - row, NOTHING),
    ],
  },
  {
    page: README,
    sentence: 'What departs from a trend for a while is seen.',
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
    sentence: 'One rhythm or level gave way to another that lasts, which is the new normal and no anomaly.',
    series: (draw) => [
      series(draw, 1600, (row) => noise(draw) + (row < 800 ? 0 : 40), changeAt(800)),
      series(draw, 1600, (row) => noise(draw) + 20 * sine(phaseOf(row, row < 800 ? 48 : 20)), changeAt(800)),
    ],
  },
  {
    page: README,
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
    sentence: 'A stretch that is flat where the series always moves, yes.',
    series: (draw) => [
      still(draw, 1500, () => noise(draw), span(700, 850)),
      still(draw, 1500, (row) => noise(draw) + 20 * sine(phaseOf(row, 60)), span(700, 850)),
    ],
  },
  {
    page: FAQ,
    sentence: 'It must be longer than a quarter of a window, and twice as long as what has been flat three times.',
    series: (draw) => [still(draw, 1500, () => noise(draw), span(700, 712), NOTHING), threeTimesStill(draw)],
  },
  {
    page: FAQ,
    sentence:
      'A drift that takes as long as the range is a trend: the panel takes it out, and looks for what departs from it.',
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
    sentence: 'No, if it comes evenly: what came three times, evenly apart, is expected.',
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
    sentence: 'an interval goes on over a quarter of a window at most.',
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
    sentence: 'Other weekends are normal from the third week on.',
    series: (draw) => [weekends(draw, 3), weekends(draw, 5)],
  },
  {
    page: FALSE_ALARMS,
    sentence: 'Short bursts that mean nothing go away with a longer span.',
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
    sentence: 'The newest points of a rhythm that goes on are normal.',
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
      'It is found in two parts with a hole between them, and with so low a threshold the two high points of the fifth day are a third.',
    series: () => [pictured({ windowSize: 16 }, [BURST, span(864, 873), span(932, 959)])],
  },
  {
    page: WINDOW,
    sentence: 'The reconstruction draws the day that should have been, and the whole day stands out once.',
    series: () => [pictured({ windowSize: 96 }, [QUIET_DAY]), pictured({}, [QUIET_DAY])],
  },
  {
    page: WINDOW,
    sentence: 'This quiet day is great enough to be found all the same.',
    series: () => [pictured({ windowSize: 256 }, [QUIET_DAY])],
  },
  {
    page: WINDOW,
    sentence: 'The two points of the fifth day are reported like an incident.',
    series: () => [pictured({ windowSize: 96, span: 1 }, [BURST, QUIET_DAY])],
  },
  {
    page: WINDOW,
    sentence: 'The quiet day is smeared over the whole lane, a low hill that no threshold tells from the rest.',
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
    page: TEACHING,
    sentence: 'does not report it, nor what is like it, here and when it comes again.',
    series: (draw) => [{ ...humps(draw, 1, []), mark: marked('falseAlarms') }],
  },
  {
    page: TEACHING,
    sentence: 'What points to the other side, is much higher, or stops a rhythm is reported as before.',
    series: (draw) =>
      [-1, 3].map((height) => ({ ...humps(draw, height, [span(830, 849)]), mark: marked('falseAlarms') })),
  },
  {
    page: TEACHING,
    sentence: 'learns nothing from it, neither what is normal nor how much noise there is, and reports nothing in it.',
    series: (draw) => [{ ...jobs(draw, [FIRST], []), mark: marked('leftOut') }],
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
    sentence: 'deviations of less than a twentieth of the range are not looked at',
    series: (draw) => [
      series(draw, 1200, (row) => 100 * sine(phaseOf(row, 48)) + (within(row, 600, 619) ? 6 : 0), NOTHING),
    ],
  },
  {
    page: 'docs/guide/troubleshooting.md',
    sentence: 'a flat line has no normal and no abnormal',
    series: (draw) => [series(draw, 400, () => 0, { kind: 'not judged', reason: 'constant' })],
  },
];

const noise = (draw: Draw) => 2 * draw.normal();
const within = (row: number, start: number, end: number) => row >= start && row <= end;
const span = (start: number, end: number): Interval => ({ start, end });

/** A change point, or a short anomaly at the very change. */
function changeAt(at: number): Expectation {
  return { kind: 'onset', at, changeWithin: USUAL_WINDOW / 2, anomalyWithin: 0, longest: 0, endsWithin: 0 };
}

function series(
  draw: Draw,
  length: number,
  value: (row: number, time: number) => number,
  right: Judged['right'],
  step = MINUTE
): Judged {
  const times = evenTimes(draw, length, step);
  return { times, values: times.map((time, row) => value(row, time)), right };
}

function still(
  draw: Draw,
  length: number,
  value: (row: number) => number,
  at: Interval,
  right: Expectation = incidentAt(at, 0.5)
): Judged {
  const one = series(draw, length, value, right);
  one.values.fill(one.values[at.start], at.start, at.end + 1);
  return one;
}

/** Three stretches, and one that is not twice as long as the shortest of them. */
function threeTimesStill(draw: Draw): Judged {
  const one = series(draw, 2000, () => noise(draw), NOTHING);
  [span(300, 329), span(700, 734), span(1200, 1227), span(1600, 1645)].forEach(({ start, end }) => {
    one.values.fill(0, start, end + 1);
  });
  return one;
}

/** Intervals at these rows, three more or less, and no others. */
function exactly(at: readonly Interval[]): Expectation {
  return { kind: 'incidents', at, endsWithin: 3, others: 0 };
}

/** A job of twelve rows begins at each of `starts`; those at `reported` are to be found. */
function jobs(draw: Draw, starts: readonly number[], reported: readonly number[]): Judged {
  const isBusy = (row: number) => starts.some((start) => within(row, start, start + 11));
  const right = reported.length > 0 ? exactly(reported.map((start) => span(start, start + 11))) : NOTHING;
  return series(draw, 1200, (row) => noise(draw) + (isBusy(row) ? 30 : 0), right);
}

function block(draw: Draw, { start, end }: Interval, right: Expectation): Judged {
  return series(draw, 1400, (row) => noise(draw) + (within(row, start, end) ? 20 : 0), right);
}

/** What the guide's pictures show: a quiet day, and two high points. */
const QUIET_DAY = span(864, 959);
const BURST = span(400, 401);

function pictured(settings: Partial<DetectorSettings>, at: readonly Interval[]): Judged {
  const [{ times, values }] = parseCsv(requestsCsv(), 'requests.csv').series;
  return { times, values, settings, right: exactly(at) };
}

function twoBlocks(draw: Draw, apart: number, right: Expectation): Judged {
  const isOver = (row: number) => within(row, 600, 629) || within(row, 630 + apart, 659 + apart);
  return series(draw, 1400, (row) => noise(draw) + (isOver(row) ? 20 : 0), right);
}

/** A hump of twenty rows over a rhythm, and later another of some height, at another hour. */
function humps(draw: Draw, height: number, at: readonly Interval[]): Judged {
  const hump = (row: number, start: number) =>
    within(row, start, start + 19) ? 40 * Math.sin((Math.PI * (row - start + 0.5)) / 20) : 0;
  return series(
    draw,
    1200,
    (row) => noise(draw) + 20 * sine(phaseOf(row, 48)) + hump(row, FIRST) + height * hump(row, 830),
    at.length > 0 ? { kind: 'incidents', at, endsWithin: 6, others: 0 } : NOTHING
  );
}

/** First row of what is marked. */
const FIRST = 400;
const marked = (kind: keyof Teaching): Mark => ({ kind, ...span(FIRST, FIRST + 19) });

function gap(one: Judged, { start, end }: Interval): Judged {
  one.values.fill(NaN, start, end + 1);
  return one;
}

function backups(draw: Draw, days: number, only: Interval | null): Judged {
  const step = 15 * MINUTE;
  const week = (7 * DAY) / step;
  return series(
    draw,
    (days * DAY) / step,
    (row) => 30 + 2 * draw.normal() + 5 * daily(phaseOf(row, DAY / step)) + (within(row % week, 200, 211) ? 60 : 0),
    only ? incidentAt(only, 0.5) : NOTHING,
    step
  );
}

function weekends(draw: Draw, weeks: number): Judged {
  return series(
    draw,
    (weeks * 7 * DAY) / HOUR,
    (row, time) => 100 + 2 * draw.normal() + 40 * (daily(phaseOf(time / HOUR, 24)) + 1) * (isWeekend(time) ? 0.4 : 1),
    NOTHING,
    HOUR
  );
}

function weekly(draw: Draw, at: Interval | null): Judged {
  return series(
    draw,
    730,
    (row, time) => (isWeekend(time) ? 40 : 100) + 4 * draw.normal() - (at && within(row, at.start, at.end) ? 35 : 0),
    at ? incidentAt(at) : NOTHING,
    DAY
  );
}
