import type { DataFrame, Field } from '@grafana/data';
import type { FramesReading } from '../frames';

/** By what a series is known in another answer to the same queries, whatever the panel calls it. */
export interface Identity {
  /** The field's name and labels. Overrides change the name on display, not these. */
  readonly plain: string;
  /** With query, frame and place as well: unlike any other series of the same answer. */
  readonly full: string;
}

/** One identity for each series of a reading, in its order. */
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
 * Finds what belongs to each identity: what is wholly the same, else the only one of that name and those labels, which
 * a transformation may have put into another frame.
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
