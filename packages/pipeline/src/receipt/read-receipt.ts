import { failure, problem, type Result, success } from '@clusterboard/problems';
import { type Receipt, receiptHash, receiptSchema } from './receipt.ts';

export interface ReadReceipt {
  readonly receipt: Receipt;
  /** Of what was read; another one than `receipt.sha256` when something was changed. */
  readonly actualSha256: string;
}

const unreadable = (file: string, reason: string) => failure(problem('RECEIPT_UNREADABLE', { file, reason }));

/** Reads the text of a receipt from `file`. Fails with RECEIPT_UNREADABLE. */
export function readReceipt(file: string, text: string): Result<ReadReceipt> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable(file, 'it is not JSON');
  }
  if (typeof json !== 'object' || json === null || !('format' in json)) {
    return unreadable(file, 'it does not say that it is one');
  }
  if ('version' in json && json.version !== 1 && json.version !== 2) {
    return unreadable(file, `it has version ${String(json.version)}, and versions 1 and 2 are known here`);
  }
  const parsed = receiptSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return unreadable(file, `${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'invalid'}`);
  }
  return success({ receipt: parsed.data, actualSha256: receiptHash(json) });
}
