import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

type Turn = () => void;

/** Milliseconds of a frame in which turns are taken; the rest is the browser's. */
const BUDGET_MS = 12;
const waiting = new Set<Turn>();
let isScheduled = false;

function takeTurns(): void {
  isScheduled = false;
  const start = performance.now();
  for (const turn of waiting) {
    waiting.delete(turn);
    // At once, so that the time counted is the time it takes.
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
 * Hands `wanted` on when it is this component's turn: of many plots that are to be drawn anew only so many are in one
 * frame, and the page stays responsive. Null before the first turn.
 */
export function useTurn<Value>(wanted: Value): Value | null {
  const [current, setCurrent] = useState<Value | null>(null);
  useEffect(() => {
    const turn = () => setCurrent(wanted);
    waiting.add(turn);
    schedule();
    return () => {
      waiting.delete(turn);
    };
  }, [wanted]);
  return current;
}
