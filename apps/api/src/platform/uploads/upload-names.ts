import { randomBytes } from 'node:crypto';

/** Unguessable, and safe as the name of a file. */
export const newUploadId = (): string => randomBytes(16).toString('hex');

export const isUploadId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);

/** Last path segment of a client's file name, short and printable; `model.onnx` if nothing is left. */
export function safeFileName(given: string | null | undefined): string {
  const last = (given ?? '').toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const printable = last.replace(/[\p{Cc}\p{Cf}]/gu, '').trim();
  return [...printable].slice(0, 120).join('') || 'model.onnx';
}
