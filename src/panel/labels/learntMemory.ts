import { createContext, useCallback, useEffect, useMemo, useState } from 'react';
import type { LearntMemory, MemoryFit } from '../../detector/memory/learntMemory';
import { inWords, t } from '../../shared/i18n';
import { wordingOf } from '../../shared/message';
import { useLoaded } from '../../shared/useLoaded';
import type { EngineChoice } from '../../worker/client';
import { notLoaded } from '../../worker/failure';
import type { LearningRequest } from '../../worker/protocol';
import { saveFile } from '../export/saveFile';
import { useAnalysisClient } from '../useAnalysis';
import type { GivenMemory } from './givenMemory';

const loadReader = () => import(/* webpackChunkName: "memory" */ './givenMemory');

const NOTHING: GivenMemory = { remembered: new Map(), refused: null, isHeld: false };
const AWAITED: GivenMemory = { ...NOTHING, isHeld: true };

/**
 * Reads the learnt memory from the options. Returns the same object until text or window size change. Most panels have
 * no memory, so the reader is in its own chunk.
 *
 * @param text JSON; empty for none
 * @param model SHA-256 of the running weights, hex; null before it is known, then the memory's claim is trusted
 */
export function useGivenMemory(text: string, windowSize: MemoryFit['windowSize'], model: string | null): GivenMemory {
  const isGiven = text.trim() !== '';
  const { part: reader, error } = useLoaded(isGiven ? loadReader : null);
  const claimed = useMemo(() => reader?.modelOf(text) ?? '', [reader, text]);
  const sha256 = model ?? claimed;
  return useMemo(() => {
    if (!isGiven) {
      return NOTHING;
    }
    return reader?.readGiven(text, windowSize, sha256) ?? (error ? lost(error) : AWAITED);
  }, [isGiven, reader, error, text, windowSize, sha256]);
}

function lost(error: Error): GivenMemory {
  const { message, remedy } = notLoaded('memory.js', error);
  return { ...NOTHING, refused: `${inWords(message)} ${inWords(remedy)}` };
}

/**
 * Learns a memory from the panel's series and saves it as a file.
 *
 * @param onRefused receives the reason if there is no file, in one sentence
 */
export type Learn = (onRefused?: (reason: string) => void) => void;

interface LearningOrder {
  readonly request: LearningRequest;
  readonly onRefused?: (reason: string) => void;
}

/** Null without a verdict. */
export const LearnContext = createContext<Learn | null>(null);

/**
 * Learns a memory from the panel's series and downloads it. The memory covers the series at the time of the call, even
 * after a refresh. Unmounting cancels it.
 *
 * @returns a function that starts learning, and the last error in one sentence
 */
export function useLearning(
  request: LearningRequest,
  engine: EngineChoice
): { readonly learn: Learn; readonly failed: string | null } {
  const client = useAnalysisClient(engine);
  const [failed, setFailed] = useState<string | null>(null);
  const [asked, setAsked] = useState<LearningOrder | null>(null);
  useEffect(() => {
    if (!asked) {
      return undefined;
    }
    const abort = new AbortController();
    const end = (refused: string | null, memory?: LearntMemory) => {
      if (abort.signal.aborted) {
        return;
      }
      setAsked(null);
      setFailed(refused);
      if (refused !== null) {
        asked.onRefused?.(refused);
      } else {
        saveFile({ name: 'residual-memory.json', type: 'application/json', text: JSON.stringify(memory) });
      }
    };
    client.learn(asked.request, { signal: abort.signal }).then(
      (memory) => end(memory.series.length > 0 ? null : nothingLearnt(), memory),
      (error: unknown) => end(notLearnt(inWords(wordingOf(error))))
    );
    return () => abort.abort();
  }, [asked, client]);
  const learn = useCallback<Learn>((onRefused) => setAsked({ request, onRefused }), [request]);
  return { learn, failed };
}

function notLearnt(reason: string): string {
  return t('marks.not-learnt', 'The memory could not be exported: {{reason}}', { reason });
}

function nothingLearnt(): string {
  return notLearnt(t('marks.nothing-learnt', 'this range has nothing to learn from. Show a longer one.'));
}
