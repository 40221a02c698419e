import { type ComponentType, useCallback, useEffect, useState } from 'react';

/** A component that comes in a file of its own. */
export interface Loaded<Props> {
  /** Null until its file is there. */
  readonly Component: ComponentType<Props> | null;
  /** What kept the file from coming. */
  readonly error: Error | null;
  readonly retry: () => void;
}

/**
 * Loads a component once somebody needs it, so that a dashboard need not wait for what most people never open.
 *
 * @param load the same function at every call; null where nothing is needed yet
 */
export function useLoaded<Props>(load: (() => Promise<ComponentType<Props>>) | null): Loaded<Props> {
  const [Component, setComponent] = useState<ComponentType<Props> | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = load !== null;
    load?.().then(
      (loaded) => isWanted && setComponent(() => loaded),
      (thrown: unknown) => isWanted && setError(thrown instanceof Error ? thrown : new Error(String(thrown)))
    );
    return () => {
      isWanted = false;
    };
  }, [load, attempt]);
  const retry = useCallback(() => {
    setError(null);
    setAttempt((count) => count + 1);
  }, []);
  return { Component, error, retry };
}
