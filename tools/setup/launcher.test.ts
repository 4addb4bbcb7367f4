import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useDirectory } from '@clusterboard/testkit';
import { describe, expect, it } from 'vitest';

// `./clusterboard` at the root of the clone.

const directory = useDirectory();
const root = fileURLToPath(new URL('../../', import.meta.url));
const launcher = join(root, 'clusterboard');

function launch(file: string, args: readonly string[], path: string, cwd = directory.path) {
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd,
    encoding: 'utf8',
    env: { PATH: path, DATA_DIR: join(directory.path, 'data'), TMPDIR: directory.path },
  });
  return { status, stdout, stderr };
}

/** A folder with what the launcher itself calls, and nothing else. */
async function systemCommands(name: string): Promise<string> {
  const folder = join(directory.path, name);
  await mkdir(folder);
  for (const command of ['dirname', 'readlink']) {
    await symlink(join('/usr/bin', command), join(folder, command));
  }
  return folder;
}

describe('./clusterboard', () => {
  it('runs the command through a link, on paths relative to the working directory', async () => {
    const path = `${dirname(process.execPath)}:/usr/bin:/bin`;
    await mkdir(join(directory.path, 'links'));
    await symlink(launcher, join(directory.path, 'links', 'first'));
    await symlink('links/first', join(directory.path, 'second'));
    await writeFile(join(directory.path, 'labels.json'), '[0, 0, 1, 1]');
    const args = ['score', '--labels', 'labels.json', '--clusters', 'labels.json', '--json'];
    const { status, stdout } = launch('./second', args, path);
    expect(JSON.parse(stdout)).toMatchObject({ images: 4 });
    expect(status).toBe(0);
    expect(launch(launcher, ['no-such-command'], path).status).toBe(2);
  });

  it('says that Node is missing', async () => {
    const { status, stderr } = launch(launcher, ['--version'], await systemCommands('without-node'));
    expect(stderr).toMatch(
      /^Clusterboard needs Node\.js [\d.]+ or newer, but there is no "node" on the PATH\./,
    );
    expect(status).toBe(1);
  });

  it('says that Node is too old', async () => {
    const bin = await systemCommands('old-node');
    const old = join(directory.path, 'old.cjs');
    await writeFile(
      old,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });`,
    );
    await writeFile(join(bin, 'node'), `#!/bin/sh\nexec '${process.execPath}' --require '${old}' "$@"\n`);
    await chmod(join(bin, 'node'), 0o755);
    const { status, stdout, stderr } = launch(launcher, ['--version'], bin);
    expect(stderr).toMatch(/^Clusterboard needs Node\.js [\d.]+ or newer; this is 18\.20\.4\./);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  it('names the version that package.json wants, on Windows too', async () => {
    const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const sentence = `Clusterboard needs Node.js ${engines.node.replace('>=', '')} or newer`;
    for (const file of ['clusterboard', 'clusterboard.cmd']) {
      expect(await readFile(join(root, file), 'utf8')).toContain(sentence);
    }
  });
});
