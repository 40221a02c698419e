/**
 * The interface between the detector and the engine that runs the network.
 *
 * A window is `windowSize` consecutive scaled values of one series. A latent is the encoder's summary of one window. Both
 * are flat, row-major arrays, which suit WebGL, WebAssembly and plain test functions alike.
 */
export interface Autoencoder {
  /** Points in a window. */
  readonly windowSize: number;
  /** Numbers in a latent. The Euclidean distance of latents measures how similar windows are. */
  readonly latentSize: number;
  /**
   * @param windows scaled values, shape [count, windowSize], oldest point first
   * @param count number of windows
   * @returns latents, shape [count, latentSize]
   */
  encode(windows: Float32Array, count: number): Promise<Float32Array>;
  /**
   * @param latents shape [count, latentSize]
   * @param count number of latents
   * @returns scaled values, shape [count, windowSize], oldest point first
   */
  decode(latents: Float32Array, count: number): Promise<Float32Array>;
}
