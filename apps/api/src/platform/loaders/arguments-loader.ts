import DataLoader from 'dataloader';

interface Asked<Key, Query> {
  readonly key: Key;
  readonly query: Query;
}

/**
 * Loads what is asked for with the same arguments in one statement for all keys.
 *
 * @param read gives a value for each key, by its name
 * @param nameOf another text for each key
 */
export function byArguments<Query, Value, Key = string>(
  read: (keys: readonly Key[], query: Query) => Promise<ReadonlyMap<string, Value>>,
  nameOf: (key: Key) => string = String,
): (key: Key, query: Query) => Promise<Value> {
  const textOf = ({ query }: Asked<Key, Query>) => JSON.stringify(query);
  const loader = new DataLoader<Asked<Key, Query>, Value, string>(
    async (asked) => {
      const queries = new Map(asked.map((each) => [textOf(each), each.query]));
      const found = new Map(
        await Promise.all(
          [...queries].map(async ([text, query]) => {
            const keys = asked.filter((each) => textOf(each) === text).map(({ key }) => key);
            return [text, await read(keys, query)] as const;
          }),
        ),
      );
      return asked.map((each) => {
        const name = nameOf(each.key);
        return found.get(textOf(each))?.get(name) ?? new Error(`nothing is at ${name}`);
      });
    },
    { cacheKeyFn: (each) => `${nameOf(each.key)} ${textOf(each)}` },
  );
  return (key, query) => loader.load({ key, query });
}
