import { expect, type Locator } from '@playwright/test';
import { type Share, shadedShares } from '../../browser/shading';

/** The panel's name for itself while it has no verdict yet (src/panel/status/status.ts). */
const BUSY = /^Anomaly detection: (Computing|Warming up)/;
const NAMED = /^Anomaly detection: ./;
/** The model loads once a page; a slow machine takes its time over it. */
const VERDICT_MS = 60_000;

/** One panel of the plugin, in Grafana or on the page: both draw it in Grafana's own frame. */
export class ResidualPanel {
  /** @param root the frame: title, menu and body */
  constructor(readonly root: Locator) {}

  get picture(): Locator {
    return this.root.getByTestId('residual-panel');
  }

  get status(): Locator {
    return this.root.getByTestId('residual-status');
  }

  get plot(): Locator {
    return this.root.locator('.u-over');
  }

  /** Waits for the verdict on the data that is shown. */
  async judged(): Promise<void> {
    await expect(this.picture).toHaveAttribute('aria-label', NAMED, { timeout: VERDICT_MS });
    await expect(this.picture).not.toHaveAttribute('aria-label', BUSY, { timeout: VERDICT_MS });
  }

  /** What it says of its verdict, in a line. */
  async line(): Promise<string> {
    await this.judged();
    return (await this.picture.getAttribute('aria-label')) ?? '';
  }

  /** Where a plot is shaded, as shares of its width. */
  async shaded(): Promise<Share[]> {
    return shadedShares(this.root);
  }

  /** A legend's entry by the name of its series. */
  legendEntry(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true });
  }

  /** Drags across the plot. @param from share of its width @param to the same */
  async drag(from: number, to: number): Promise<void> {
    const box = await this.plot.boundingBox();
    if (!box) {
      throw new Error('The plot has no place on the page.');
    }
    const at = (share: number) => [box.x + box.width * share, box.y + box.height / 3] as const;
    const { mouse } = this.root.page();
    await mouse.move(...at(from));
    await mouse.down();
    await mouse.move(...at((from + to) / 2));
    await mouse.move(...at(to));
    await mouse.up();
  }
}
