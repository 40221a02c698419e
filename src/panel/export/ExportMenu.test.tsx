import React from 'react';
import { act, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ChartSeries } from '../../chart/plot/plotModel';
import { seriesWith } from '../list/anomalies.fixture';
import { type Learn, LearnContext } from '../labels/learntMemory';
import { ExportMenu } from './ExportMenu';
import { saveFile } from './saveFile';

jest.mock('../../worker/client', () => ({ sharedAnalysisClient: jest.fn() }));
jest.mock('./saveFile', () => ({ saveFile: jest.fn() }));

// Whether each element can be seen is asked of jsdom's style sheets, which takes seconds. The part that saves is loaded
// at the first order, which takes a busy machine its time.
configure({ defaultHidden: true });
beforeEach(() => jest.mocked(saveFile).mockClear());

const FOUND = seriesWith('found', [[20, 29, 30, 1.2]]);
const QUIET = seriesWith('quiet', []);
const HIDDEN = seriesWith('hidden', [[1, 2, 20, 9]], { hideFrom: { viz: true } });
const UNJUDGED: ChartSeries = { ...QUIET, detection: null };

async function open(series: readonly ChartSeries[], learn: Learn | null = jest.fn()) {
  render(
    <LearnContext.Provider value={learn}>
      <ExportMenu
        exported={{ title: 'Load', series, from: 0, to: 1 }}
        place={{ dashboardUID: 'd', panelId: 1 }}
        timeZone="utc"
      />
    </LearnContext.Provider>
  );
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Export' })));
}

/** What each entry that cannot be chosen says. */
const refusals = () =>
  screen
    .getAllByRole('menuitem')
    .filter((entry) => (entry as HTMLButtonElement).disabled)
    .map((entry) => entry.textContent);

const ANOMALY_ENTRIES = ['Anomalies as CSV', 'Anomalies as JSON', 'Save as annotations…'];

test('with points, anomalies and a verdict every entry can be chosen, and saves a file', async () => {
  await open([FOUND, HIDDEN]);
  expect(screen.getAllByRole('menuitem')).toHaveLength(6);
  expect(refusals()).toEqual([]);
  await act(async () => fireEvent.click(screen.getByText('Anomalies as CSV')));
  await act(async () => undefined);
  expect(saveFile).toHaveBeenCalledTimes(1);
});

test('the first entry that can be chosen has the focus, and arrows go on from there', async () => {
  await open([QUIET]);
  await waitFor(() => expect(screen.getByRole('menuitem', { name: /Points as CSV/ })).toHaveFocus());
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'ArrowDown' });
  expect(screen.getByRole('menuitem', { name: /Points as JSON/ })).toHaveFocus();
});

test('without anomalies their entries say so, and points can be exported', async () => {
  await open([QUIET, HIDDEN]);
  expect(refusals()).toEqual(ANOMALY_ENTRIES.map((label) => `${label}No anomalies in the visible series.`));
});

test('with change points but no anomaly, files can be exported but annotations cannot', async () => {
  const changePoints = [{ from: 0, to: 0, peak: 0 }];
  await open([{ ...QUIET, detection: QUIET.detection && { ...QUIET.detection, changePoints } }]);
  expect(refusals()).toEqual(['Save as annotations…No anomalies in the visible series.']);
});

test('with all series hidden there are no points either', async () => {
  await open([HIDDEN]);
  expect(refusals()).toEqual(
    ['Anomalies as CSV', 'Anomalies as JSON', 'Points as CSV', 'Points as JSON', 'Save as annotations…'].map(
      (label) => `${label}All series are hidden.`
    )
  );
});

test('before a verdict there is neither an anomaly nor a memory to export', async () => {
  await open([UNJUDGED], null);
  expect(refusals()).toContain('Learnt memoryThere is no verdict.');
  expect(refusals()).toContain('Anomalies as CSVThere is no verdict.');
});

test('without a judged series the memory entry says so', async () => {
  await open([UNJUDGED]);
  expect(refusals()).toContain('Learnt memoryNo series was judged.');
});

test('a failed memory export opens a dialog', async () => {
  await open([FOUND], (onRefused) => onRefused?.('The memory could not be exported: nothing was learnt.'));
  await act(async () => fireEvent.click(screen.getByText('Learnt memory')));
  expect(await screen.findByRole('alert')).toHaveTextContent('nothing was learnt');
  expect(screen.getByText('No file was saved')).toBeInTheDocument();
  expect(saveFile).not.toHaveBeenCalled();
});
