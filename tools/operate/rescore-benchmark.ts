import { createDatabase, requestRescoring } from '@clusterboard/core';
import { clusterCount, type Protocol, protocols } from '@clusterboard/evaluation';
import { protocolRow } from '../seed/protocols.ts';
import { OperatorError } from './find-database.ts';

export interface Rescoring {
  readonly protocolId: string;
  /** Submissions that wait for it. */
  readonly submissions: number;
}

function knownProtocol(id: string): Protocol {
  const protocol = protocols[id];
  if (protocol !== undefined) return protocol;
  throw new OperatorError(`There is no protocol “${id}”. Known here: ${Object.keys(protocols).join(', ')}.`);
}

/**
 * Gives a benchmark another protocol (without one: keeps its own) and asks for all that is on its board to be
 * scored under it from the features that are kept. Workers take it up by themselves.
 *
 * @throws OperatorError for an unknown benchmark or protocol, or one with another number of clusters
 */
export async function rescoreBenchmark(
  databaseUrl: string,
  slug: string,
  protocolId: string | undefined,
): Promise<Rescoring> {
  const database = createDatabase(databaseUrl, 1);
  try {
    const benchmark = await database.benchmark.findUnique({
      where: { slug },
      include: { dataset: { select: { classNames: true } } },
    });
    if (benchmark === null) {
      const known = await database.benchmark.findMany({ select: { slug: true }, orderBy: { slug: 'asc' } });
      const names = known.map((each) => each.slug).join(', ');
      throw new OperatorError(`There is no benchmark “${slug}”. Known here: ${names}.`);
    }
    const protocol = knownProtocol(protocolId ?? benchmark.protocolId);
    const clusters = clusterCount(protocol, benchmark.dataset.classNames.length);
    if (clusters !== benchmark.clusters) {
      throw new OperatorError(
        `${protocol.id} makes ${clusters} clusters and ${slug} has ${benchmark.clusters}: scores for different k are not for one board.`,
      );
    }
    const submissions = await requestRescoring(database, benchmark.id, protocolRow(protocol));
    return { protocolId: protocol.id, submissions };
  } finally {
    await database.$disconnect();
  }
}
