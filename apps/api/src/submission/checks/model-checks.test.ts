import { problem } from '@clusterboard/problems';
import { expect, it } from 'vitest';
import type { ModelCheck } from '../model-file.ts';
import { createModelChecks } from './model-checks.ts';

const refused: ModelCheck = {
  verdict: 'file',
  problem: { field: 'upload', problem: problem('NOT_ONNX', {}) },
};
const wanted = { outputName: null };

/** Checks that end when they are told to. */
function checks() {
  const asked: string[] = [];
  const ends: ((result: ModelCheck | Error) => void)[] = [];
  const check = (path: string) => {
    asked.push(path);
    return new Promise<ModelCheck>((resolve, reject) =>
      ends.push((result) => (result instanceof Error ? reject(result) : resolve(result))),
    );
  };
  return { asked, ends, checkModel: createModelChecks(check) };
}

const upload = (id: string) => ({ id, path: `/uploads/${id}` });

it('reads an upload once for all who ask the same of it, at the same time and later', async () => {
  const { asked, ends, checkModel } = checks();
  const both = [checkModel(upload('a'), wanted), checkModel(upload('a'), wanted)];
  ends[0]?.(refused);
  expect(await Promise.all(both)).toEqual([refused, refused]);
  expect(await checkModel(upload('a'), wanted)).toEqual(refused);
  expect(asked).toEqual(['/uploads/a']);
  void checkModel(upload('a'), { ...wanted, outputName: 'features' });
  expect(asked).toHaveLength(2);
});

it('reads two at once, whatever is asked', async () => {
  const { asked, ends, checkModel } = checks();
  const all = ['a', 'b', 'c'].map((id) => checkModel(upload(id), wanted));
  expect(asked).toHaveLength(2);
  ends[0]?.(refused);
  await all[0];
  await expect.poll(() => asked).toHaveLength(3);
  ends[1]?.(refused);
  ends[2]?.(refused);
  await Promise.all(all);
});

it('refuses further ones with a code when fifty wait, and takes them later', async () => {
  const { ends, checkModel } = checks();
  const all = Array.from({ length: 52 }, (_, index) => checkModel(upload(`${index}`), wanted));
  await expect(checkModel(upload('late'), wanted)).rejects.toMatchObject({
    extensions: { code: 'SERVER_BUSY' },
  });
  for (let ended = 0; ended < all.length; ended++) {
    await expect.poll(() => ends.length).toBeGreaterThan(ended);
    ends[ended]?.(refused);
  }
  await Promise.all(all);
  const late = checkModel(upload('late'), wanted);
  ends.at(-1)?.(refused);
  expect(await late).toEqual(refused);
});

it('forgets a check that failed', async () => {
  const { asked, ends, checkModel } = checks();
  const first = checkModel(upload('a'), wanted);
  ends[0]?.(new Error('the disk'));
  await expect(first).rejects.toThrow('the disk');
  const second = checkModel(upload('a'), wanted);
  ends[1]?.(refused);
  expect(await second).toEqual(refused);
  expect(asked).toHaveLength(2);
});
