import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flatImage, writeTree } from '../image-fixture.ts';
import { importDataset } from '../importers/import-dataset.ts';
import { openPack } from '../pack/pack.ts';

let folder: string;
let source: string;
const into = () => join(folder, 'datasets');
const record = () => join(into(), '.licences', 'objectnet.json');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clusterboard-gated-'));
  source = await writeTree(join(folder, 'source'), {
    'train/chair/1.png': flatImage(1),
    'train/mug/2.png': flatImage(2),
    'test/chair/3.png': flatImage(3),
    'test/mug/4.png': flatImage(4),
  });
});
afterEach(() => rm(folder, { recursive: true }));

const importAs = async (slug: string, acceptedBy?: string) => {
  const options = { name: 'ObjectNet', slug, ...(acceptedBy === undefined ? {} : { acceptedBy }) };
  return (await importDataset(into(), source, options)).pack;
};

describe('a dataset behind terms', () => {
  it('is imported only by who agrees to them, which is written down', async () => {
    const refused = await importAs('objectnet');
    expect(refused).toMatchObject({ ok: false, problem: { code: 'LICENCE_NOT_ACCEPTED' } });
    expect(refused.ok ? '' : refused.problem.message).toMatch(
      /^The operator of a server must accept the terms of ObjectNet: .*ObjectNet may never be used to tune .*red border/,
    );
    expect(refused.ok ? '' : refused.problem.advice).toContain('--accept-licence');
    expect((await openPack(join(into(), 'objectnet'))).ok).toBe(false);
    expect((await importAs('objectnet', 'Ada Host')).ok).toBe(true);
    expect(JSON.parse(await readFile(record(), 'utf8'))).toMatchObject({
      dataset: 'objectnet',
      acceptedBy: 'Ada Host',
      terms: expect.stringContaining('red border'),
    });
    expect((await openPack(join(into(), 'objectnet'))).ok).toBe(true);
    expect((await importDataset(into(), source, { name: 'ObjectNet', replace: true })).pack.ok).toBe(true);
  });

  it('is not opened before its terms are accepted, or under other terms', async () => {
    await importAs('objectnet', 'Ada Host');
    const opened = () => openPack(join(into(), 'objectnet'));
    const accepted = await readFile(record(), 'utf8');
    for (const text of ['no JSON', '{}', accepted.replace(/"termsSha256": "../, '"termsSha256": "zz')]) {
      await writeFile(record(), text);
      expect(await opened()).toMatchObject({ ok: false, problem: { code: 'LICENCE_NOT_ACCEPTED' } });
    }
    await writeFile(record(), accepted);
    expect((await opened()).ok).toBe(true);
    await rename(record(), join(folder, 'elsewhere.json'));
    expect((await opened()).ok).toBe(false);
  });

  it('does not prevent importing others', async () => {
    expect((await importAs('photographs')).ok).toBe(true);
    expect((await importAs('others', 'Ada Host')).ok).toBe(true);
    await expect(readFile(record())).rejects.toThrow('ENOENT');
  });
});
