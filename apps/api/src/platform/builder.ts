import SchemaBuilder from '@pothos/core';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ValidationPlugin from '@pothos/plugin-validation';
import { z } from 'zod';
import type { ApiContext } from './context.ts';
import fieldOptions from './field-options.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';
import { maxPageSize, pageSizeOf } from './pagination.ts';
import { userError } from './user-error.ts';

/** Plugins and context type of the schema; its types are in the districts. */
export const builder = new SchemaBuilder<{
  Context: ApiContext;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    Long: { Input: number; Output: number | bigint };
  };
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
}>({
  plugins: [ErrorsPlugin, RelayPlugin, DataloaderPlugin, ValidationPlugin, fieldOptions],
  defaultFieldNullability: false,
  validation: { validationError: ({ issues }) => userError(issues[0]?.message ?? 'Invalid arguments.') },
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    idFieldOptions: { cacheable: true, description: 'Global id, for `node` and client caches.' },
    nodeTypeOptions: { description: 'An object that can be refetched by its global id.' },
    nodeQueryOptions: {
      description: 'One object by global id; null if it does not exist.',
      args: { id: { description: 'A global id, from a field `id`.' } },
    },
    nodesQueryOptions: {
      description: 'Objects by global id, in the given order; at most 100.',
      args: {
        ids: {
          description: 'Global ids, from fields `id`.',
          validate: z.array(z.unknown()).max(maxPageSize, `Request at most ${maxPageSize} ids.`),
        },
      },
    },
    pageInfoTypeOptions: { cacheable: true, description: 'Information about a page of a connection.' },
    hasNextPageFieldOptions: { description: 'Whether there is a next page.' },
    hasPreviousPageFieldOptions: { description: 'Whether there is a previous page.' },
    startCursorFieldOptions: { description: 'Cursor of the first edge; pass it as `before`.' },
    endCursorFieldOptions: { description: 'Cursor of the last edge; pass it as `after`.' },
    firstArgOptions: {
      description: 'Number of items from the start; at most 100, default 20.',
      validate: pageSizeOf('entries'),
    },
    lastArgOptions: {
      description: 'Number of items from the end; at most 100. Cannot be combined with `first`.',
      validate: pageSizeOf('entries'),
    },
    afterArgOptions: { description: 'Return items after this cursor.' },
    beforeArgOptions: { description: 'Return items before this cursor.' },
    cursorFieldOptions: {
      description: 'Cursor of this edge; it stays valid when other entries are published.',
    },
    nodeFieldOptions: { description: 'The item.' },
    edgesFieldOptions: { description: 'The edges of this page, in order.' },
    pageInfoFieldOptions: { description: 'Pagination information.' },
  },
});

builder.queryType({ description: 'Queries.' });
builder.mutationType({ description: 'Mutations.' });
