import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { baselines, modelsFolder } from './make-baselines.ts';

it.each(Object.entries(baselines))('%s is what the script makes', async (name, make) => {
  const committed = await readFile(`${modelsFolder}${name}`);
  expect(committed.equals(make())).toBe(true);
});
