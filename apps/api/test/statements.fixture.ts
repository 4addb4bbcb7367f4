import type { Database } from '@clusterboard/core';

/** Give `watch` to `useApi`: what is then sent to the database stands in `statements`, by its operation. */
export function recordStatements() {
  const statements: string[] = [];
  const watch = (database: Database): Database =>
    database.$extends({
      query: {
        $allOperations: ({ operation, args, query }) => {
          statements.push(operation);
          return query(args);
        },
      },
    }) as Database;
  return { statements, watch };
}

/** Give `watch` to `useApi`; `next` holds back what the next raw statement brings, which others do not feel. */
export function holdStatements() {
  let holding: { readonly reach: () => void; readonly gone: Promise<void> } | null = null;
  const watch = (database: Database): Database =>
    database.$extends({
      query: {
        $queryRaw: async ({ args, query }) => {
          const held = holding;
          holding = null;
          const outcome = query(args);
          await outcome.then(held?.reach, held?.reach);
          await held?.gone;
          return outcome;
        },
      },
    }) as Database;
  const next = () => {
    let letGo: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const reached = new Promise<void>((reach) => {
      holding = { reach, gone };
    });
    return { reached, letGo };
  };
  return { next, watch };
}
