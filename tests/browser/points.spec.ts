import { expect, test } from '@playwright/test';
import { openCsv, panel } from '../../scripts/screenshots/page';

/** The page's own panel of a CSV file. */
const OWN = 101;

const GAPPED = [
  'time,load',
  ...Array.from({ length: 400 }, (_, row) => `${1_772_582_400 + row * 60},${row % 20 === 9 ? 5 : ''}`),
];

for (const [what, rows, points] of [
  ['a series of one point', ['time,load', '1772582400,42'], 1],
  ['points between gaps', GAPPED, 20],
] as const) {
  test(`${what} can be seen, and the corner tells why nothing was judged`, async ({ page }) => {
    await openCsv(page, './', 'points.csv', `${rows.join('\n')}\n`, 'light');
    const coloured = await panel(page, OWN).evaluate((root) => {
      const canvas = root.querySelector<HTMLCanvasElement>('.u-wrap canvas');
      const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let count = 0;
      for (let at = 0; at < data.length; at += 4) {
        count += data[at + 3] > 200 && Math.max(data[at], data[at + 1]) - data[at + 2] > 40 ? 1 : 0;
      }
      return count;
    });
    // A dot of five pixels across has about twenty; without dots there would be a speck of one or two, or nothing.
    expect(coloured).toBeGreaterThan(12 * points);
    await expect(panel(page, OWN).getByTestId('residual-status')).toHaveText(/1 not judged/);
    await panel(page, OWN).getByTestId('residual-status').hover();
    await expect(page.getByRole('tooltip')).toContainText(/load: too short: \d+ points? in a row/);
  });
}
