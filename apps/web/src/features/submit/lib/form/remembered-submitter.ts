const key = 'clusterboard.submittedBy';

/** The name that was last submitted under in this browser; '' where storage is empty or blocked. */
export function rememberedSubmitter(): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

/** Keeps the name for the next visit, where the browser allows it. */
export function rememberSubmitter(name: string): void {
  try {
    localStorage.setItem(key, name);
  } catch {
    // Private windows may refuse to store; the name is then typed again.
  }
}
