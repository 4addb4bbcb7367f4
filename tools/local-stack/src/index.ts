export { lockDataDirectory } from './data-directory/data-directory.ts';
export { freePort, isPortFree } from './free-port.ts';
export { copyDatabase, databaseUrl, dropDatabase, whyUnreachable } from './postgres/database-admin.ts';
export { type PostgresOptions, type RunningService, startPostgres } from './postgres/postgres.ts';
export { type RedisOptions, startRedis, whyRedisUnreachable } from './redis/redis.ts';
export { ServiceFailure } from './service-failure.ts';
export type { AppDefinition } from './supervisor/app-process.ts';
export { type KeepServiceOptions, keepService } from './supervisor/keep-service.ts';
export { type SupervisedApp, supervise } from './supervisor/supervise.ts';
