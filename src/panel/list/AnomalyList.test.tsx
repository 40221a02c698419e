import React from 'react';
import { act, configure, fireEvent, render, screen, within } from '@testing-library/react';
import { seriesWith } from './anomalies.fixture';
import { AnomalyList, type AnomalyListProps } from './AnomalyList';

// Whether each element can be seen is asked of jsdom's style sheets, which takes seconds.
configure({ defaultHidden: true });

const MINUTE = 60_000;

const TWO = [
  seriesWith('web-2', [
    [20, 29, 30, 1.2],
    [60, 60, 90, 4],
  ]),
  seriesWith('web-10', [[40, 44, 2, 2.5]]),
];

function show(change: Partial<AnomalyListProps> = {}) {
  const props: AnomalyListProps = {
    series: TWO,
    title: 'Load',
    place: { dashboardUID: 'd', panelId: 1 },
    from: 0,
    to: 100 * MINUTE,
    timeZone: 'utc',
    width: 900,
    height: 300,
    settled: true,
    onShow: jest.fn(),
    onBack: null,
    onInspect: jest.fn(),
    onLabel: jest.fn(async () => null),
    ...change,
  };
  const view = render(<AnomalyList {...props} />);
  const again = (other: Partial<AnomalyListProps>) => view.rerender(<AnomalyList {...props} {...other} />);
  return { ...props, again };
}

const rows = () => screen.getAllByRole('row').slice(1);
const severities = () => rows().map((row) => within(row).getAllByRole('gridcell')[0].textContent?.trim());
const focused = () => rows().indexOf(document.activeElement as HTMLElement);
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

test('every anomaly has a row, the severest first, with what it was and what was expected', () => {
  show();
  expect(severities()).toEqual(['Critical', 'High', 'Low']);
  const cells = within(rows()[0])
    .getAllByRole('gridcell')
    .map((cell) => cell.textContent?.trim());
  expect(cells.slice(1, 7)).toEqual(['web-2', '1970-01-01 01:00:00', '1 point', '90 ms', '10 ms', '+80 ms']);
  expect(within(rows()[1]).getAllByRole('gridcell')[6]).toHaveTextContent('−8 ms');
});

test('a flatline is described by its duration, not by the expected value', () => {
  const still = seriesWith('probe', [[20, 59, 10, 2.5]]);
  const detection = still.detection!;
  const sequences = detection.sequences.map((one) => ({ ...one, score: 2.5, decidedBy: 'flatline' as const }));
  show({ series: [{ ...still, detection: { ...detection, sequences } }] });
  expect(rows()[0]).toHaveAccessibleName(
    'High, probe, from 1970-01-01 00:20:00 for 39.0 mins: flat, 2.5 times the longest pause that is not reported'
  );
  expect(screen.getByTitle(/^It is flat for 2.5 times the longest pause/)).toHaveTextContent('High');
});

test('an anomaly with more evidence than the error is described by its score', () => {
  const one = seriesWith('probe', [[20, 59, 30, 2.5]]);
  const detection = one.detection!;
  const sequences = detection.sequences.map((found) => ({ ...found, evidence: { windowsOf: 32 } }));
  show({ series: [{ ...one, detection: { ...detection, sequences } }] });
  expect(rows()[0]).toHaveAccessibleName(
    'High, probe, from 1970-01-01 00:20:00 for 39.0 mins: 30 ms instead of 10 ms, score 2.5 times its threshold'
  );
  expect(screen.getByTitle('The score reaches 2.5 times its threshold')).toHaveTextContent('High');
});

test('a heading sorts by its column and turns the order around, and says so to screen readers', () => {
  show();
  const series = () => rows().map((row) => within(row).getAllByRole('gridcell')[1].textContent?.trim());
  fireEvent.click(screen.getByText('Series'));
  expect(series()).toEqual(['web-2', 'web-2', 'web-10']);
  expect(screen.getByText('Series').closest('th')).toHaveAttribute('aria-sort', 'ascending');
  fireEvent.click(screen.getByText('Series'));
  expect(series()).toEqual(['web-10', 'web-2', 'web-2']);
  fireEvent.click(screen.getByText('Duration'));
  expect(severities()).toEqual(['Low', 'High', 'Critical']);
});

test('arrows, Home and End move through the rows, of which the Tab key reaches one', () => {
  show();
  expect(rows().filter((row) => row.tabIndex === 0)).toHaveLength(1);
  act(() => rows()[0].focus());
  press('ArrowDown');
  expect(focused()).toBe(1);
  press('End');
  expect(focused()).toBe(2);
  press('ArrowDown');
  expect(focused()).toBe(2);
  press('Home');
  expect(focused()).toBe(0);
  expect(rows().map((row) => row.tabIndex)).toEqual([0, -1, -1]);
});

test('the row under the pointer or with the focus is pointed at in the chart, and none once both are gone', () => {
  const onPoint = jest.fn();
  show({ onPoint });
  fireEvent.mouseEnter(rows()[1]);
  expect(onPoint).toHaveBeenLastCalledWith(expect.objectContaining({ name: 'web-10' }));
  fireEvent.mouseLeave(screen.getByRole('grid'));
  expect(onPoint).toHaveBeenLastCalledWith(null);
  act(() => rows()[0].focus());
  expect(onPoint).toHaveBeenLastCalledWith(expect.objectContaining({ name: 'web-2' }));
  act(() => rows()[0].blur());
  expect(onPoint).toHaveBeenLastCalledWith(null);
});

test('the row that was walked to stays the one the Tab key reaches when others go', () => {
  const { again } = show();
  act(() => rows()[0].focus());
  press('End');
  again({ series: [TWO[0]] });
  expect(severities()).toEqual(['Critical', 'Low']);
  expect(rows().map((row) => row.tabIndex)).toEqual([-1, 0]);
});

test('Enter asks why, the space bar zooms with surroundings, and Escape goes back', () => {
  const onBack = jest.fn();
  const { onInspect, onShow } = show({ onBack });
  act(() => rows()[1].focus());
  press('Enter');
  expect(onInspect).toHaveBeenCalledWith({ series: 1, from: 40 * MINUTE, to: 44 * MINUTE, view: 'why' });
  press(' ');
  expect(onShow).toHaveBeenCalledWith({ from: 8 * MINUTE, to: 76 * MINUTE }, expect.anything());
  press('Escape');
  expect(onBack).toHaveBeenCalledTimes(1);
});

test('Escape is left to Grafana if there is no way back', () => {
  const outside = jest.fn();
  document.addEventListener('keydown', outside);
  show();
  act(() => rows()[0].focus());
  press('Escape');
  expect(outside).toHaveBeenCalledTimes(1);
  press('ArrowDown');
  expect(outside).toHaveBeenCalledTimes(1);
  document.removeEventListener('keydown', outside);
});

describe('after a zoom by keyboard', () => {
  const NOTHING = [seriesWith('web-2', []), seriesWith('web-10', [])];
  /** A refresh or another range; rows that went away are noticed a moment later. */
  const then = (again: ReturnType<typeof show>['again'], change: Partial<AnomalyListProps>) =>
    act(async () => again(change));

  test('to where nothing is found the focus stays in the list, and Escape leads back to the row it came from', async () => {
    const onBack = jest.fn();
    const { again, onShow } = show();
    act(() => rows()[1].focus());
    press(' ');
    expect(onShow).toHaveBeenCalledTimes(1);
    await then(again, { series: NOTHING, settled: false, onBack });
    expect(screen.getByText('The list appears as soon as there is a verdict.')).toHaveFocus();
    await then(again, { series: NOTHING, onBack });
    expect(screen.getByText('No anomalies in the visible series.')).toHaveFocus();
    press('Escape');
    expect(onBack).toHaveBeenCalledTimes(1);
    await then(again, {});
    expect(rows()[1]).toHaveFocus();
  });

  test('to where it is found with other ends, and others are severer, the focus goes with it and back', async () => {
    const onBack = jest.fn();
    const { again } = show();
    act(() => rows()[2].focus());
    press(' ');
    const closer = seriesWith('web-2', [
      [22, 30, 30, 1.2],
      [60, 60, 90, 4],
    ]);
    await then(again, { series: [closer], onBack });
    expect(focused()).toBe(1);
    press('Escape');
    await then(again, {});
    expect(focused()).toBe(2);
  });

  test('a refresh does not take the focus back from a user who moved on', async () => {
    const { again } = show();
    render(<button>elsewhere</button>);
    act(() => rows()[2].focus());
    press(' ');
    press('Home');
    await then(again, { series: [...TWO] });
    expect(focused()).toBe(0);
    act(() => screen.getByText('elsewhere').focus());
    await then(again, { series: NOTHING });
    await then(again, {});
    expect(screen.getByText('elsewhere')).toHaveFocus();
  });
});

async function choose(row: number, name: string) {
  fireEvent.click(within(rows()[row]).getByLabelText('Actions for this anomaly'));
  await act(async () => fireEvent.click(screen.getByText(name)));
}

test('keys in the menu of a row are the menu’s: they neither move to another row nor go back', async () => {
  const onBack = jest.fn();
  show({ onBack });
  act(() => rows()[0].focus());
  await act(async () => fireEvent.click(within(rows()[0]).getByLabelText('Actions for this anomaly')));
  const entry = screen.getByText('Zoom');
  fireEvent.keyDown(entry, { key: 'ArrowDown' });
  expect(rows()).not.toContain(document.activeElement);
  await act(async () => fireEvent.keyDown(entry, { key: 'Escape' }));
  expect(onBack).not.toHaveBeenCalled();
});

test('an anomaly can be called a false alarm, and a refusal is shown', async () => {
  const { onLabel } = show({ onLabel: jest.fn(async () => 'You may not write annotations here.') });
  await choose(0, 'False alarm');
  expect(onLabel).toHaveBeenCalledWith('false-alarm', { series: 'web-2', from: 60 * MINUTE, to: 60 * MINUTE });
  expect(screen.getByRole('status')).toHaveTextContent('You may not write annotations here.');
});

test('a link to an anomaly goes to the clipboard, or is shown if there is no clipboard', async () => {
  const writeText = jest.fn(async () => undefined);
  Object.assign(navigator, { clipboard: { writeText } });
  show();
  await choose(0, 'Copy link');
  expect(writeText).toHaveBeenCalledWith(expect.stringContaining(`from=${28 * MINUTE}&to=${92 * MINUTE}`));
  expect(screen.getByRole('status')).toHaveTextContent('Link copied');
  Object.assign(navigator, { clipboard: undefined });
  await choose(1, 'Copy link');
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toContain(`from=${8 * MINUTE}`);
});

test('of thousands of anomalies only those in view are drawn, and the keyboard reaches the last', () => {
  const many = Array.from({ length: 500 }, (_, index) =>
    seriesWith(
      `s${index}`,
      Array.from({ length: 8 }, (_, k) => [10 * k, 10 * k + 2, 20 + index, 2] as const)
    )
  );
  show({ series: many });
  expect(screen.getByText('4000 anomalies')).toBeInTheDocument();
  expect(rows().length).toBeLessThan(40);
  expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '4001');
  act(() => rows()[0].focus());
  press('End');
  expect(document.activeElement).toHaveAttribute('aria-rowindex', '4001');
});

test('a narrow list has all of it in two lines a row, and a menu to sort by', () => {
  show({ width: 300 });
  expect(rows()[0]).toHaveTextContent('Critical web-21 point1970-01-01 01:00:0090 ms instead of 10 ms');
  fireEvent.click(screen.getByLabelText('Sort the list'));
  fireEvent.click(screen.getByText('Start', { selector: '[role=menuitem] *' }));
  expect(rows().map((row) => row.textContent?.trim().slice(0, 3))).toEqual(['Cri', 'Hig', 'Low']);
});

test('a series hidden in the legend takes its rows with it', () => {
  show({ series: [TWO[0], seriesWith('hidden', [[1, 2, 20, 9]], { hideFrom: { viz: true } })] });
  expect(rows()).toHaveLength(2);
});

test.each([
  [true, 'No anomalies in the visible series.'],
  [false, 'The list appears as soon as there is a verdict.'],
])('an empty list says why (settled: %p)', (settled, words) => {
  show({ series: [seriesWith('quiet', [])], settled });
  expect(screen.getByText(words)).toBeInTheDocument();
  expect(screen.queryByRole('grid')).not.toBeInTheDocument();
});
