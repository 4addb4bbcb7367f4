/** Types that `node` can fetch. */
const nodeTypes = ['Benchmark', 'Dataset', 'LeaderboardEntry', 'Submission'] as const;
export type NodeType = (typeof nodeTypes)[number];

export const encodeGlobalId = (typename: string, id: string | number | bigint): string =>
  Buffer.from(`${typename}:${id}`, 'utf8').toString('base64url');

function parseGlobalId(globalId: string): { typename: NodeType; id: string } | null {
  const text = Buffer.from(globalId, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  const typename = nodeTypes.find((type) => type === text.slice(0, Math.max(colon, 0)));
  const id = text.slice(colon + 1);
  return typename === undefined || id === '' ? null : { typename, id };
}

/** Nothing has this ID: texts in Postgres have no NUL. */
const nothing = { typename: 'Submission', id: '\0' } as const;

/** A text that is no global ID of this API decodes to an ID that nothing has. */
export const decodeGlobalId = (globalId: string): { typename: NodeType; id: string } =>
  parseGlobalId(globalId) ?? nothing;

/** The ID from a URL as it is, or the one inside a global ID of the given types. */
export function rawId(id: string, ...types: readonly NodeType[]): string {
  const parsed = parseGlobalId(id);
  return parsed !== null && types.includes(parsed.typename) ? parsed.id : id;
}
