import DataLoader from 'dataloader';

/** Loads rows by key; all keys that are requested in one turn go into one statement. */
export interface RowLoader<Value> {
  /** null if no row has the key. */
  load(key: string): Promise<Value | null>;
  /** @throws Error if no row has the key, which a foreign key rules out */
  loadOrThrow(key: string): Promise<Value>;
}

/** At most one row for each key. */
export const rowLoader = <Row>(
  find: (keys: string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): RowLoader<Row> => parsedRowLoader(find, keyOf, (row) => row);

/** Parses the row of each key once, however often it is loaded. A row that cannot be parsed fails alone. */
export function parsedRowLoader<Row, Value>(
  find: (keys: string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
  parse: (row: Row) => Value,
): RowLoader<Value> {
  const loader = new DataLoader<string, Value | null>(async (keys) => {
    const rows = await find([...keys]);
    const values = new Map(rows.map((row) => [keyOf(row), valueOrError(() => parse(row))]));
    return keys.map((key) => values.get(key) ?? null);
  });
  return {
    load: (key) => loader.load(key),
    async loadOrThrow(key) {
      const value = await loader.load(key);
      if (value === null) throw new Error(`no row has the key ${key}`);
      return value;
    },
  };
}

function valueOrError<Value>(read: () => Value): Value | Error {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
