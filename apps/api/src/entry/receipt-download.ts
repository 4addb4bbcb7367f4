import { type Database, receiptOf } from '@clusterboard/core';
import type { RequestHandler } from 'express';

/** The receipt of a ranked entry, as a document to keep. */
export const receipts =
  (database: Database): RequestHandler<{ id: string }> =>
  async (request, response) => {
    const { id } = request.params;
    // Postgres has no NUL in its texts and refuses to compare with one.
    const receipt = id.includes('\0') ? null : await receiptOf(database, id);
    if (receipt === null) {
      response.status(404).json({ message: `There is no receipt of an entry “${id.slice(0, 80)}”.` });
      return;
    }
    // A new evaluation of the same entry has a receipt of its own.
    response.setHeader('Cache-Control', 'no-cache');
    response.type('json').send(`${JSON.stringify(receipt, null, 2)}\n`);
  };
