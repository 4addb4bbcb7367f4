import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import type { ApiContext } from './context.ts';
import fieldOptions from './field-options.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';
import { largestPage } from './page-size.ts';
import { userError } from './user-error.ts';

/** Holds the plugins and the context type; the types of the schema stand in `schema/`. */
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
  plugins: [RelayPlugin, fieldOptions],
  defaultFieldNullability: false,
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    idFieldOptions: { cacheable: true, description: 'Global id, for `node` and for caches.' },
    nodeTypeOptions: { description: 'Anything that can be fetched again by its global id.' },
    nodeQueryOptions: {
      description: 'Fetches one object by its global id; null when there is none.',
      args: { id: { description: 'A global id, as found in a field `id`.' } },
    },
    nodesQueryOptions: {
      description: 'Fetches several objects by their global ids, in their order; at most 100 at once.',
      args: { ids: { description: 'Global ids, as found in fields `id`.' } },
      resolve: (_root, { ids }, _context, _info, resolveNodes) => {
        if (ids.length > largestPage) throw userError(`Ask for at most ${largestPage} ids at once.`);
        return resolveNodes(ids);
      },
    },
    pageInfoTypeOptions: { cacheable: true, description: 'Where a page stands among its neighbours.' },
    hasNextPageFieldOptions: { description: 'Whether anything follows this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether anything stands before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first edge, for `before`.' },
    endCursorFieldOptions: { description: 'Cursor of the last edge, for `after`.' },
    firstArgOptions: { description: 'How many to take from the start, at most 100; 20 if nothing is said.' },
    lastArgOptions: { description: 'How many to take from the end, at most 100; not together with `first`.' },
    afterArgOptions: { description: 'Take only what follows this cursor.' },
    beforeArgOptions: { description: 'Take only what stands before this cursor.' },
    cursorFieldOptions: { description: 'Marks this place; it stays valid while others publish.' },
    nodeFieldOptions: { description: 'What stands at this place.' },
    edgesFieldOptions: { description: 'The places of this page, in order.' },
    pageInfoFieldOptions: { description: 'Where this page stands.' },
  },
});

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({ description: 'What can be changed.' });
