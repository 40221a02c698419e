import { expect, test } from './test';

const FILE = 'bad-inputs.json';

/** The messages of Grafana's time series panel for the missing part of a result. */
const MESSAGES = {
  'No data': 'No data',
  'Text only': 'Data is missing a number field',
  'No time': 'Data is missing a time field',
  'All empty': 'Data is missing a number field',
  'No rows': 'No data',
  'No frames': 'No data',
};

const UNJUDGED = ['One point', 'Too short', 'Constant'];

/** Each of these names the excluded or changed parts of its input, if there are any. */
const JUDGED = {
  Gaps: /\d+ anomal|No anomalies/,
  'Unsorted rows': /\d+ anomal|No anomalies/,
  'Duplicate times': /\d+ anomal|No anomalies/,
  'One numeric field of three': /(\d+ anomal|No anomalies).* 2 not judged/,
  'Huge numbers': /\d+ anomal|No anomalies/,
  'Names with HTML': /\d+ anomal|No anomalies/,
  'Long format': /\d+ anomal|No anomalies/,
  'Options out of bounds': /2 options changed/,
};

test('says in Grafana’s words what a result without a series lacks', async ({ grafana, selectors }) => {
  await grafana.open(FILE);
  for (const [title, message] of Object.entries(MESSAGES)) {
    const { root } = await grafana.reveal(title);
    const shown = root.getByTestId(selectors.components.Panels.Panel.PanelDataErrorMessage);
    await expect(shown, title).toHaveText(message);
  }
});

test('makes up no verdict on what is too little to judge', async ({ grafana }) => {
  await grafana.open(FILE);
  for (const title of UNJUDGED) {
    const panel = await grafana.reveal(title);
    expect(await panel.line(), title).toContain('Nothing to judge');
    expect(await panel.shaded(), title).toEqual([]);
  }
});

test('judges what is spoiled but readable', async ({ grafana }) => {
  await grafana.open(FILE);
  for (const [title, line] of Object.entries(JUDGED)) {
    const panel = await grafana.reveal(title);
    expect(await panel.line(), title).toMatch(line);
  }
});

test('shows markup in a name as it is written', async ({ grafana, page }) => {
  await grafana.open(FILE);
  const panel = await grafana.reveal('Names with HTML');
  await panel.judged();
  await expect(panel.root.getByText('<b>bold</b>')).toBeVisible();
  await expect(panel.root.locator('img[src="x"], b')).toHaveCount(0);
  expect(await page.title()).not.toContain('taken');
});
