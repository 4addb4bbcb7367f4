import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { expressMiddleware } from '@as-integrations/express5';
import { openObjectStore, type ReadSpace } from '@clusterboard/artifacts';
import { type Database, fillNameSkeletons, listenForChanges, watchCatalogue } from '@clusterboard/core';
import { skeleton } from '@clusterboard/onnx/name-likeness';
import express from 'express';
import type { Logger } from 'pino';
import { boardExports } from '../board/exports/board-exports.ts';
import { testImages } from '../catalogue/dataset-image-files.ts';
import { samples } from '../catalogue/samples.ts';
import { benchmarkCitation, entryCitation } from '../entry/downloads/citations.ts';
import { featureDownloads } from '../entry/downloads/feature-downloads.ts';
import { receipts } from '../entry/receipt.ts';
import { createFindFeatures } from '../entry/views/features.ts';
import { boundNeighbours, createNeighbours } from '../entry/views/neighbours.ts';
import { createRetrySubmission } from '../submission/cancel-retry.ts';
import { createSubmitModel } from '../submission/submit-model.ts';
import type { ApiContext } from './context.ts';
import { maskFaults } from './fault-masking.ts';
import { errors, maxBodyBytes, notFound } from './http/errors.ts';
import { eventStream } from './http/event-stream.ts';
import { graphqlPage } from './http/graphql-page.ts';
import { health } from './http/health.ts';
import { listen } from './http/listen.ts';
import { currentRequest, requestScope } from './http/request-scope.ts';
import { refuseStrangeHosts } from './http/site-origin.ts';
import { createModelsClosed } from './limits/models-closed.ts';
import { boundQueries, maxQueryTokens, refuseSubscriptions } from './limits/query-bounds.ts';
import { openSubmitters } from './limits/submitters.ts';
import { refuseInvalidSubscriptions } from './limits/validate-safely.ts';
import { createLoaders } from './loaders/loaders.ts';
import { cacheControl } from './response-cache/cache-control.ts';
import { createResponseCache } from './response-cache/response-cache.ts';
import { schema } from './schema.ts';
import { createReadEstimates } from './status/read-estimates.ts';
import { createReadStatus } from './status/read-status.ts';
import { UploadFileStore } from './uploads/file-store.ts';
import { keepRemovingExpired } from './uploads/remove-expired.ts';
import { UploadRoom } from './uploads/upload-room.ts';
import { createUploadHandler } from './uploads/upload-server.ts';
import { openUploads } from './uploads/uploads.ts';

export interface ApiOptions {
  readonly database: Database;
  /** The same database, for a connection that hears of changes. */
  readonly databaseUrl: string;
  /** Absolute; holds `uploads/`, `objects/` and `datasets/`. */
  readonly dataDir: string;
  readonly maxUploadBytes: number;
  /** Origin of the site; where it is undefined, our web server says it with each request. */
  readonly siteUrl?: string | undefined;
  /** Submissions of one client that may wait or run at once. */
  readonly submissionsPerClient: number;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly log: Logger;
  /** Room on the volume of `dataDir`; asked of the system where nothing is given. */
  readonly readSpace?: ReadSpace;
}

export interface RunningApi {
  readonly port: number;
  /** Breaks streams at once and lets requests under way finish for a moment; an upload that is cut can be resumed. */
  stop(): Promise<void>;
}

/** Milliseconds for requests under way when the server stops. */
const stopGraceMs = 1500;

/** @throws ListenFailure when the port is unavailable */
export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const { database, dataDir, maxUploadBytes, siteUrl, log } = options;
  const uploadDirectory = join(dataDir, 'uploads');
  await mkdir(uploadDirectory, { recursive: true });
  await mkdir(join(dataDir, 'objects'), { recursive: true });
  const uploadRoom = new UploadRoom(uploadDirectory, maxUploadBytes, options.readSpace);
  const uploadStore = new UploadFileStore(uploadDirectory, uploadRoom);
  const uploads = await openUploads(uploadDirectory, uploadStore);
  const objects = openObjectStore(join(dataDir, 'objects'));
  const neighbours = createNeighbours(database, objects);
  const findFeatures = createFindFeatures(objects);
  const changes = await listenForChanges(options.databaseUrl, (error) =>
    log.warn({ err: error }, 'notification connection lost, reconnecting'),
  );
  const catalogue = watchCatalogue(options.databaseUrl, (error) =>
    log.warn({ err: error }, 'catalogue version connection lost, reconnecting'),
  );
  const stopping = new AbortController();
  const readStatus = createReadStatus({ database, changes, log }, uploadRoom, stopping.signal);
  const modelsClosed = createModelsClosed(readStatus);
  const submitModel = createSubmitModel({ database, objects, uploads, modelsClosed });
  const retrySubmission = createRetrySubmission(database, objects);
  const submitterOf = await openSubmitters(dataDir, options.submissionsPerClient);

  const readEstimates = createReadEstimates(database, readStatus);
  const createContext = (signal: AbortSignal): ApiContext => {
    const { id, log: requestLog, client } = currentRequest();
    return {
      requestId: id,
      submitter: submitterOf(client),
      log: requestLog,
      database,
      changes,
      signal,
      loaders: createLoaders(database),
      submitModel,
      modelsClosed,
      retrySubmission,
      findNeighbours: boundNeighbours(neighbours),
      findFeatures,
      maxUploadBytes,
      readStatus,
      readEstimates,
    };
  };

  // Our web server says who asks and for which site.
  const app = express().disable('x-powered-by').set('trust proxy', 'loopback');
  const server = createServer(
    {
      // A large upload over a slow line takes longer than any fixed time; an idle socket is closed below.
      requestTimeout: 0,
      // Longer than the proxy's, so that it never sends into a connection that is just being closed.
      keepAliveTimeout: 75_000,
    },
    app,
  );
  server.timeout = 120_000;

  const apollo = new ApolloServer<ApiContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: maxQueryTokens },
    formatError: maskFaults,
    logger: log,
    plugins: [
      refuseSubscriptions,
      boundQueries,
      cacheControl,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer: server, stopGracePeriodMillis: stopGraceMs }),
    ],
  });
  await apollo.start();

  app.use(requestScope(log), refuseStrangeHosts);
  app.get('/health', health(database, readStatus));
  app.get('/datasets/:slug/samples.png', samples(database, join(dataDir, 'datasets')));
  app.get('/datasets/:slug/:version/test/:file', testImages(database, join(dataDir, 'datasets')));
  app.get('/entries/:id/receipt.json', receipts(database));
  app.get('/entries/:id/features/:file', featureDownloads(database, objects));
  app.get('/entries/:id/cite.bib', entryCitation(database, siteUrl));
  app.get('/benchmarks/:id/cite.bib', benchmarkCitation(database, siteUrl));
  app.get('/benchmarks/:slug/leaderboard.:format', boardExports(database));
  const handleUpload = createUploadHandler(uploadStore, maxUploadBytes);
  app.all('/uploads{/:id}', (request, response) => handleUpload(request, response));
  app.use('/graphql', graphqlPage(siteUrl), express.json({ limit: maxBodyBytes }));
  app.all('/graphql/stream', eventStream({ schema, createContext, stopping: stopping.signal }));
  const responseCache = createResponseCache(catalogue);
  app.use(
    '/graphql',
    responseCache.handler,
    refuseInvalidSubscriptions(schema),
    expressMiddleware(apollo, {
      context: async ({ res }) => ({
        ...createContext(stopping.signal),
        stopSharing: () => responseCache.stopSharing(res),
      }),
    }),
  );
  app.use(notFound, errors);

  try {
    await listen(server, options.port, options.host);
  } catch (error) {
    await apollo.stop();
    await Promise.all([changes.close(), catalogue.close()]);
    throw error;
  }
  const stopRemoving = keepRemovingExpired(uploadDirectory, log);
  void fillNameSkeletons(database, skeleton, stopping.signal).catch((error: unknown) =>
    log.warn({ err: error }, 'names of earlier encoders are not compared yet'),
  );
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      stopping.abort();
      stopRemoving();
      await apollo.stop();
      await Promise.all([changes.close(), catalogue.close()]);
    },
  };
}
