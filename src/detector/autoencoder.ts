/**
 * The one seam between the detector and whatever runs the network.
 *
 * A window is `windowSize` consecutive scaled values of one series; a latent is the encoder's summary of one window.
 * Both are passed as flat, row-major arrays so that they cross to WebGL, WebAssembly or a plain test function alike.
 */
export interface Autoencoder {
  /** Points in a window. */
  readonly windowSize: number;
  /** Numbers in a latent. Euclidean distance between latents is the network's notion of alike. */
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
