import { randomBytes } from 'node:crypto';

/** Unguessable, and safe as the name of a file. */
export const newUploadId = (): string => randomBytes(16).toString('hex');

export const isUploadId = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);
