import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type LearntMemory, readMemory, rememberedFor } from '../../detector/learntMemory';
import type { RememberedWindows } from '../../detector/warmMemory';
import { t } from '../../i18n';
import { type EngineChoice, sharedAnalysisClient } from '../../worker/client';
import type { LearningRequest } from '../../worker/protocol';
import { record } from '../optionReaders';
import { saveFile } from '../export/saveFile';
import { AnalysisClientContext } from '../useAnalysis';

/** What the panel was given of another time, and why it is of no use where it is none. */
export interface GivenMemory {
  /** By the name of the series; empty where nothing was given or it was refused. */
  readonly remembered: ReadonlyMap<string, RememberedWindows>;
  /** One sentence, what is wrong and what to do. */
  readonly refused: string | null;
}

const NOTHING: GivenMemory = { remembered: new Map(), refused: null };

/**
 * Reads a learnt memory as the options hold it. The same objects while text and window stay the same, so that a verdict
 * is not asked for anew.
 *
 * @param text JSON; empty for none
 * @param model SHA-256 of the weights that run here, hex; null before that is known, and then the memory is believed
 */
export function useGivenMemory(text: string, windowSize: number, model: string | null): GivenMemory {
  const claimed = useMemo(() => modelOf(text), [text]);
  const given = useMemo(() => readGiven(text, windowSize, claimed), [text, windowSize, claimed]);
  const isOfAnother = model !== null && claimed !== model;
  return useMemo(
    () => (isOfAnother && text.trim() !== '' ? readGiven(text, windowSize, model) : given),
    [isOfAnother, given, text, windowSize, model]
  );
}

function readGiven(text: string, windowSize: number, sha256: string): GivenMemory {
  if (text.trim() === '') {
    return NOTHING;
  }
  const reading = readMemory(text, { sha256, windowSize });
  return reading.status === 'read'
    ? { remembered: byName(reading.memory), refused: null }
    : { ...NOTHING, refused: t('marks.memory-refused', 'Learnt memory: {{reason}}', { reason: reading.message }) };
}

function byName(memory: LearntMemory): Map<string, RememberedWindows> {
  return new Map(
    memory.series.flatMap(({ name }) => {
      const remembered = rememberedFor(memory, name);
      return remembered ? [[name, remembered] as const] : [];
    })
  );
}

function modelOf(text: string): string {
  try {
    return String(record(JSON.parse(text)).model);
  } catch {
    // Reading it says what is wrong.
    return '';
  }
}

/**
 * Learns from what the panel shows and saves it as a file.
 *
 * @param onRefused is told in one sentence why there is no file
 */
export type Learn = (onRefused?: (reason: string) => void) => void;

/** Null where there is no verdict to learn from. */
export const LearnContext = createContext<Learn | null>(null);

/**
 * Makes a memory of what is usual in the panel's series and hands it to the browser as a file. What was begun ends with the
 * panel, and begins anew when the panel comes to show something else meanwhile.
 *
 * @param request the same object as long as nothing in it changes
 * @returns how to begin, and one sentence where it failed
 */
export function useLearning(
  request: LearningRequest,
  engine: EngineChoice
): { readonly learn: Learn; readonly failed: string | null } {
  const injected = useContext(AnalysisClientContext);
  const [failed, setFailed] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ readonly onRefused?: (reason: string) => void } | null>(null);
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
    const client = injected ?? sharedAnalysisClient(engine);
    client.learn(request, { signal: abort.signal }).then(
      (memory) => end(memory.series.length > 0 ? null : nothingLearnt(), memory),
      (error: unknown) => end(notLearnt(error instanceof Error ? error.message : String(error)))
    );
    return () => abort.abort();
  }, [asked, request, engine, injected]);
  const learn = useCallback<Learn>((onRefused) => setAsked({ onRefused }), []);
  return { learn, failed };
}

function notLearnt(reason: string): string {
  return t('marks.not-learnt', 'The memory could not be exported: {{reason}}', { reason });
}

function nothingLearnt(): string {
  return notLearnt(t('marks.nothing-learnt', 'nothing was learnt from this range. Show a longer one.'));
}
