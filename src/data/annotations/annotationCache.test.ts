import { AnnotationCache, FRESH_MS } from './annotationCache';
import type { StoredAnnotation } from './annotationsApi';

jest.mock('@grafana/runtime', () => ({ getBackendSrv: jest.fn(), isFetchError: jest.fn() }));

const annotation = (id: string): StoredAnnotation => ({
  id,
  from: 0,
  to: 1,
  tags: ['residual'],
  text: '',
  panelId: 0,
  dashboardUID: 'abc',
});

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

test('panels that refresh together send one request, and another only after the cache expired', async () => {
  const find = jest.fn().mockResolvedValue({ value: [annotation('1')] });
  const cache = new AnnotationCache({ tags: ['residual'] }, find);
  await Promise.all([cache.refresh(), cache.refresh()]);
  await cache.refresh();
  expect(find).toHaveBeenCalledTimes(1);
  jest.setSystemTime(1_000_000 + FRESH_MS);
  await cache.refresh();
  expect(find).toHaveBeenCalledTimes(2);
});

test('keeps its annotations if a later request fails, and says why', async () => {
  const find = jest
    .fn()
    .mockResolvedValueOnce({ value: [annotation('1')] })
    .mockResolvedValueOnce({ refused: 'No.' });
  const cache = new AnnotationCache({ tags: ['residual'] }, find);
  await cache.refresh();
  await cache.reload();
  expect(cache.current()).toEqual({ annotations: [annotation('1')], refused: 'No.', isLoaded: true });
});

test('notifies its listeners of added and removed annotations at once, and of nothing else', async () => {
  const find = jest.fn().mockResolvedValue({ value: [annotation('1')] });
  const cache = new AnnotationCache({ tags: ['residual'] }, find);
  await cache.refresh();
  const listener = jest.fn();
  const leave = cache.subscribe(listener);
  cache.add(annotation('2'));
  expect(cache.current().annotations.map(({ id }) => id)).toEqual(['2', '1']);
  cache.remove('2');
  expect(cache.current().annotations.map(({ id }) => id)).toEqual(['1']);
  expect(listener).toHaveBeenCalledTimes(2);
  await cache.reload();
  expect(listener).toHaveBeenCalledTimes(2);
  leave();
  cache.add(annotation('3'));
  expect(listener).toHaveBeenCalledTimes(2);
});

test('an annotation written during a request survives its answer', async () => {
  let answer: (found: { value: StoredAnnotation[] }) => void = () => undefined;
  const cache = new AnnotationCache({ tags: ['residual'] }, () => new Promise((resolve) => (answer = resolve)));
  const reading = cache.refresh();
  await Promise.resolve();
  cache.add(annotation('2'));
  cache.remove('1');
  answer({ value: [annotation('1')] });
  await reading;
  expect(cache.current().annotations.map(({ id }) => id)).toEqual(['2']);
});
