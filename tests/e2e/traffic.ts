import type { BrowserContext, Page } from '@playwright/test';
import { BASE_URL } from './host';
import { PLUGIN_ID } from './provisioned';

/** What a browser context asked for and complained of, from the last call of {@link Traffic.leave} on. */
export class Traffic {
  private requests: string[] = [];
  private errors: string[] = [];

  constructor(context: BrowserContext) {
    context.on('request', (request) => this.requests.push(request.url()));
    context.on('console', (message) => {
      // What Grafana asks of itself and does not get is not the plugin's; what the plugin asks for is.
      const unanswered =
        message.text().startsWith('Failed to load resource') && !message.location().url.includes(PLUGIN_ID);
      if (message.type() === 'error' && !unanswered) {
        this.errors.push(`${message.text()} (${message.location().url})`);
      }
    });
    context.on('weberror', (error) => this.errors.push(error.error().stack ?? error.error().message));
  }

  /** Leaves the page that is open, and with it whatever the host itself does there, and begins anew. */
  async leave(page: Page): Promise<void> {
    await page.goto('about:blank');
    this.requests = [];
    this.errors = [];
  }

  /** Errors on the console and exceptions that nobody caught. */
  get complaints(): readonly string[] {
    return this.errors;
  }

  /** Addresses on other hosts than the one under test. */
  get foreign(): string[] {
    const { host } = new URL(BASE_URL);
    return this.requests.filter((url) => /^(https?|wss?):/.test(url) && new URL(url).host !== host);
  }

  /** Addresses of the plugin's own files. */
  get ofPlugin(): string[] {
    return this.requests.filter((url) => new URL(url).pathname.includes(`/public/plugins/${PLUGIN_ID}/`));
  }
}
