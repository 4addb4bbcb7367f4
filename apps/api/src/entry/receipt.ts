import { builder } from '../platform/builder.ts';

export interface EntryReceipt {
  readonly submissionId: string;
  readonly sha256: string;
}

export const ReceiptType = builder.objectRef<EntryReceipt>('Receipt');

builder.objectType(ReceiptType, {
  description:
    'All that is needed to get an entry’s scores again: hashes of every step, seeds, versions and scores. `clusterboard verify` reads it.',
  fields: (t) => ({
    sha256: t.exposeString('sha256', {
      description: 'SHA-256 of the rest of its canonical JSON (RFC 8785).',
    }),
    url: t.string({
      description: 'Path of the document, on the origin of this API.',
      resolve: ({ submissionId }) => `/entries/${encodeURIComponent(submissionId)}/receipt.json`,
    }),
  }),
});
