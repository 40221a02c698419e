import { NEVER, of, throwError } from 'rxjs';
import { createAnnotation, deleteAnnotation, findAnnotations } from './annotationsApi';

const mockFetch = jest.fn();
jest.mock('@grafana/runtime', () => ({
  getBackendSrv: () => ({ fetch: mockFetch }),
  isFetchError: (error: unknown) => typeof error === 'object' && error !== null && 'status' in error,
}));

const refusal = (status: number, message?: string) =>
  throwError(() => ({ status, statusText: 'Refused', config: {}, data: message ? { message } : undefined }));

/** As Grafana 12.4 answers. */
const STORED = {
  id: 7,
  dashboardUID: 'abc',
  panelId: 2,
  time: 1000,
  timeEnd: 5000,
  text: 'Disk swapped',
  tags: ['residual', 'residual:left-out'],
};

beforeEach(() => mockFetch.mockReset());

describe('findAnnotations', () => {
  test('asks for any of the tags, for Grafana counts a key once for each of its values', async () => {
    mockFetch.mockReturnValue(of({ data: [] }));
    await findAnnotations({ tags: ['residual'], dashboardUID: 'abc' });
    expect(mockFetch.mock.calls[0][0]).toMatchObject({
      url: '/api/annotations',
      method: 'GET',
      params: { tags: ['residual'], matchAny: true, dashboardUID: 'abc', type: 'annotation' },
      showErrorAlert: false,
    });
  });

  test('reads what Grafana keeps, and takes a missing end for a point in time', async () => {
    mockFetch.mockReturnValue(of({ data: [STORED, { ...STORED, id: 8, timeEnd: 0 }] }));
    expect(await findAnnotations({ tags: ['residual'] })).toEqual({
      value: [
        {
          id: '7',
          from: 1000,
          to: 5000,
          tags: ['residual', 'residual:left-out'],
          text: 'Disk swapped',
          panelId: 2,
          dashboardUID: 'abc',
        },
        expect.objectContaining({ id: '8', from: 1000, to: 1000 }),
      ],
    });
  });

  test.each([[null], ['nonsense'], [{ message: 'hello' }], [[null, 1, {}, { id: 'x' }, { id: 1, time: 'soon' }]]])(
    'finds nothing in %j, which holds no annotation',
    async (data) => {
      mockFetch.mockReturnValue(of({ data }));
      expect(await findAnnotations({ tags: ['residual'] })).toEqual({ value: [] });
    }
  );

  test('reports missing permission to read', async () => {
    mockFetch.mockReturnValue(refusal(403));
    expect(await findAnnotations({ tags: ['residual'] })).toEqual({
      refused: expect.stringMatching(/permission to read annotations.*administrator/),
    });
  });

  test('gives up on a Grafana that does not answer within ten seconds', async () => {
    jest.useFakeTimers();
    mockFetch.mockReturnValue(NEVER);
    const answer = findAnnotations({ tags: ['residual'] });
    await jest.advanceTimersByTimeAsync(10_001);
    expect(await answer).toEqual({ refused: expect.stringMatching(/did not answer within 10 s/) });
    jest.useRealTimers();
  });
});

describe('createAnnotation', () => {
  const mark = {
    from: 1000.4,
    to: 5000.6,
    tags: ['residual', 'residual:normal'],
    text: 'Backup',
    panelId: 2,
    dashboardUID: 'abc',
  };

  test('keeps whole milliseconds, which is all that Grafana takes, and answers with the id', async () => {
    mockFetch.mockReturnValue(of({ data: { id: 12, message: 'Annotation added' } }));
    expect(await createAnnotation(mark)).toEqual({ value: { ...mark, id: '12', from: 1000, to: 5001 } });
    expect(mockFetch.mock.calls[0][0]).toMatchObject({
      method: 'POST',
      data: { dashboardUID: 'abc', panelId: 2, time: 1000, timeEnd: 5001, tags: mark.tags, text: 'Backup' },
    });
  });

  test('reports missing permission to write', async () => {
    mockFetch.mockReturnValue(refusal(403, 'Access denied to save the annotation'));
    expect(await createAnnotation(mark)).toEqual({ refused: expect.stringMatching(/permission to write annotations/) });
  });

  test("quotes Grafana's message on an internal error", async () => {
    mockFetch.mockReturnValue(refusal(500, 'Failed to save annotation'));
    expect(await createAnnotation(mark)).toEqual({
      refused: expect.stringContaining('Failed to save annotation (HTTP 500)'),
    });
  });
});

describe('deleteAnnotation', () => {
  test('takes an annotation that is gone already for taken away', async () => {
    mockFetch.mockReturnValue(refusal(404, 'annotation not found'));
    expect(await deleteAnnotation('7')).toEqual({ value: null });
  });

  test('reports missing permission to delete', async () => {
    mockFetch.mockReturnValue(refusal(403));
    expect(await deleteAnnotation('7')).toEqual({ refused: expect.stringMatching(/permission to delete annotations/) });
    expect(mockFetch.mock.calls[0][0]).toMatchObject({ url: '/api/annotations/7', method: 'DELETE' });
  });
});
