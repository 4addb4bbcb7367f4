import { type BoardPage, type BoardQuery, type Database, leaderboardPages } from '@clusterboard/database';
import DataLoader from 'dataloader';

interface BoardKey {
  readonly benchmarkId: string;
  readonly query: BoardQuery;
}

/** Boards that are asked for with the same arguments are read in one statement. */
export function createBoardLoader(database: Database): (key: BoardKey) => Promise<BoardPage> {
  const textOf = ({ query }: BoardKey) => JSON.stringify(query);
  const loader = new DataLoader<BoardKey, BoardPage, string>(
    async (keys) => {
      const queries = new Map(keys.map((key) => [textOf(key), key.query]));
      const pages = new Map(
        await Promise.all(
          [...queries].map(async ([text, query]) => {
            const ids = keys.filter((key) => textOf(key) === text).map(({ benchmarkId }) => benchmarkId);
            return [text, await leaderboardPages(database, ids, query)] as const;
          }),
        ),
      );
      return keys.map(
        (key) => pages.get(textOf(key))?.get(key.benchmarkId) ?? new Error(`no board ${key.benchmarkId}`),
      );
    },
    { cacheKeyFn: (key) => `${key.benchmarkId} ${textOf(key)}` },
  );
  return (key) => loader.load(key);
}
