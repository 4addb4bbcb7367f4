import { requireSeal } from '@clusterboard/artifacts';
import { type Database, receiptOf } from '@clusterboard/core';
import type { RequestHandler } from 'express';
import { builder } from '../platform/builder.ts';
import { isPostgresText } from '../platform/postgres-text.ts';

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

/**
 * Serves the receipt of a ranked entry as JSON.
 *
 * @throws PlatformFault STORED_BYTES_DAMAGED
 */
export const receipts =
  (database: Database): RequestHandler<{ id: string }> =>
  async (request, response) => {
    const { id } = request.params;
    const receipt = isPostgresText(id) ? await receiptOf(database, id) : null;
    if (receipt === null) {
      response.status(404).json({ message: `There is no receipt of an entry “${id.slice(0, 80)}”.` });
      return;
    }
    requireSeal('The stored receipt', receipt);
    // Each evaluation of an entry has its own receipt.
    response.setHeader('Cache-Control', 'no-cache');
    response.type('json').send(`${JSON.stringify(receipt, null, 2)}\n`);
  };
