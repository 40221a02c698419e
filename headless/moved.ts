/** The distinct buffers of the typed arrays among the objects' properties, for transfer to another thread. */
export function buffersOf(...objects: readonly object[]): ArrayBuffer[] {
  const arrays = objects.flatMap((one) => Object.values(one) as unknown[]).filter((one) => ArrayBuffer.isView(one));
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
