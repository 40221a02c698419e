import React from 'react';
import { render, screen } from '@testing-library/react';
import { seriesWith } from './anomalies.fixture';
import { LazyAnomalyList } from './LazyAnomalyList';

const props = {
  series: [seriesWith('web', [[20, 29, 30, 1.2]])],
  title: '',
  place: { dashboardUID: '', panelId: 1 },
  from: 0,
  to: 1,
  timeZone: 'utc',
  width: 400,
  height: 200,
  settled: true,
  onShow: jest.fn(),
  onBack: null,
  onInspect: jest.fn(),
};

afterEach(() => jest.resetModules());

test('the list comes once its file is there', async () => {
  const { container } = render(<LazyAnomalyList {...props} />);
  expect(container).toHaveTextContent('');
  expect(await screen.findByText('1 anomaly')).toBeInTheDocument();
});

test('a missing chunk is reported with a remedy', async () => {
  jest.doMock('./AnomalyList', () => {
    throw new Error('404');
  });
  render(<LazyAnomalyList {...props} />);
  expect(await screen.findByText(/list\.js could not be loaded: 404/)).toBeInTheDocument();
  expect(screen.getByText(/Reload the page/)).toBeInTheDocument();
});
