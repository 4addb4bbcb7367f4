import { constants } from 'node:fs';
import { access, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { unwritable } from '@clusterboard/artifacts/file-problem';
import { failure, problem, type Result, success } from '@clusterboard/problems';

/** Fails with FILE_UNWRITABLE before hours of work rather than after them. */
export async function checkWritable(path: string): Promise<Result<void>> {
  try {
    await access(dirname(path), constants.W_OK);
    const entry = await stat(path).catch(() => null);
    if (entry?.isDirectory()) {
      return failure(problem('FILE_UNWRITABLE', { file: path, reason: 'it is a directory' }));
    }
    if (entry !== null) await access(path, constants.W_OK);
    return success(undefined);
  } catch (error) {
    return failure(unwritable(path, error));
  }
}

/** Writes a regular file as a whole or not at all. Fails with FILE_UNWRITABLE. */
export async function writeResult(path: string, text: string): Promise<Result<void>> {
  const entry = await stat(path).catch(() => null);
  const isDevice = entry !== null && !entry.isFile();
  const beside = `${path}.${process.pid}.part`;
  try {
    if (isDevice) {
      await writeFile(path, text);
    } else {
      await writeFile(beside, text);
      await rename(beside, path);
    }
    return success(undefined);
  } catch (error) {
    if (!isDevice) await rm(beside, { force: true });
    return failure(unwritable(path, error));
  }
}
