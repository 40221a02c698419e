import type { AnalysisRequest, AnalysisResult } from '../worker/protocol';
import type { AskOptions } from '../worker/client';

/** Time budget of a panel for a verdict in usual steps, milliseconds. */
const REFINEMENT_BUDGET_MS = 120_000;

export type Ask = (
  within: Pick<AnalysisRequest, 'budgetMs'>,
  options: Pick<AskOptions, 'canWait'>
) => Promise<AnalysisResult>;

interface StepListener {
  /** @param isLast whether no better result will follow */
  readonly onResult: (result: AnalysisResult, isLast: boolean) => void;
  readonly onFailure: (thrown: unknown) => void;
}

/**
 * Requests a verdict. If the time budget forces larger steps than usual, requests another one with a longer budget. So
 * slow machines answer later, but with the same verdict.
 *
 * @param hasSomething whether a stale verdict covers most points; if so, skips the coarse verdict
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
    listener.onResult(await ask({ budgetMs: REFINEMENT_BUDGET_MS }, { canWait: !hasSomething }), true);
  } catch (thrown) {
    listener.onFailure(thrown);
  }
}
