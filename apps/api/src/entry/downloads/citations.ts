import { type Database, entriesOf } from '@clusterboard/core';
import type { Request, RequestHandler } from 'express';
import { siteOrigin } from '../../platform/http/site-origin.ts';
import { isPostgresText } from '../../platform/postgres-text.ts';
import { bibtex, type Citation } from './bibtex.ts';

const plainKey = (text: string): string => text.replace(/[^A-Za-z0-9-]/g, '');

const sendCitation =
  (find: (id: string, request: Request) => Promise<Citation | null>): RequestHandler<{ id: string }> =>
  async (request, response) => {
    const { id } = request.params;
    const citation = isPostgresText(id) ? await find(id, request as Request) : null;
    if (citation === null) {
      response.status(404).json({ message: `There is nothing to cite as “${id.slice(0, 80)}”.` });
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.type('text/x-bibtex; charset=utf-8').send(bibtex(citation));
  };

/** Serves the citation of a benchmark as BibTeX. */
export const benchmarkCitation = (
  database: Database,
  siteUrl: string | undefined,
): RequestHandler<{ id: string }> =>
  sendCitation(async (slug, request) => {
    const benchmark = await database.benchmark.findUnique({ where: { slug }, include: { dataset: true } });
    return (
      benchmark && {
        key: `clusterboard-${plainKey(slug)}`,
        title: `${benchmark.name}: encoders judged by clustering`,
        author: 'Clusterboard',
        date: benchmark.changedAt,
        note: `${benchmark.entryCount} entries at revision ${benchmark.revision}, protocol ${benchmark.protocolId}, dataset ${benchmark.dataset.name}`,
        url: `${siteOrigin(request, siteUrl)}/benchmarks/${slug}`,
      }
    );
  });

/** Serves the citation of an entry and its scores as BibTeX. */
export const entryCitation = (
  database: Database,
  siteUrl: string | undefined,
): RequestHandler<{ id: string }> =>
  sendCitation(async (id, request) => {
    const [entry] = await entriesOf(database, [id]);
    if (!entry) return null;
    const benchmark = await database.benchmark.findUniqueOrThrow({ where: { id: entry.benchmarkId } });
    return {
      key: `clusterboard-${plainKey(id)}`,
      title: `${entry.name} on ${benchmark.name}`,
      author: entry.submittedBy,
      date: entry.publishedAt,
      note: `Clusterboard, protocol ${benchmark.protocolId}: ACC ${entry.scores.acc.mean}, ARI ${entry.scores.ari.mean}, AMI ${entry.scores.ami.mean}`,
      url: `${siteOrigin(request, siteUrl)}/entries/${id}`,
    };
  });
