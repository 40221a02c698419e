import { suiteOfLength } from '../suite/suite';
import type { EvaluationSet, LabelledSeries } from './labelledSeries';

/** From an hour at two points a minute to a week at one. */
const CROPPED = [120, 240, 480, 960];
const MADE = [10_000];
/** Share of a crop that lies before the middle of the event: most of what is normal is known when it comes. */
const BEFORE = 0.65;
/** A crop of which an event takes more than this knows too little of anything else. */
const MOST_EVENT = 0.4;

/** The yardstick's series cut to so many points and as they are, and longer ones from the suite's generator. */
export function lengthSets(yardstick: readonly LabelledSeries[]): EvaluationSet[] {
  const whole = yardstick[0].values.length;
  return [
    ...CROPPED.map((points) => ({
      name: String(points),
      series: yardstick.flatMap((one) => cropOf(one, points) ?? []),
    })),
    { name: String(whole), series: yardstick },
    ...MADE.map((points) => ({ name: String(points), series: suiteOfLength(points) })),
  ];
}

/** @returns null where the only event would take too much of the crop */
export function cropOf(series: LabelledSeries, points: number): LabelledSeries | null {
  const { id, times, values, events } = series;
  const [event] = events;
  const last = values.length - points;
  if (event && event.end - event.start + 1 > MOST_EVENT * points) {
    return null;
  }
  const middle = event ? (event.start + event.end) / 2 : values.length / 2;
  const from = Math.max(0, Math.min(last, Math.round(middle - BEFORE * points)));
  return {
    ...series,
    id: `${id}, ${points}`,
    times: times.slice(from, from + points),
    values: values.slice(from, from + points),
    events: events.map(({ start, end }) => ({ start: start - from, end: end - from })),
  };
}
