import { type Database, entriesOf } from '@clusterboard/core';
import type { Request, RequestHandler } from 'express';
import { bibtex, type Citation } from './bibtex.ts';

/** Where readers find the page; the gateway tells under which name it was asked. */
function origin(request: Request): string {
  const host = request.get('x-forwarded-host') ?? request.get('host') ?? '';
  const scheme = request.get('x-forwarded-proto') === 'https' ? 'https' : 'http';
  return /^[\w.:[\]-]+$/.test(host) ? `${scheme}://${host}` : '';
}

const plainKey = (text: string): string => text.replace(/[^A-Za-z0-9-]/g, '');

const answer =
  (find: (id: string, request: Request) => Promise<Citation | null>): RequestHandler<{ id: string }> =>
  async (request, response) => {
    const { id } = request.params;
    const citation = id.includes('\0') ? null : await find(id, request as Request);
    if (citation === null) {
      response.status(404).json({ message: `There is nothing to cite as “${id.slice(0, 80)}”.` });
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.type('text/x-bibtex; charset=utf-8').send(bibtex(citation));
  };

/** How to cite a benchmark, as BibTeX. */
export const benchmarkCitation = (database: Database): RequestHandler<{ id: string }> =>
  answer(async (slug, request) => {
    const benchmark = await database.benchmark.findUnique({ where: { slug }, include: { dataset: true } });
    return (
      benchmark && {
        key: `clusterboard-${plainKey(slug)}`,
        title: `${benchmark.name}: encoders judged by clustering`,
        author: 'Clusterboard',
        date: benchmark.changedAt,
        note: `${benchmark.entryCount} entries at revision ${benchmark.revision}, protocol ${benchmark.protocolId}, dataset ${benchmark.dataset.name}`,
        url: `${origin(request)}/benchmarks/${slug}`,
      }
    );
  });

/** How to cite an entry with its scores, as BibTeX. */
export const entryCitation = (database: Database): RequestHandler<{ id: string }> =>
  answer(async (id, request) => {
    const [entry] = await entriesOf(database, [id]);
    if (!entry) return null;
    const benchmark = await database.benchmark.findUniqueOrThrow({ where: { id: entry.benchmarkId } });
    return {
      key: `clusterboard-${plainKey(id)}`,
      title: `${entry.name} on ${benchmark.name}`,
      author: entry.submittedBy,
      date: entry.publishedAt,
      note: `Clusterboard, protocol ${benchmark.protocolId}: ACC ${entry.scores.acc.mean}, ARI ${entry.scores.ari.mean}, AMI ${entry.scores.ami.mean}`,
      url: `${origin(request)}/entries/${id}`,
    };
  });
