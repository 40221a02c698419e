/** A map of at most `most` entries. A new entry replaces the one that was set longest ago. */
export class BoundedMap<Key, Value> extends Map<Key, Value> {
  constructor(private readonly most: number) {
    super();
  }

  override set(key: Key, value: Value): this {
    // A Map keeps the order of insertion, so the first key is the oldest.
    this.delete(key);
    super.set(key, value);
    if (this.size > this.most) {
      const [oldest] = this.keys();
      this.delete(oldest);
    }
    return this;
  }
}
