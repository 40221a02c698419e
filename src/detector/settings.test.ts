/** @jest-environment node */
import { DEFAULT_DETECTOR_SETTINGS, DETECTOR_BOUNDS, TELEMANOM_THRESHOLD } from './settings';

describe('the settings', () => {
  it('have defaults within their bounds', () => {
    for (const bounds of Object.values(DETECTOR_BOUNDS)) {
      expect(bounds.default).toBeGreaterThanOrEqual(bounds.min);
      expect(bounds.default).toBeLessThanOrEqual(bounds.max);
    }
    expect(DEFAULT_DETECTOR_SETTINGS.method).toBeUndefined();
  });

  it('hold telemanom’s published configuration', () => {
    // khundman/telemanom, config.yaml: batch_size 70, window_size 30, l_s 250; sequences and guards from errors.py.
    expect(TELEMANOM_THRESHOLD).toEqual({
      errorWindow: { batchSize: 70, batches: 30, warmUp: 250 },
      maxSequences: 5,
      inversePass: true,
      relativeGuard: 0.05,
      absoluteGuard: 0.05,
      leastDeviation: 0,
      severity: 'distance',
      passes: 1,
      localNoise: 0,
      joinWithin: 0,
    });
  });
});
