import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

type Turn = () => void;

/** Time per frame for turns, milliseconds. The rest is left to the browser. */
const BUDGET_MS = 12;
const waiting = new Set<Turn>();
let isScheduled = false;

function takeTurns(): void {
  isScheduled = false;
  const start = performance.now();
  for (const turn of waiting) {
    waiting.delete(turn);
    // Synchronously, so that the measured time includes the rendering.
    flushSync(turn);
    if (performance.now() - start > BUDGET_MS) {
      break;
    }
  }
  schedule();
}

function schedule(): void {
  if (!isScheduled && waiting.size > 0) {
    isScheduled = true;
    requestAnimationFrame(takeTurns);
  }
}

/**
 * Returns the latest value once it is this component's turn. Only a few plots take their turn in one frame, so the page
 * stays responsive. Null before the first turn.
 */
export function useTurn<Value>(latest: Value): Value | null {
  const [current, setCurrent] = useState<Value | null>(null);
  useEffect(() => {
    const turn = () => setCurrent(latest);
    waiting.add(turn);
    schedule();
    return () => {
      waiting.delete(turn);
    };
  }, [latest]);
  return current;
}
