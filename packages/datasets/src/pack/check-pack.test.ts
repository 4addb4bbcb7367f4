import { appendFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { beforeEach, expect, it } from 'vitest';
import { importDigits } from '../shipped/digits.ts';
import { checkPack } from './check-pack.ts';
import { hashManifest } from './verify-pack.ts';

let directory: string;
let manifestSha256: string;
beforeEach(async () => {
  const pack = await importDigits(temporaryDirectory());
  if (!pack.ok) throw new Error(pack.problem.message);
  directory = pack.value.directory;
  manifestSha256 = await hashManifest(pack.value);
});

const reason = async () => {
  const checked = await checkPack(directory, manifestSha256);
  return checked.ok ? null : checked.problem.message;
};

it('takes a pack that is there and the one that was imported', async () => {
  expect(await reason()).toBeNull();
});

it.each([
  ['manifest.json', 'no such file'],
  ['train.images.u8', 'no such file'],
  ['test.labels.u16', 'no such file'],
])('misses %s', async (file, why) => {
  await rm(join(directory, file));
  expect(await reason()).toContain(why);
});

it('misses the whole pack', async () => {
  await rename(directory, `${directory}.away`);
  expect(await reason()).toContain('no such file');
});

it('knows another manifest, and images of another length', async () => {
  await appendFile(join(directory, 'train.images.u8'), 'x');
  expect(await reason()).toContain('bytes, not');
  await appendFile(join(directory, 'manifest.json'), '\n');
  expect(await reason()).toContain('not the one that was imported');
});
