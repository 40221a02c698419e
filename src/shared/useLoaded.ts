import { useCallback, useEffect, useState } from 'react';

/** A part of the panel that comes in a file of its own: a component or something else. */
export interface Loaded<Part> {
  /** Null until its file is there. */
  readonly part: Part | null;
  /** What kept the file from coming. */
  readonly error: Error | null;
  readonly retry: () => void;
}

/**
 * Loads a part once somebody needs it, so that a dashboard need not wait for what most people never open.
 *
 * @param load the same function at every call; null where nothing is needed yet
 */
export function useLoaded<Part>(load: (() => Promise<Part>) | null): Loaded<Part> {
  const [part, setPart] = useState<Part | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = load !== null;
    load?.().then(
      (loaded) => {
        if (isWanted) {
          setPart(() => loaded);
          setError(null);
        }
      },
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
  return { part, error, retry };
}
