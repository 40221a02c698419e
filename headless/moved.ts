/** The memory behind the typed arrays among the properties of some objects, each once: what moves to another thread with them. */
export function buffersOf(...objects: readonly object[]): ArrayBuffer[] {
  const arrays = objects.flatMap((one) => Object.values(one) as unknown[]).filter((one) => ArrayBuffer.isView(one));
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))];
}
