export type { AppDefinition } from './app-process.ts';
export { lockDataDirectory } from './data-directory.ts';
export { copyDatabase, databaseUrl, dropDatabase, whyUnreachable } from './database-admin.ts';
export { freePort, isPortFree } from './free-port.ts';
export { type PostgresOptions, type RunningService, startPostgres } from './postgres.ts';
export { type RedisOptions, startRedis } from './redis.ts';
export { whyRedisUnreachable } from './redis-client.ts';
export { ServiceFailure } from './service-failure.ts';
export { type SupervisedApp, supervise } from './supervise.ts';
