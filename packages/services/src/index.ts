export { lockDataDirectory } from './data-directory.ts';
export { copyDatabase, databaseUrl, dropDatabase, whyUnreachable } from './database-admin.ts';
export { freePort, isPortFree } from './free-port.ts';
export { type PostgresOptions, type RunningService, startPostgres } from './postgres.ts';
export { type RedisOptions, startRedis } from './redis.ts';
export { ServiceFailure } from './service-failure.ts';
