/** @jest-environment node */
import { medianDistance } from './medianDistance';
import { pcaAutoencoder } from './pcaAutoencoder';
import { principalComponents } from './principalComponents';
import { telemanomVerdict } from './telemanomVerdict';

describe('distance from the median', () => {
  test('is what a value differs from the middle one', () => {
    expect(Array.from(medianDistance(Float64Array.of(1, 9, 4)))).toEqual([3, 5, 0]);
  });
});

describe('principal components', () => {
  // All windows lie on one line through (1, 1): direction (3, 4) / 5.
  const windows = Float32Array.of(1, 1, 4, 5, -2, -3);

  test('project on the direction in which windows differ most, and draw them from there', () => {
    const components = principalComponents(windows, 3, 2, 1);
    const latents = components.project(windows, 3);
    expect(Array.from(latents, Math.abs)).toEqual([0, 5, 5].map((length) => expect.closeTo(length, 5)));
    expect(Array.from(components.draw(latents, 3))).toEqual(Array.from(windows, (value) => expect.closeTo(value, 5)));
  });

  test('leave out what lies across', () => {
    const components = principalComponents(windows, 3, 2, 1);
    // (1, 1) + 5 · (−4, 3) / 5 lies across the line, so it falls on (1, 1).
    const drawn = components.draw(components.project(Float32Array.of(-3, 4), 1), 1);
    expect(Array.from(drawn)).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
  });

  test('in the network’s place draw windows that sixteen directions can tell apart', async () => {
    const size = 20;
    const some = Float32Array.from({ length: 60 * size }, (_, i) =>
      Math.sin((i % size) * (1 + Math.floor(i / size / 20)))
    );
    const autoencoder = pcaAutoencoder(some, 60, size);
    const drawn = await autoencoder.decode(await autoencoder.encode(some, 60), 60);
    drawn.forEach((value, i) => expect(value).toBeCloseTo(some[i], 4));
  });
});

describe('the verdict on a baseline’s scores', () => {
  test('smooths causally and reports what stands out, widened by the error buffer', () => {
    const scores = Float64Array.from({ length: 400 }, (_, i) => (i >= 200 && i < 206 ? 8 : ((i * 7) % 5) / 10));
    const { smoothed, reported } = telemanomVerdict(scores);
    expect(smoothed[199]).toBeLessThan(0.5);
    expect(smoothed[205]).toBeGreaterThan(4);
    expect(reported).toHaveLength(1);
    expect(reported[0].start).toBeGreaterThanOrEqual(195);
    expect(reported[0].start).toBeLessThanOrEqual(200);
    expect(reported[0].end).toBeLessThanOrEqual(225);
  });
});
