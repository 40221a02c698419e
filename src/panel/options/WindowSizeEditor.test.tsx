import React from 'react';
import type { StandardEditorsRegistryItem } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import type { DetectorSettings } from '../../detector/settings';
import { WindowSizeEditor } from './WindowSizeEditor';

const item = { id: 'windowSize', name: 'Window size' } as StandardEditorsRegistryItem<
  DetectorSettings['windowSize'] | undefined
>;

function edit(value: DetectorSettings['windowSize'] | undefined) {
  const onChange = jest.fn();
  render(<WindowSizeEditor id="window" value={value} onChange={onChange} item={item} context={{ data: [] }} />);
  return onChange;
}

const leaveWith = (text: string) => {
  fireEvent.change(screen.getByRole('spinbutton'), { target: { value: text } });
  fireEvent.blur(screen.getByRole('spinbutton'));
};

test('a window that is chosen shows no number, and begins with 64 points where one is wanted', () => {
  const onChange = edit('auto');
  expect(screen.getByRole('radio', { name: 'Auto' })).toBeChecked();
  expect(screen.queryByRole('spinbutton')).not.toBeInTheDocument();
  fireEvent.click(screen.getByRole('radio', { name: 'Fixed' }));
  expect(onChange).toHaveBeenCalledWith(64);
});

test('a number can be given back to be chosen', () => {
  const onChange = edit(96);
  expect(screen.getByRole('radio', { name: 'Fixed' })).toBeChecked();
  fireEvent.click(screen.getByRole('radio', { name: 'Auto' }));
  expect(onChange).toHaveBeenCalledWith('auto');
});

test.each([
  ['48', 48],
  ['9999', 256],
  ['2', 16],
  ['48.6', 49],
])('%s is taken as %d points when the field is left', (written, taken) => {
  const onChange = edit(96);
  leaveWith(written);
  expect(onChange.mock.calls).toEqual([[taken]]);
});

test('an empty field leaves the number as it was', () => {
  const onChange = edit(96);
  leaveWith('');
  expect(onChange).not.toHaveBeenCalled();
  expect(screen.getByRole('spinbutton')).toHaveValue(96);
});

test('an override that sets nothing yet shows neither', () => {
  edit(undefined);
  screen.getAllByRole('radio').forEach((radio) => expect(radio).not.toBeChecked());
});
