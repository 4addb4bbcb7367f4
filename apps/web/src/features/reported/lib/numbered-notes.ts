/** The distinct texts in the order of their first use, and the number from 1 that each is quoted by. */
export function numberedNotes(texts: readonly string[]): {
  readonly notes: readonly string[];
  readonly numberOf: (text: string) => number;
} {
  const notes = [...new Set(texts)];
  return { notes, numberOf: (text) => notes.indexOf(text) + 1 };
}
