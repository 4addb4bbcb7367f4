import type { SubmitValues } from '../form/submit-values.ts';

const storageKey = 'clusterboard.submissionKey';

interface Pending {
  readonly key: string;
  /** What is submitted under it. */
  readonly content: string;
}

const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

function stored(): Partial<Pending> {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '{}') as Partial<Pending>;
  } catch {
    return {};
  }
}

/**
 * The idempotency key of a submission. Until it is answered, the same file and values have the same key in this
 * tab, even after the page was reloaded and the file uploaded again.
 */
export function submissionKey(
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
  values: SubmitValues,
): string {
  const content = JSON.stringify([file.name, file.size, file.lastModified, values]);
  const pending = stored();
  if (pending.content === content && pending.key) return pending.key;
  const next: Pending = { key: newKey(), content };
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(next));
  } catch {
    // Without storage only the upload tells that a request is the same.
  }
  return next.key;
}

/** Forgets the key once there is an answer. */
export function forgetSubmissionKey(): void {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // Nothing was stored either.
  }
}
