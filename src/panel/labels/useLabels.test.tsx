import { type PanelData, LoadingState, getDefaultTimeRange, toDataFrame } from '@grafana/data';
import { act, renderHook, waitFor } from '@testing-library/react';
import { NEVER, type Observable, of, throwError } from 'rxjs';
import { DEFAULT_OPTIONS, type LabelOptions } from '../options/options';
import { useLabels } from './useLabels';

const mockFetch = jest.fn<Observable<{ data: unknown }>, [{ method: string; params?: any; data?: any }]>();
jest.mock('@grafana/runtime', () => ({
  getBackendSrv: () => ({ fetch: mockFetch }),
  isFetchError: (error: unknown) => typeof error === 'object' && error !== null && 'status' in error,
}));

const NAMES = ['cpu'];
const STORED = { id: 1, panelId: 2, time: 1000, timeEnd: 2000, text: 'Disk', tags: ['residual', 'residual:left-out'] };
const refused = throwError(() => ({ status: 403, statusText: 'Forbidden', data: {} }));

let dashboards = 0;
/** A dashboard that no test before has asked about: what is known of one is kept for the page. */
const anotherDashboard = () => `dashboard-${++dashboards}`;

function dataOf(dashboardUID: string, annotations?: object[]): PanelData {
  const request: any = { dashboardUID };
  return {
    state: LoadingState.Done,
    series: [],
    timeRange: getDefaultTimeRange(),
    request,
    annotations: annotations && [toDataFrame(annotations)],
  };
}

function renderLabels(data: PanelData, options: Partial<LabelOptions> = {}) {
  const question = { panelId: 2, names: NAMES, from: 0, to: 10_000, timeZone: 'utc' };
  const all = { ...DEFAULT_OPTIONS.teaching, ...options };
  return renderHook((given: PanelData) => useLabels({ ...question, data: given, options: all }), {
    initialProps: data,
  });
}

beforeEach(() => mockFetch.mockReset());

test('teaches with the marks of the dashboard once they are read, and with none before', async () => {
  const uid = anotherDashboard();
  mockFetch.mockReturnValue(of({ data: [{ ...STORED, dashboardUID: uid }] }));
  const { result } = renderLabels(dataOf(uid));
  expect(result.current.labelsOf('cpu')).toBeUndefined();
  await waitFor(() => expect(result.current.labelsOf('cpu')?.excluded).toEqual([{ id: '1', from: 1000, to: 2000 }]));
});

test('the detection does not wait for Grafana, and a timeout adds a note', async () => {
  jest.useFakeTimers();
  mockFetch.mockReturnValue(NEVER);
  const { result } = renderLabels(dataOf(anotherDashboard()));
  expect(result.current).toMatchObject({ labels: [], notes: [] });
  await act(() => jest.advanceTimersByTimeAsync(10_001));
  expect(result.current.notes).toEqual([
    expect.stringMatching(/^Labels could not be read\. .*did not answer within 10 s/),
  ]);
  jest.useRealTimers();
});

test('without permission to read annotations a note says so', async () => {
  mockFetch.mockReturnValue(refused);
  const { result } = renderLabels(dataOf(anotherDashboard()));
  await waitFor(() =>
    expect(result.current.notes).toEqual([expect.stringContaining('You do not have permission to read annotations')])
  );
});

test('sends no request if marks are off or the dashboard is unknown', () => {
  renderLabels(dataOf(anotherDashboard()), { useMarks: false });
  renderLabels(dataOf(''));
  expect(mockFetch).not.toHaveBeenCalled();
});

test('a mark shows as soon as Grafana has kept it, and is gone as soon as it is taken back', async () => {
  const uid = anotherDashboard();
  mockFetch.mockImplementation(({ method }) => of({ data: method === 'POST' ? { id: 9 } : [] }));
  const { result } = renderLabels(dataOf(uid));
  const label = { kind: 'false-alarm' as const, from: 1, to: 2, series: 'cpu', text: '' };
  await act(async () => expect(await result.current.add(label)).toBeNull());
  expect(result.current.labels).toEqual([expect.objectContaining({ ...label, id: '9', text: 'False alarm' })]);
  await act(async () => expect(await result.current.remove('9')).toBeNull());
  expect(result.current.labels).toEqual([]);
});

test('says why a mark could not be kept: no permission, or no dashboard to keep it with', async () => {
  const label = { kind: 'normal' as const, from: 1, to: 2, series: null, text: '' };
  mockFetch.mockImplementation(({ method }) => (method === 'POST' ? refused : of({ data: [] })));
  const saved = renderLabels(dataOf(anotherDashboard()));
  await act(async () => expect(await saved.result.current.add(label)).toMatch(/permission to write annotations/));
  const unsaved = renderLabels(dataOf(''));
  expect(await unsaved.result.current.add(label)).toMatch(/Save the dashboard first/);
});

test("reads again when a mark that it does not know comes with the dashboard's annotations", async () => {
  const uid = anotherDashboard();
  mockFetch.mockReturnValue(of({ data: [] }));
  const { rerender } = renderLabels(dataOf(uid));
  await waitFor(() => expect(mockFetch).toHaveBeenCalledTimes(1));
  await act(async () => undefined);
  rerender(dataOf(uid, [{ ...STORED, dashboardUID: uid }]));
  await waitFor(() => expect(mockFetch).toHaveBeenCalledTimes(2));
});

test('leaves out annotations of any source that carry a tag of the options, and recurring windows', async () => {
  mockFetch.mockReturnValue(of({ data: [{ ...STORED, id: 5, tags: ['deployment'] }] }));
  const handedOver = [{ time: 4000, timeEnd: 5000, text: 'From Loki', tags: ['incident'] }];
  const { result } = renderLabels(dataOf(anotherDashboard(), handedOver), {
    leaveOutTags: 'deployment, incident',
    recurring: 'daily 00:00-00:01',
  });
  await waitFor(() =>
    expect(result.current.labels.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'left-out daily 00:00-00:01',
      'left-out Disk',
      'left-out From Loki',
    ])
  );
  const query = mockFetch.mock.calls.map(([{ params }]) => params).find(({ tags }) => tags.includes('incident'));
  expect(query).toMatchObject({ tags: ['deployment', 'incident'], dashboardUID: undefined });
});
