import { useCallback, useEffect, useState } from 'react';

/** A part of the panel that is loaded from its own file. */
export interface Loaded<Part> {
  /** Null until the file is loaded. */
  readonly part: Part | null;
  /** Why the file could not be loaded. */
  readonly error: Error | null;
  readonly retry: () => void;
}

/**
 * Loads a part when it is needed, so that dashboards do not wait for parts that most users never open.
 *
 * @param load the same function at every call; null while the part is not needed
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
