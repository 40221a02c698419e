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
  readonly reading: FramesReading;
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
  private before: Watching | null = null;
  private now: Watching | null = null;

  /** @param contexts the look-back of each series; null if there is none */
  of(answer: QueryAnswer, contexts: ReadonlyArray<Series | null>): Completeness[] {
    if (this.now?.answer !== answer) {
      const isNext = this.now?.answer.question === answer.question && this.now.answer.range.to <= answer.range.to;
      this.before = isNext ? this.now : null;
    }
    const { reading, kinds, range } = answer;
    const anyKind = commonKind(kinds.values());
    const identities = identitiesOf(reading);
    const watched = reading.series.map(({ series, frameIndex }, index): Watched => {
      const ages = this.agesOf(identities[index].full, series, range);
      const kind = kinds.get(reading.frames[frameIndex].refId ?? '') ?? anyKind;
      const changingMs = Math.max(0, ...ages);
      return {
        series,
        ages,
        completeness: completenessOf(series, { kind, range, context: contexts[index] ?? null, changingMs }),
      };
    });
    const byIdentity = new Map(watched.map((one, index) => [identities[index].full, one]));
    this.now = { answer, byIdentity };
    return watched.map(({ completeness }) => completeness);
  }

  private agesOf(identity: string, series: Series, { to }: Interval): readonly number[] {
    const earlier = this.before?.byIdentity.get(identity);
    if (!this.before || !earlier || this.before.answer.range.to === to) {
      return earlier?.ages ?? [];
    }
    const from = changedFrom(earlier.series, series, earlier.completeness.complete);
    // A value as old as this is settled.
    const age = from === null ? 0 : this.before.answer.range.to - from + 1;
    return [...earlier.ages, age].slice(-REMEMBERED);
  }
}
