import type { Protocol } from '@clusterboard/evaluation';
import { protocols } from '@clusterboard/evaluation/protocols';

/** The protocol that everybody knows by this name; `constructor` and its like are none. */
export const publishedProtocol = (id: string): Protocol | undefined =>
  Object.hasOwn(protocols, id) ? protocols[id] : undefined;
