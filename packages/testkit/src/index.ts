export { templateDatabase } from './provided.ts';
export { useDatabase } from './use-database.ts';
export { useDirectory } from './use-directory.ts';
export { useRedis } from './use-redis.ts';
