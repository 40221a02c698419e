/** Credentials of Prometheus: the value of an `Authorization` header, and a search for them in other texts. */
export class Credentials {
  private readonly secrets: readonly string[];

  constructor(private readonly authorization: string | null) {
    const [scheme, sent = ''] = authorization?.split(' ') ?? [''];
    const pair = scheme === 'Basic' ? Buffer.from(sent, 'base64').toString() : '';
    this.secrets = [sent, pair, pair.slice(pair.indexOf(':') + 1)].filter((secret) => secret !== '');
  }

  get given(): boolean {
    return this.authorization !== null;
  }

  get headers(): Record<string, string> {
    return this.authorization === null ? {} : { Authorization: this.authorization };
  }

  /** Whether a text repeats the header's value, the pair of name and password, or the password. */
  areIn(text: string): boolean {
    return this.secrets.some((secret) => text.includes(secret));
  }

  /** As `areIn`, but for a body of numbers, which may contain a short password by chance: the password alone is no match. */
  areSentBackIn(body: Buffer): boolean {
    return this.secrets.slice(0, 2).some((secret) => body.includes(secret));
  }
}
