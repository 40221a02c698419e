import type { Detection } from '../../detector/detection';

/** A verdict on no point. */
export function detectionOf(part: Partial<Detection>): Detection {
  return {
    windowSize: 64,
    reconstruction: new Float64Array(),
    error: new Float64Array(),
    smoothedError: new Float64Array(),
    score: new Float64Array(),
    threshold: new Float64Array(),
    certainty: new Uint8Array(),
    sequences: [],
    changePoints: [],
    suppressed: [],
    usedLabels: [],
    ...part,
  };
}
