import type { Database } from '@clusterboard/core';

/** Pass `watch` to `useApi`; `statements` then records the operation of each database statement. */
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

/** Pass `watch` to `useApi`; `next` delays the result of the next raw statement only. */
export function holdStatements() {
  let holding: { readonly reach: () => void; readonly released: Promise<void> } | null = null;
  const watch = (database: Database): Database =>
    database.$extends({
      query: {
        $queryRaw: async ({ args, query }) => {
          const held = holding;
          holding = null;
          const outcome = query(args);
          await outcome.then(held?.reach, held?.reach);
          await held?.released;
          return outcome;
        },
      },
    }) as Database;
  const next = () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const reached = new Promise<void>((reach) => {
      holding = { reach, released };
    });
    return { reached, release };
  };
  return { next, watch };
}
