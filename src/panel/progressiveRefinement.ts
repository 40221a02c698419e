import type { AnalysisRequest, AnalysisResult } from '../worker/protocol';
import type { AskOptions } from '../worker/dispatcher';

/** Time that the series of one panel may take together once there is something to look at, milliseconds. */
export const UNHURRIED_MS = 120_000;

export type Ask = (
  within: Pick<AnalysisRequest, 'budgetMs'>,
  options: Pick<AskOptions, 'canWait'>
) => Promise<AnalysisResult>;

/** What is told on the way. */
export interface StepListener {
  /** @param isLast whether it is as good as it gets */
  readonly onResult: (result: AnalysisResult, isLast: boolean) => void;
  /** Why there is none. */
  readonly onFailure: (thrown: unknown) => void;
}

/**
 * Asks for a verdict; where it could only be had in time by larger steps than usual, asks again for one that takes its
 * time. So a busy or a slow machine answers later, but not otherwise.
 *
 * @param hasSomething whether the last verdict still holds for most of what is asked about: then it is shown meanwhile, and
 * one in larger steps would be a step back
 */
export async function judgeProgressively(ask: Ask, hasSomething: boolean, listener: StepListener): Promise<void> {
  try {
    if (!hasSomething) {
      const first = await ask({}, {});
      const isLast = first.widerStride === undefined;
      listener.onResult(first, isLast);
      if (isLast) {
        return;
      }
    }
    listener.onResult(await ask({ budgetMs: UNHURRIED_MS }, { canWait: !hasSomething }), true);
  } catch (thrown) {
    listener.onFailure(thrown);
  }
}
