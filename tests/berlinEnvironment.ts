import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import BrowserEnvironment from 'jest-environment-jsdom';

/** The browser stands in Berlin, for tests of its own time zone. Elsewhere in the tests it stands in UTC. */
export default class BerlinEnvironment extends BrowserEnvironment {
  private readonly usual = process.env.TZ;

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    // Node reads it anew when it is set here, but not where a test sets its own copy.
    process.env.TZ = 'Europe/Berlin';
  }

  override async teardown(): Promise<void> {
    process.env.TZ = this.usual;
    await super.teardown();
  }
}
