import React, { useState } from 'react';
import { dateTime } from '@grafana/data';
import { act, configure, fireEvent, render, screen } from '@testing-library/react';
import { BackButton } from '../inspector/BackButton';
import { useRangeHistory } from '../inspector/rangeHistory';
import { seriesWith } from './anomalies.fixture';
import { AnomalyList } from './AnomalyList';

configure({ defaultHidden: true });
jest.mock('@grafana/runtime', () => ({ locationService: { getSearchObject: () => ({}) } }));

const MINUTE = 60_000;
const WHOLE = { from: 0, to: 100 * MINUTE };
const LATER = { from: 50 * MINUTE, to: 55 * MINUTE };

const ALL = [
  seriesWith('web-2', [
    [20, 29, 30, 1.2],
    [60, 60, 90, 4],
  ]),
  seriesWith('web-10', [[40, 44, 2, 2.5]]),
];
const NEARBY = [ALL[1], seriesWith('web-2', [[60, 60, 90, 4]])];

/** A panel's way back, its list if it has one, and a button that jumps elsewhere as the inspector does. */
function Panel({ hasList = true }: { readonly hasList?: boolean }) {
  const [shown, setShown] = useState(WHOLE);
  const [from, to] = [dateTime(shown.from), dateTime(shown.to)];
  const history = useRangeHistory({ from, to, raw: { from, to } }, 'utc', setShown);
  return (
    <div>
      <BackButton earlier={history.earlier} />
      <div tabIndex={0} aria-label="chart" />
      <button onClick={() => history.show(LATER)}>elsewhere</button>
      {hasList && (
        <AnomalyList
          series={shown.from === 0 ? ALL : NEARBY}
          title="Load"
          place={{ dashboardUID: 'd', panelId: 1 }}
          from={shown.from}
          to={shown.to}
          timeZone="utc"
          width={900}
          height={300}
          settled
          onShow={history.show}
          onBack={history.earlier?.goBack ?? null}
          onInspect={jest.fn()}
        />
      )}
    </div>
  );
}

const rows = () => screen.getAllByRole('row').slice(1);
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
const wayBack = () => screen.getByText(/^Back to/).closest('button') ?? document.body;
const aMoment = () => act(() => new Promise((done) => setTimeout(done)));
/** By keyboard, and what follows a moment later. */
const choose = async (button: HTMLElement) => {
  act(() => button.focus());
  fireEvent.click(button);
  await aMoment();
};
const zoomToSecond = () => {
  render(<Panel />);
  act(() => rows()[1].focus());
  press(' ');
};

test('the button that leads back leaves the focus to the row that was zoomed to', async () => {
  zoomToSecond();
  expect(rows()).toHaveLength(2);
  await choose(wayBack());
  expect(screen.queryByText(/^Back to/)).not.toBeInTheDocument();
  expect(rows()).toHaveLength(3);
  expect(rows()[1]).toHaveFocus();
  expect(rows()[1]).toHaveTextContent('web-10');
});

test('Escape leads back to the row that was zoomed to, also where another had the focus since', async () => {
  zoomToSecond();
  press('Home');
  await act(async () => void press('Escape'));
  expect(rows()[1]).toHaveFocus();
  expect(rows()[1]).toHaveTextContent('web-10');
});

test('a jump from elsewhere is not taken for one of the list', async () => {
  zoomToSecond();
  fireEvent.click(screen.getByText('elsewhere'));
  act(() => rows()[0].focus());
  press('End');
  await act(async () => void press('Escape'));
  expect(rows()).toHaveLength(2);
  expect(rows()[1]).toHaveFocus();
  await act(async () => void press('Escape'));
  expect(rows()).toHaveLength(3);
  expect(document.activeElement).toHaveTextContent('web-10');
});

test('in a panel without a list the focus goes to its chart', async () => {
  render(<Panel hasList={false} />);
  fireEvent.click(screen.getByText('elsewhere'));
  await choose(wayBack());
  expect(screen.getByLabelText('chart')).toHaveFocus();
});

test('the focus stays elsewhere if it is not on the removed button', async () => {
  render(<Panel />);
  fireEvent.click(screen.getByText('elsewhere'));
  const button = wayBack();
  act(() => screen.getByText('elsewhere').focus());
  fireEvent.click(button);
  await aMoment();
  expect(screen.getByText('elsewhere')).toHaveFocus();
});
