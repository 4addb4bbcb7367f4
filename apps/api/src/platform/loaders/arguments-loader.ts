import DataLoader from 'dataloader';

interface Request<Key, Query> {
  readonly key: Key;
  readonly query: Query;
}

/**
 * Loads values by key and arguments: one statement for all keys with the same arguments.
 *
 * @param read returns a value for each key, by name
 * @param nameOf a unique text for each key
 */
export function byArguments<Query, Value, Key = string>(
  read: (keys: readonly Key[], query: Query) => Promise<ReadonlyMap<string, Value>>,
  nameOf: (key: Key) => string = String,
): (key: Key, query: Query) => Promise<Value> {
  const textOf = ({ query }: Request<Key, Query>) => JSON.stringify(query);
  const loader = new DataLoader<Request<Key, Query>, Value, string>(
    async (requests) => {
      const queries = new Map(requests.map((each) => [textOf(each), each.query]));
      const found = new Map(
        await Promise.all(
          [...queries].map(async ([text, query]) => {
            const keys = requests.filter((each) => textOf(each) === text).map(({ key }) => key);
            return [text, await read(keys, query)] as const;
          }),
        ),
      );
      return requests.map((each) => {
        const name = nameOf(each.key);
        return found.get(textOf(each))?.get(name) ?? new Error(`no value for ${name}`);
      });
    },
    { cacheKeyFn: (each) => `${nameOf(each.key)} ${textOf(each)}` },
  );
  return (key, query) => loader.load({ key, query });
}
