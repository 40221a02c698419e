import {
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  FieldType,
  LoadingState,
  type PanelData,
  dateTime,
  toDataFrame,
} from '@grafana/data';
import { Observable } from 'rxjs';
import type { Interval } from '../../detector/interval';
import { readFrames } from '../../series/frames';
import type { View } from './view';

export const STEP_MS = 15_000;
/** A multiple of a block of 512 steps, so that figures in tests are round. */
export const EPOCH = 512 * STEP_MS * 220_000;

export const at = (points: number) => EPOCH + points * STEP_MS;

export const valueAt = (time: number) => Math.sin(time / 1e6);

/** A panel's request for a range in points; live where it ends now. */
export function requestFor(from: number, to: number, isLive = true, stepMs = STEP_MS): DataQueryRequest {
  const range = { from: dateTime(at(from)), to: dateTime(at(to)) };
  const raw = isLive ? { from: 'now-1h', to: 'now' } : range;
  return {
    app: CoreApp.Dashboard,
    requestId: 'Q1',
    timezone: 'utc',
    range: { ...range, raw },
    rangeRaw: raw,
    interval: `${stepMs / 1000}s`,
    intervalMs: stepMs,
    maxDataPoints: 1000,
    targets: [{ refId: 'A', datasource: { uid: 'metrics', type: 'prometheus' } }],
    scopedVars: {},
    startTime: isLive ? at(to) : at(100_000),
  };
}

/** What a source answers that has a point at every multiple of the step. */
export function framesFor({ range, intervalMs }: DataQueryRequest, names: readonly string[] = ['cpu']): DataFrame[] {
  const times: number[] = [];
  for (
    let time = Math.ceil(range.from.valueOf() / intervalMs) * intervalMs;
    time <= range.to.valueOf();
    time += intervalMs
  ) {
    times.push(time);
  }
  return names.map((name, index) =>
    toDataFrame({
      refId: 'A',
      fields: [
        { name: 'Time', type: FieldType.time, values: times },
        { name: 'Value', type: FieldType.number, labels: { name }, values: times.map((time) => valueAt(time) + index) },
      ],
    })
  );
}

/** A panel's data and their reading. */
export function shown(request: DataQueryRequest, frames = framesFor(request), state = LoadingState.Done) {
  const data: PanelData = { state, series: frames, request, timeRange: request.range };
  return { data, reading: readFrames(frames) };
}

/** A source that is asked over longer ranges: remembers the questions and answers when told to. */
export class FakeSource {
  readonly asked: DataQueryRequest[] = [];
  cancelled = 0;
  private readonly waiting: Array<() => void> = [];
  /** What it answers with; throws what it fails with. */
  answer: (request: DataQueryRequest) => DataFrame[] = framesFor;

  readonly run = (request: DataQueryRequest): Observable<DataFrame[]> =>
    new Observable((subscriber) => {
      this.asked.push(request);
      let isOpen = true;
      const answer = () => {
        isOpen = false;
        try {
          subscriber.next(this.answer(request));
          subscriber.complete();
        } catch (error) {
          subscriber.error(error);
        }
      };
      this.waiting.push(answer);
      return () => {
        this.cancelled += isOpen ? 1 : 0;
        const place = this.waiting.indexOf(answer);
        this.waiting.splice(place, place < 0 ? 0 : 1);
      };
    });

  /** Answers all that was asked. */
  respond(): void {
    this.waiting.splice(0).forEach((answer) => answer());
  }

  /** Questions that were neither answered nor withdrawn. */
  get open(): number {
    return this.waiting.length;
  }

  /** Ranges that were asked for, in points. */
  get ranges(): Array<[number, number]> {
    return this.asked.map(({ range }) => [
      (range.from.valueOf() - EPOCH) / STEP_MS,
      (range.to.valueOf() - EPOCH) / STEP_MS,
    ]);
  }
}

/** A view whose visible range is all that is asked for. */
export function viewOver(asked: Interval, { key, request }: Pick<View, 'key' | 'request'>): View {
  return {
    key,
    question: key,
    request,
    asked,
    visible: asked,
    wanted: asked,
    needed: asked,
    stepMs: STEP_MS,
    askedAt: request.startTime,
  };
}
