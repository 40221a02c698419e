import type { Locator } from '@playwright/test';

/** An interval on the x axis, as shares of the plot's width. */
export interface Share {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads from a panel's canvas which columns of its plot are shaded: where nearly every pixel of a column has a colour.
 * Lines cross a column, grid lines, dots and slanted lines are grey; only shading fills one, in whatever colour its severity has.
 */
export async function shadedShares(panel: Locator): Promise<Share[]> {
  return panel.evaluate((root) => {
    // The overview strip has a canvas of its own.
    const canvas = root.querySelector<HTMLCanvasElement>('.u-wrap canvas');
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
      let coloured = 0;
      for (let y = 0; y < height; y++) {
        const at = 4 * (y * width + x);
        const [red, green, blue, alpha] = data.subarray(at, at + 4);
        // As it is seen: the colour of what hardly covers anything is rounded, and a faint grid line would look tinted.
        coloured += ((Math.max(red, green, blue) - Math.min(red, green, blue)) * alpha) / 255 > 6 ? 1 : 0;
      }
      return coloured > 0.7 * height;
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
