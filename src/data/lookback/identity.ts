import type { DataFrame, Field } from '@grafana/data';
import type { FramesReading } from '../../series/frames';

/** Identifies a series across answers to the same queries, independently of its display name. */
export interface Identity {
  /** Name and labels of the field. Overrides do not change them. */
  readonly plain: string;
  /** With query, frame and position; unique in an answer. */
  readonly full: string;
}

/** One identity per series, in order. */
export function identitiesOf({ frames, series }: FramesReading): Identity[] {
  const seen = new Map<string, number>();
  return series.map(({ field, frameIndex }) => {
    const { plain, named } = wordsOf(field, frames[frameIndex]);
    const count = seen.get(named) ?? 0;
    seen.set(named, count + 1);
    return { plain, full: `${named} ${count}` };
  });
}

function wordsOf({ name, labels = {}, config }: Field, frame: DataFrame): { plain: string; named: string } {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    plain: JSON.stringify([name, sorted]),
    named: JSON.stringify([name, sorted, frame.refId, frame.name, config.displayNameFromDS]),
  };
}

/**
 * Finds the match of each identity: the same `full` identity, otherwise a unique `plain` one. A transformation may have
 * moved it to another frame.
 */
export function byIdentity<Found extends { readonly identity: Identity }>(
  identities: readonly Identity[],
  among: readonly Found[]
): Array<Found | null> {
  const full = new Map(among.map((one) => [one.identity.full, one]));
  const plain = new Map<string, Found | null>();
  among.forEach((one) => plain.set(one.identity.plain, plain.has(one.identity.plain) ? null : one));
  return identities.map((identity) => full.get(identity.full) ?? plain.get(identity.plain) ?? null);
}
