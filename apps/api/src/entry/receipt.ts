import { builder } from '../platform/builder.ts';

export interface EntryReceipt {
  readonly submissionId: string;
  readonly sha256: string;
}

export const ReceiptType = builder.objectRef<EntryReceipt>('Receipt');

builder.objectType(ReceiptType, {
  description:
    'Everything needed to reproduce an entry’s scores: hashes of every step, seeds, versions and scores. Check it with `clusterboard verify`.',
  fields: (t) => ({
    sha256: t.exposeString('sha256', {
      description: 'SHA-256 of the receipt’s canonical JSON (RFC 8785) without this field.',
    }),
    url: t.string({
      description: 'URL path of the receipt, relative to this API.',
      resolve: ({ submissionId }) => `/entries/${encodeURIComponent(submissionId)}/receipt.json`,
    }),
  }),
});
