import { LRUCache } from 'lru-cache';
import { createGate } from '../../platform/limits/gate.ts';
import type { FinishedUpload } from '../../platform/uploads/uploads.ts';
import { checkModelFile, type ModelCheck } from '../model-file.ts';

/** Reading a model takes a processor, and memory for what is read. */
const atOnce = 2;
const waiting = 50;
/** Of uploads whose form is being corrected. */
const remembered = 32;

type Check = typeof checkModelFile;

/** Rejects with SERVER_BUSY where too many wait. */
export type CheckModel = (
  upload: Pick<FinishedUpload, 'id' | 'path'>,
  wanted: Parameters<Check>[1],
) => Promise<ModelCheck>;

/**
 * Checks of uploads: a few at once, and one for all who ask the same of an upload, whose bytes never change.
 */
export function createModelChecks(check: Check = checkModelFile): CheckModel {
  const inTurn = createGate(atOnce, waiting);
  const latest = new LRUCache<string, Promise<ModelCheck>>({ max: remembered });
  return ({ id, path }, wanted) => {
    const key = JSON.stringify([id, wanted]);
    const known = latest.get(key);
    if (known) return known;
    const checked = inTurn(() => check(path, wanted));
    latest.set(key, checked);
    checked.catch(() => latest.delete(key));
    return checked;
  };
}
