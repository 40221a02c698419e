interface Named {
  readonly name: string;
  readonly refId?: string;
}

/**
 * Names that tell series of one name apart, because labels, lists and exports go by name. The first keeps its
 * name. The others get their query, or else a number.
 */
export function uniqueNames(series: readonly Named[]): string[] {
  const first = new Map<string, string | undefined>();
  const counts = new Map<string, number>();
  const taken = new Set(series.map(({ name }) => name));
  return series.map(({ name, refId }) => {
    if (!first.has(name)) {
      first.set(name, refId);
      return name;
    }
    const query = refId !== undefined && refId !== first.get(name) ? [refId] : [];
    const key = JSON.stringify([name, ...query]);
    for (let count = counts.get(key) ?? (query.length > 0 ? 1 : 2); ; count++) {
      const unique = `${name} (${[...query, ...(count > 1 ? [count] : [])].join(', ')})`;
      if (!taken.has(unique)) {
        taken.add(unique);
        counts.set(key, count + 1);
        return unique;
      }
    }
  });
}
