import React from 'react';
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { Label } from './label';
import { RangeMenu } from './RangeMenu';
import type { PanelLabels } from './useLabels';

// The tests ask what is handed on, not how Grafana draws a list to choose from.
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  Combobox: ({ options, value, onChange, id }: any) => (
    <select id={id} value={value} onChange={(event) => onChange({ value: event.target.value })}>
      {options.map((option: any) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  ),
}));
jest.mock('@grafana/runtime', () => ({ getBackendSrv: jest.fn(), isFetchError: jest.fn() }));

const RANGE = { from: 1000, to: 61_000 };
const MARK: Label = {
  id: '7',
  kind: 'left-out',
  from: 0,
  to: 2000,
  series: null,
  text: 'Disk replaced',
  removable: true,
};

function open(props: Partial<React.ComponentProps<typeof RangeMenu>> = {}, known: Partial<PanelLabels> = {}) {
  const labels: PanelLabels = {
    labels: [],
    notes: [],
    labelsOf: () => undefined,
    add: jest.fn().mockResolvedValue(null),
    remove: jest.fn().mockResolvedValue(null),
    ...known,
  };
  const calls = { onClose: jest.fn(), onSimilar: jest.fn(), onZoom: jest.fn() };
  render(
    <RangeMenu
      range={RANGE}
      series={null}
      names={['cpu', 'memory']}
      labels={labels}
      timeZone="utc"
      {...calls}
      {...props}
    />
  );
  return { labels, ...calls };
}

const press = async (name: RegExp | string) => act(async () => fireEvent.click(screen.getByRole('button', { name })));

test('saves a mark of the selected range with the chosen series and text', async () => {
  const { labels, onClose } = open();
  fireEvent.click(screen.getByRole('radio', { name: /False alarm/ }));
  fireEvent.change(screen.getByLabelText('Series'), { target: { value: 'memory' } });
  fireEvent.change(screen.getByLabelText('Text'), { target: { value: 'Backup' } });
  await press('Save');
  expect(labels.add).toHaveBeenCalledWith({ ...RANGE, kind: 'false-alarm', series: 'memory', text: 'Backup' });
  expect(onClose).toHaveBeenCalled();
});

test('speaks of all series unless one is known or chosen', async () => {
  const { labels } = open();
  await press('Save');
  expect(labels.add).toHaveBeenCalledWith(expect.objectContaining({ kind: 'left-out', series: null }));
});

test('a false alarm that comes from a point of a series is about that series', async () => {
  const { labels } = open({ series: 'cpu', kind: 'false-alarm' });
  await press('Save');
  expect(labels.add).toHaveBeenCalledWith(expect.objectContaining({ kind: 'false-alarm', series: 'cpu' }));
});

test('stays open if Grafana refuses, and says why', async () => {
  const { onClose } = open({}, { add: jest.fn().mockResolvedValue('You may not write here.') });
  await press('Save');
  expect(screen.getByRole('alert')).toHaveTextContent('You may not write here.');
  expect(onClose).not.toHaveBeenCalled();
  expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled();
});

test('lists the marks that lie in the range, and takes one back', async () => {
  const elsewhere = { ...MARK, id: '8', from: 100_000, to: 200_000, text: 'Elsewhere' };
  const { labels } = open({}, { labels: [MARK, elsewhere] });
  expect(screen.queryByText(/Elsewhere/)).not.toBeInTheDocument();
  await press('Undo Excluded: Disk replaced');
  expect(labels.remove).toHaveBeenCalledWith('7');
});

test('a mark from an option cannot be removed here', () => {
  open({}, { labels: [{ ...MARK, id: 'recurring:x', removable: false }] });
  expect(screen.queryByRole('button', { name: /Undo/ })).not.toBeInTheDocument();
  expect(screen.getByText('set in the options')).toBeInTheDocument();
});

test.each<[string, string, Partial<PanelLabels>]>([
  ['a mark', 'Save', { add: jest.fn().mockRejectedValue(new Error('Out of reach')) }],
  [
    'an undo',
    'Undo Excluded: Disk replaced',
    { labels: [MARK], remove: jest.fn().mockRejectedValue(new Error('Out of reach')) },
  ],
])('%s that breaks says why, and can be tried again', async (_, button, known) => {
  const { onClose } = open({}, known);
  await press(button);
  expect(screen.getByRole('alert')).toHaveTextContent('Out of reach');
  expect(onClose).not.toHaveBeenCalled();
  await press(button);
  expect(known.add ?? known.remove).toHaveBeenCalledTimes(2);
});

test('hands the range on to be zoomed into or compared', async () => {
  const { onZoom, onSimilar } = open({ series: 'memory' });
  await press('Zoom');
  expect(onZoom).toHaveBeenCalledWith(RANGE);
  await press('Similar moments');
  expect(onSimilar).toHaveBeenCalledWith({ ...RANGE, series: 1 });
});

describe('by keyboard', () => {
  test('Escape closes it, and the focus goes back to where it was', () => {
    const before = document.body.appendChild(document.createElement('button'));
    before.focus();
    const onClose = jest.fn();
    const { unmount } = render(
      <RangeMenu
        range={RANGE}
        series={null}
        names={['cpu']}
        labels={{ labels: [], notes: [], labelsOf: () => undefined, add: jest.fn(), remove: jest.fn() }}
        timeZone="utc"
        onSimilar={jest.fn()}
        onZoom={jest.fn()}
        onClose={onClose}
      />
    );
    const menu = screen.getByRole('dialog', { name: 'Label this time' });
    expect(menu).toHaveFocus();
    fireEvent.keyDown(menu, { key: 'Escape' });
    expect(onClose).toHaveBeenCalled();
    unmount();
    expect(before).toHaveFocus();
    before.remove();
  });

  test('Tab goes round within it', () => {
    open();
    const menu = screen.getByRole('dialog');
    const [close, zoom] = ['Close', 'Zoom'].map((name) => screen.getByRole('button', { name }));
    zoom.focus();
    fireEvent.keyDown(menu, { key: 'Tab' });
    expect(close).toHaveFocus();
    fireEvent.keyDown(menu, { key: 'Tab', shiftKey: true });
    expect(zoom).toHaveFocus();
  });
});
