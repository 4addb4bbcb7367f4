import { LRUCache } from 'lru-cache';
import type { KeptAnswer } from './cached-response.ts';

const mostBytes = 64 * 2 ** 20;

/** Who asks first answers for all who ask the same until it is answered. */
export interface Lead {
  /** Gives the answer to all who wait, and keeps it; null sends them to ask for themselves. */
  release(answer: KeptAnswer | null): void;
}

export interface SharedAnswers {
  /** What answers a question at a version of the catalogue; null where it is to be asked. */
  find(question: string, version: string): KeptAnswer | Promise<KeptAnswer | null> | null;
  /** From now on others who ask this wait for the answer. */
  lead(question: string, version: string): Lead;
}

/**
 * Answers in memory, and those that are being made. An answer that was begun at a version is right for every
 * question that finds the same version, as nothing has changed between the two.
 */
export function sharedAnswers(): SharedAnswers {
  const kept = new LRUCache<string, KeptAnswer & { readonly begun: number }>({
    maxSize: mostBytes,
    sizeCalculation: ({ body, version }, question) =>
      body.length + 2 * (question.length + version.length) + 500,
  });
  const underWay = new Map<string, Promise<KeptAnswer | null>>();
  let count = 0;
  return {
    find(question, version) {
      const answer = kept.get(question);
      if (answer?.version === version) return answer;
      return underWay.get(`${version} ${question}`) ?? null;
    },
    lead(question, version) {
      const name = `${version} ${question}`;
      const begun = count++;
      let settle: (answer: KeptAnswer | null) => void = () => undefined;
      const answering = new Promise<KeptAnswer | null>((resolve) => {
        settle = resolve;
      });
      underWay.set(name, answering);
      return {
        release(answer) {
          if (underWay.get(name) === answering) underWay.delete(name);
          // One that was begun later may have been made sooner, of a later version.
          if (answer && begun >= (kept.peek(question)?.begun ?? 0)) kept.set(question, { ...answer, begun });
          settle(answer);
        },
      };
    },
  };
}
