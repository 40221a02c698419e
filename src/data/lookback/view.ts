import type { DataQueryRequest, TimeRange } from '@grafana/data';
import { AUTO_EXTENT, contextRange } from '../../detector/report/context';
import { distancesBetween, observedPoints, stepOf } from '../../detector/series';
import type { FramesReading } from '../../series/frames';
import type { Interval } from '../../detector/interval';
import { questionKey } from './longerRequest';

/** What a panel shows, and the range it needs around it. */
export interface View {
  /** Of the queries and the block of time in which the wanted range starts. */
  readonly key: string;
  /** Identifies the queries without their range. */
  readonly question: string;
  readonly request: DataQueryRequest;
  readonly visible: Interval;
  /** Equal to `visible` if there is no room for more. */
  readonly wanted: Interval;
  /** The wanted range from the start of its block on, or a shorter one. */
  readonly asked: Interval;
  /** What must be known so that nothing is asked for: the wanted range, or as much of it as the source answers. */
  readonly needed: Interval;
  /** Milliseconds between points. */
  readonly stepMs: number;
  /** Time of the visible rows' request, epoch milliseconds. */
  readonly askedAt: number;
}

/** For past ranges, the end of the available data advances in strides of this many points. */
const NOW_STRIDE = 64;

/** @param mode look-back before the visible range: `auto`, or milliseconds */
export function viewOf(request: DataQueryRequest, reading: FramesReading, mode: 'auto' | number): View {
  const visible = { from: request.range.from.valueOf(), to: request.range.to.valueOf() };
  const stepMs = stepIn(reading) ?? request.intervalMs;
  const now = isLive(request.range) ? visible.to : floorTo(NOW_STRIDE * stepMs, request.startTime);
  const wanted = contextRange({ ...visible, stepMs, now, mode });
  const from = floorTo(AUTO_EXTENT.block * stepMs, wanted.from);
  const question = questionKey(request);
  return {
    key: `${question} ${from}`,
    question,
    request,
    visible,
    wanted,
    asked: { from, to: wanted.to },
    needed: wanted,
    stepMs,
    askedAt: request.startTime,
  };
}

/** Whether the range ends at the time of the request. */
function isLive({ raw: { to } }: TimeRange): boolean {
  return typeof to === 'string' && /^now(\/|$)/.test(to);
}

function floorTo(multiple: number, time: number): number {
  return multiple > 0 ? Math.floor(time / multiple) * multiple : time;
}

/**
 * The step of the longest series, milliseconds; null if it has none. Rounded to two digits if the step is irregular, so
 * that the wanted range stays stable across refreshes.
 */
function stepIn({ series }: FramesReading): number | null {
  if (series.length === 0) {
    return null;
  }
  const longest = series.reduce((most, one) =>
    one.series.times.length > most.series.times.length ? one : most
  ).series;
  const distances = distancesBetween(longest, observedPoints(longest)).sort();
  const [early, late] = [1, 3].map((quarter) => distances[(quarter * distances.length) >> 2]);
  const step = stepOf(longest);
  return distances.length === 0 ? null : early === late ? step : Number(step.toPrecision(2));
}
