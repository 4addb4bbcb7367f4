import { readFile } from 'node:fs/promises';
import { useDirectory } from '@clusterboard/testkit';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { receiptJsonSchema } from './json-schema.ts';
import { digitsReceipt } from './receipt-fixture.ts';

const directory = useDirectory();

it('is printed in docs/receipt.schema.json (npm run schema:print -w @clusterboard/pipeline)', async () => {
  const committed = await readFile(new URL('../../../../docs/receipt.schema.json', import.meta.url), 'utf8');
  expect(committed).toBe(receiptJsonSchema());
});

it('takes a receipt, and nothing that is none', async () => {
  const schema = z.fromJSONSchema(JSON.parse(receiptJsonSchema()));
  const receipt = await digitsReceipt(directory.path);
  expect(schema.safeParse(receipt).error).toBeUndefined();
  for (const change of [{ sha256: 'x' }, { runs: [] }, { more: 1 }, { version: 3 }]) {
    expect(schema.safeParse({ ...receipt, ...change }).success).toBe(false);
  }
});
