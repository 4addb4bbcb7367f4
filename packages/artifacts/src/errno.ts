/** The code of a system error (`ENOENT`), of zlib (`Z_BUF_ERROR`) or of anything else that has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const diskFullCodes = ['ENOSPC', 'EDQUOT'];

/** Whether the system refused a write for lack of space or quota. */
export const isDiskFull = (error: unknown): boolean => diskFullCodes.includes(errorCode(error) ?? '');

/** {@link isDiskFull} for the text of an error that another process reported. */
export const mentionsDiskFull = (text: string): boolean => /\b(ENOSPC|EDQUOT)\b/.test(text);

export const isMissing = (error: unknown): boolean => errorCode(error) === 'ENOENT';
