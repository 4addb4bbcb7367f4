export { flipBit } from './flip-bit.ts';
export { templateDatabase } from './provided.ts';
export { useDatabase } from './use-database.ts';
export { useDirectory } from './use-directory.ts';
export { useOwnPostgres } from './use-own-postgres.ts';
export { useRedis } from './use-redis.ts';
export { useSmallFileSystem } from './use-small-file-system.ts';
