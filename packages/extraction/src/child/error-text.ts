const memoryTexts =
  /bad_alloc|bad allocation|failed to allocate|out of memory|cannot allocate|allocation failed/i;

/** How onnxruntime, libstdc++ and V8 say that an allocation failed. */
export const tellsOfMemory = (text: string): boolean => memoryTexts.test(text);

/** The text of whatever was thrown, short enough for a message. */
export const errorText = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 900);
