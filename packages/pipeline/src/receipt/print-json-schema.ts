import { writeFile } from 'node:fs/promises';
import { receiptJsonSchema } from './json-schema.ts';

await writeFile(new URL('../../../../docs/receipt.schema.json', import.meta.url), receiptJsonSchema());
