import DataLoader from 'dataloader';

interface Asked<Query> {
  readonly id: string;
  readonly query: Query;
}

/** Loads what is asked for with the same arguments in one statement for all ids. */
export function byArguments<Query, Value>(
  read: (ids: readonly string[], query: Query) => Promise<ReadonlyMap<string, Value>>,
): (id: string, query: Query) => Promise<Value> {
  const textOf = ({ query }: Asked<Query>) => JSON.stringify(query);
  const loader = new DataLoader<Asked<Query>, Value, string>(
    async (asked) => {
      const queries = new Map(asked.map((key) => [textOf(key), key.query]));
      const found = new Map(
        await Promise.all(
          [...queries].map(async ([text, query]) => {
            const ids = asked.filter((key) => textOf(key) === text).map(({ id }) => id);
            return [text, await read(ids, query)] as const;
          }),
        ),
      );
      return asked.map((key) => found.get(textOf(key))?.get(key.id) ?? new Error(`nothing is at ${key.id}`));
    },
    { cacheKeyFn: (key) => `${key.id} ${textOf(key)}` },
  );
  return (id, query) => loader.load({ id, query });
}
