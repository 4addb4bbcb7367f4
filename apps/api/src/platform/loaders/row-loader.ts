import DataLoader from 'dataloader';

/** Loads what belongs to a key; all keys asked for in one turn go into one statement. */
export interface KeyedLoader<Value> {
  /** null when nothing belongs to the key. */
  load(key: string): Promise<Value | null>;
  /** @throws Error when nothing belongs to the key, which a foreign key rules out */
  must(key: string): Promise<Value>;
}

function keyed<Value>(
  name: string,
  batch: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value | Error>>,
): KeyedLoader<Value> {
  const loader = new DataLoader<string, Value | null>(async (keys) => {
    const values = await batch(keys);
    return keys.map((key) => values.get(key) ?? null);
  });
  return {
    // Postgres has no NUL in its texts and refuses to compare with one.
    load: async (key) => (key.includes('\0') ? null : loader.load(key)),
    async must(key) {
      const value = await loader.load(key);
      if (value === null) throw new Error(`there is no ${name} ${key}`);
      return value;
    },
  };
}

/** At most one row for each key. */
export const oneRow = <Row>(
  name: string,
  find: (keys: string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): KeyedLoader<Row> => oneReading(name, find, keyOf, (row) => row);

/** What `read` makes of the row of each key, once however often it is asked for; a row that it throws at fails alone. */
export const oneReading = <Row, Value>(
  name: string,
  find: (keys: string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
  read: (row: Row) => Value,
): KeyedLoader<Value> =>
  keyed(name, async (keys) => {
    const rows = await find([...keys]);
    return new Map(rows.map((row) => [keyOf(row), valueOrError(() => read(row))]));
  });

function valueOrError<Value>(read: () => Value): Value | Error {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Any number of rows for each key, in the order that `find` gives them. */
export const manyRows = <Row>(
  name: string,
  find: (keys: string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): KeyedLoader<Row[]> =>
  keyed(name, async (keys) => {
    const groups = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (const row of await find([...keys])) groups.get(keyOf(row))?.push(row);
    return groups;
  });
