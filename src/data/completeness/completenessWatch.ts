import type { Completeness } from '../../detector/report/completeness';
import type { Interval } from '../../detector/interval';
import type { Series } from '../../detector/series';
import type { FramesReading } from '../../series/frames';
import { identitiesOf } from '../lookback/identity';
import { changedFrom } from './changes';
import { completenessOf } from './completeness';
import { type RowKind, commonKind } from './rowKind';

/** An age at which values changed is remembered over this many answers. */
const REMEMBERED = 60;

/** One answer to a panel's queries. */
export interface QueryAnswer {
  /** Identifies the queries without their range. */
  readonly question: string;
  /** Per query, by its reference id. */
  readonly kinds: ReadonlyMap<string, RowKind>;
  /** The queried range, up to the time of the request; epoch milliseconds. */
  readonly range: Interval;
  /** The time of the request, epoch milliseconds; for a stream that of its newest rows. */
  readonly askedAt: number;
  readonly reading: FramesReading;
  /** Whether it is the whole answer. Parts of one that still loads are not remembered. */
  readonly isWhole: boolean;
}

/** What is known of one series of an answer. */
interface Watched {
  readonly series: Series;
  readonly completeness: Completeness;
  /** For each of the last answers the age at which a value changed, milliseconds; 0 if none did. */
  readonly ages: readonly number[];
}

interface Watching {
  readonly answer: QueryAnswer;
  readonly byIdentity: ReadonlyMap<string, Watched>;
}

/**
 * Follows a panel's answers. It notices values that change although they were complete: those of late writers, and of
 * sources that revise their newest values.
 */
export class CompletenessWatch {
  private last: Watching | null = null;
  /** The answer before the last one. */
  private before: Watching | null = null;

  /** @param contexts the look-back of each series; null if there is none */
  of(answer: QueryAnswer, contexts: ReadonlyArray<Series | null>): Completeness[] {
    const earlier = this.earlierThan(answer);
    const { reading, kinds, range, askedAt } = answer;
    const anyKind = commonKind(kinds.values());
    const identities = identitiesOf(reading);
    const watched = reading.series.map(({ series, frameIndex }, index): Watched => {
      const ages = agesOf(series, identities[index].full, earlier);
      const kind = kinds.get(reading.frames[frameIndex].refId ?? '') ?? anyKind;
      const changingMs = Math.max(0, ...ages);
      return {
        series,
        ages,
        completeness: completenessOf(series, { kind, range, askedAt, context: contexts[index] ?? null, changingMs }),
      };
    });
    if (answer.isWhole) {
      const byIdentity = new Map(watched.map((one, index) => [identities[index].full, one]));
      this.before = earlier;
      this.last = { answer, byIdentity };
    }
    return watched.map(({ completeness }) => completeness);
  }

  /** Null if there is none, or if it answers other queries or a later time. */
  private earlierThan({ question, range }: QueryAnswer): Watching | null {
    const { last } = this;
    if (last === null || last.answer.question !== question || last.answer.range.to > range.to) {
      return null;
    }
    // Of one time there may be several answers: beside another look-back, or the parts of a stream.
    return last.answer.range.to === range.to ? this.before : last;
  }
}

function agesOf(series: Series, identity: string, earlier: Watching | null): readonly number[] {
  const before = earlier?.byIdentity.get(identity);
  if (!earlier || !before) {
    return [];
  }
  const from = changedFrom(before.series, series, before.completeness.complete);
  // A value as old as this is settled.
  const age = from === null ? 0 : earlier.answer.range.to - from + 1;
  return [...before.ages, age].slice(-REMEMBERED);
}
