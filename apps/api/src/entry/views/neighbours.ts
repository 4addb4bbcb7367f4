import type { ObjectStore } from '@clusterboard/artifacts';
import { type AssignedEntry, assignedEntry, type Database, entriesOfLikeScore } from '@clusterboard/core';
import { assignmentAgreement, isNearDuplicate, meanAdjustedRand } from '@clusterboard/evaluation';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { userError } from '../../platform/user-error.ts';

export interface Neighbour {
  readonly submissionId: string;
  readonly ari: number;
  readonly ami: number;
  readonly sameFeatures: boolean;
  readonly nearDuplicate: boolean;
}

/** Entries compared on either side of the score: entries that agree have similar scores. */
const eachSide = 100;
export const maxNeighbours = 20;
const cachedPairs = 200_000;
const maxEntriesPerRequest = 4;

const assignmentsSchema = z.array(z.object({ seed: z.int(), sha256: z.string() }));

type Assignments = ReadonlyMap<number, Int32Array>;
type Pairs = (readonly [Int32Array, Int32Array])[];

/** null for results without stored assignments. @throws PlatformFault STORED_BYTES_DAMAGED */
export type FindNeighbours = (evaluationId: string, first: number) => Promise<Neighbour[] | null>;

/** Finds the entries of a leaderboard whose clusters of the test images are the most similar. */
export function createNeighbours(database: Database, objects: ObjectStore): FindNeighbours {
  // Results never change, and neither does the agreement of two.
  const agreements = new LRUCache<string, number>({ max: cachedPairs });

  async function read({ assignments }: AssignedEntry): Promise<Assignments> {
    const stored = assignmentsSchema.parse(assignments);
    return new Map(
      await Promise.all(
        stored.map(async ({ seed, sha256 }) => {
          const bytes = await objects.read(sha256, 'The stored clusters');
          return [seed, new Int32Array(new Uint8Array(bytes).buffer)] as const;
        }),
      ),
    );
  }

  /** Assignments of the seeds that both have. */
  function pairsOf(one: Assignments, other: Assignments): Pairs {
    return [...one].flatMap(([seed, clusters]) => {
      const paired = other.get(seed);
      return paired?.length === clusters.length ? [[clusters, paired] as const] : [];
    });
  }

  return async (evaluationId, first) => {
    const own = await assignedEntry(database, evaluationId);
    if (own === null) return null;
    const others = await entriesOfLikeScore(database, evaluationId, eachSide);
    let ownAssignments: Assignments | undefined;
    const pairsWith = async (other: AssignedEntry): Promise<Pairs> => {
      ownAssignments ??= await read(own);
      return pairsOf(ownAssignments, await read(other));
    };
    const compared: { other: AssignedEntry; ari: number }[] = [];
    for (const other of others) {
      const key = [own.evaluationId, other.evaluationId].sort().join(' ');
      let ari = agreements.get(key);
      if (ari === undefined) {
        const pairs = await pairsWith(other);
        if (pairs.length === 0) continue;
        ari = meanAdjustedRand(pairs);
        agreements.set(key, ari);
      }
      compared.push({ other, ari });
    }
    compared.sort((a, b) => b.ari - a.ari || (a.other.submissionId < b.other.submissionId ? -1 : 1));
    const nearest: Neighbour[] = [];
    for (const { other } of compared.slice(0, first)) {
      const { ari, ami } = assignmentAgreement(await pairsWith(other));
      const sameFeatures =
        other.trainFeaturesSha256 === own.trainFeaturesSha256 &&
        other.testFeaturesSha256 === own.testFeaturesSha256;
      const nearDuplicate = isNearDuplicate({ ari, sameFeatures });
      nearest.push({ submissionId: other.submissionId, ari, ami, sameFeatures, nearDuplicate });
    }
    return nearest;
  };
}

/** Limits the entries of one request: the cost of each grows with its leaderboard. */
export function boundNeighbours(find: FindNeighbours): FindNeighbours {
  let entries = 0;
  return async (evaluationId, first) => {
    entries += 1;
    if (entries > maxEntriesPerRequest) {
      throw userError(`Ask for the neighbours of at most ${maxEntriesPerRequest} entries at once.`);
    }
    return find(evaluationId, first);
  };
}
