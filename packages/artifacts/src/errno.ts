/** The code of a system error (`ENOENT`), of zlib (`Z_BUF_ERROR`) or of anything else that has one. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
