import type { ModelInspection } from '../inspection.ts';

/** Characters of all names together that an inspection may hold: it is stored, and sent to pages. */
const maxCharacters = 256 * 1024;

/** Control characters, and those that reverse the text after them. */
const misleading = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
const invisible = /^[\p{C}\p{Z}\p{M}]+$/u;

function* namesOf({ producer, opsets, inputs, outputs, operators, externalTensors }: ModelInspection) {
  yield producer.name;
  yield producer.version;
  for (const { domain } of opsets) yield domain;
  for (const { domain, name } of operators) {
    yield domain;
    yield name;
  }
  for (const { name, shape } of [...inputs, ...outputs]) {
    yield name;
    for (const dimension of shape ?? []) if (typeof dimension === 'string') yield dimension;
  }
  yield* externalTensors;
}

/** Why the names of a model cannot be kept and shown, as part of a sentence; null where they can. */
export function refusedNames(inspection: ModelInspection): string | null {
  let characters = 0;
  for (const name of namesOf(inspection)) {
    characters += name.length;
    if (characters > maxCharacters) return 'its names are longer than 256 KiB together';
    if (misleading.test(name)) return 'a name in it has control characters';
    if (invisible.test(name)) return 'a name in it is invisible';
  }
  return null;
}
