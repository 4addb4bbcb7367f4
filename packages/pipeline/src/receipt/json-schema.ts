import { z } from 'zod';
import { receiptSchema } from './receipt.ts';

/** The JSON Schema (draft 2020-12) of receipts as text; docs/receipt.schema.json is its print. */
export function receiptJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(receiptSchema, { target: 'draft-2020-12' });
  return `${JSON.stringify({ $schema, title: 'Clusterboard receipt', ...rest }, null, 2)}\n`;
}
