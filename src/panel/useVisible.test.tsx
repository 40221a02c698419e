import { act, renderHook } from '@testing-library/react';
import { useVisible } from './useVisible';

/** What the panel shows. */
const DATA = {};

type Report = (entries: Array<{ isIntersecting: boolean }>) => void;

/** Observers that were made, each with what it observes until it is disconnected. */
let observers: Array<{ report: Report; observed: Set<Element> }> = [];

function installObserver(): void {
  observers = [];
  Object.assign(global, {
    IntersectionObserver: class {
      private readonly observed = new Set<Element>();
      constructor(report: Report) {
        observers.push({ report, observed: this.observed });
      }
      observe(element: Element) {
        this.observed.add(element);
      }
      disconnect() {
        this.observed.clear();
      }
    },
  });
}

const inView = (isIntersecting: boolean) => act(() => observers[0].report([{ isIntersecting }]));

function setTab(visibilityState: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibilityState });
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}

beforeEach(installObserver);
afterEach(() => {
  setTab('visible');
  Reflect.deleteProperty(global, 'IntersectionObserver');
  window.history.replaceState(null, '', '/');
});

it('follows the panel in and out of view, and does not guess before the browser has said', () => {
  const element = document.createElement('div');
  const { result, unmount } = renderHook(() => useVisible(element, DATA));
  expect(result.current).toBeNull();
  inView(false);
  expect(result.current).toBe(false);
  inView(true);
  expect(result.current).toBe(true);
  expect(observers[0].observed).toEqual(new Set([element]));
  unmount();
  expect(observers[0].observed.size).toBe(0);
});

it('is not visible in a hidden tab', () => {
  const element = document.createElement('div');
  const { result } = renderHook(() => useVisible(element, DATA));
  inView(true);
  setTab('hidden');
  expect(result.current).toBe(false);
  setTab('visible');
  expect(result.current).toBe(true);
});

it('is visible wherever it lies when Grafana makes a picture of the page', () => {
  window.history.replaceState(null, '', '/d/abc?orgId=1&render=1');
  const element = document.createElement('div');
  expect(renderHook(() => useVisible(element, DATA)).result.current).toBe(true);
  expect(observers).toHaveLength(0);
});

it('is visible in a browser that cannot tell', () => {
  Reflect.deleteProperty(global, 'IntersectionObserver');
  const element = document.createElement('div');
  expect(renderHook(() => useVisible(element, DATA)).result.current).toBe(true);
});

const print = () =>
  act(() => {
    window.dispatchEvent(new Event('beforeprint'));
  });

it('is visible when the page is printed, until the next refresh', () => {
  const element = document.createElement('div');
  const { result, rerender } = renderHook((data: object) => useVisible(element, data), { initialProps: DATA });
  inView(false);
  print();
  expect(result.current).toBe(true);
  rerender(DATA);
  expect(result.current).toBe(true);
  rerender({});
  expect(result.current).toBe(false);
  print();
  expect(result.current).toBe(true);
});

it('is not visible for a print before it was there', () => {
  const element = document.createElement('div');
  const first = renderHook(() => useVisible(element, DATA));
  print();
  first.unmount();
  const { result } = renderHook(() => useVisible(element, DATA));
  expect(result.current).toBeNull();
});
