import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those that it lies in. Node 20's own recursive `mkdirSync` spins for ever where the system
 * says ENOENT of a parent that is there, as below /proc.
 * @param {string} path
 * @returns {void}
 */
export function makeFolder(path) {
  const parent = dirname(path);
  if (parent !== path && statSync(parent, { throwIfNoEntry: false }) === undefined) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
