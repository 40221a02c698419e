import { readDashboard, viewportFor } from './provisioned';
import { expect, test } from './test';

const FILE = 'bad-inputs.json';
test.use({ viewport: viewportFor(readDashboard(FILE)) });

/** Grafana's own words for what a result lacks, as its time series panel says them. */
const MESSAGES = {
  'No data': 'No data',
  'Text only': 'Data is missing a number field',
  'No time': 'Data is missing a time field',
  'All empty': 'Data is missing a number field',
  'No rows': 'No data',
  'No frames': 'No data',
};

const UNJUDGED = ['One point', 'Too short', 'Constant'];

const JUDGED = ['Gaps', 'Not in order', 'Twice the same time', 'One good field of three', 'Names with HTML', 'Long'];

test('says in Grafana’s words what a result without a series lacks', async ({ grafana, selectors }) => {
  await grafana.open(FILE);
  for (const [title, message] of Object.entries(MESSAGES)) {
    const shown = grafana.panel(title).root.getByTestId(selectors.components.Panels.Panel.PanelDataErrorMessage);
    await expect(shown, title).toHaveText(message);
  }
});

test('makes up no verdict on what is too little to judge', async ({ grafana }) => {
  await grafana.open(FILE);
  for (const title of UNJUDGED) {
    const panel = grafana.panel(title);
    expect(await panel.line(), title).toContain('Nothing to judge');
    expect(await panel.shaded(), title).toEqual([]);
  }
});

test('judges what is spoiled but readable', async ({ grafana }) => {
  await grafana.open(FILE);
  for (const title of JUDGED) {
    expect(await grafana.panel(title).line(), title).toMatch(/\d+ anomal|No anomalies/);
  }
  expect(await grafana.panel('One good field of three').line()).toContain('2 not judged');
  expect(await grafana.panel('Options out of bounds').line()).toContain('2 options changed');
});

test('shows markup in a name as it is written', async ({ grafana, page }) => {
  await grafana.open(FILE);
  const panel = grafana.panel('Names with HTML');
  await panel.judged();
  await expect(panel.root.getByText('<b>bold</b>')).toBeVisible();
  await expect(panel.root.locator('img[src="x"], b')).toHaveCount(0);
  expect(await page.title()).not.toContain('taken');
});
