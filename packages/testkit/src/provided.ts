import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Administrative address of the Postgres of this run; its `template` database is migrated. */
    postgresUrl: string;
    redisUrl: string;
  }
}

export const templateDatabase = 'template';
