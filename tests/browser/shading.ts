import type { Locator } from '@playwright/test';

/** An interval on the x axis, as shares of the plot's width. */
export interface Share {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads from a panel's canvas which columns of its plot are shaded in a warm colour (red, orange): where nearly every
 * pixel of a column has more red than blue. Lines cross a column, grid lines are grey; only shading fills one.
 */
export async function shadedShares(panel: Locator): Promise<Share[]> {
  return panel.evaluate((root) => {
    const canvas = root.querySelector('canvas');
    const over = root.querySelector('.u-over');
    const context = canvas?.getContext('2d');
    if (!canvas || !over || !context) {
      throw new Error('There is no plot in this panel.');
    }
    const outer = canvas.getBoundingClientRect();
    const inner = over.getBoundingClientRect();
    const scale = canvas.width / outer.width;
    const [left, top, width, height] = [inner.left - outer.left, inner.top - outer.top, inner.width, inner.height].map(
      (pixels) => Math.round(pixels * scale)
    );
    const { data } = context.getImageData(left, top, width, height);
    const isShaded = (x: number) => {
      let warm = 0;
      for (let y = 0; y < height; y++) {
        const at = 4 * (y * width + x);
        // The canvas is transparent where nothing is drawn; there red and blue are both 0.
        warm += data[at] - data[at + 2] > 12 && data[at + 3] > 0 ? 1 : 0;
      }
      return warm > 0.7 * height;
    };
    const shares: Array<{ from: number; to: number }> = [];
    for (let x = 0; x < width; x++) {
      if (!isShaded(x)) {
        continue;
      }
      const last = shares[shares.length - 1];
      if (last && Math.round(last.to * width) >= x - 1) {
        last.to = x / width;
      } else {
        shares.push({ from: x / width, to: x / width });
      }
    }
    return shares;
  });
}
