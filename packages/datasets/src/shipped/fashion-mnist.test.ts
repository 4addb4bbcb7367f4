import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { temporaryDirectory } from '@clusterboard/testkit/temporary-directory';
import { PNG } from 'pngjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyPack } from '../pack/verify-pack.ts';
import { type ImportProgress, importFashionMnist } from './fashion-mnist.ts';
import { debianDirectory, fashionMnistFiles } from './fashion-mnist-files.ts';

/** The files as published: Debian's with the name and time put back that its packaging strips. */
const timeOf: Readonly<Record<string, number>> = { train: 1_504_176_606, test: 1_504_176_627 };

function upstreamFile(name: string, split: string): Buffer {
  const file = readFileSync(join(debianDirectory, name));
  const time = Buffer.alloc(4);
  time.writeUInt32LE(timeOf[split] ?? 0);
  const original = Buffer.from(`${name.replace('.gz', '')}\0`);
  return Buffer.concat([
    file.subarray(0, 3),
    Buffer.of(8),
    time,
    file.subarray(8, 10),
    original,
    file.subarray(10),
  ]);
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/data/`;
}

const download = (baseUrl: string, into: string, onProgress?: (progress: ImportProgress) => void) =>
  importFashionMnist(into, { directories: [], baseUrl, ...(onProgress ? { onProgress } : {}) });

describe('importFashionMnist from Debian', () => {
  it('keeps every byte of the original', async () => {
    const into = temporaryDirectory();
    const seen: ImportProgress[] = [];
    const result = await importFashionMnist(into, { onProgress: (progress) => seen.push(progress) });
    if (!result.ok) throw new Error(result.problem.message);
    const pack = result.value;
    for (const { name, split, kind } of fashionMnistFiles) {
      const original = gunzipSync(readFileSync(join(debianDirectory, name)));
      if (kind === 'images') {
        expect(readFileSync(pack[split].imagesPath).equals(original.subarray(16)), name).toBe(true);
      } else {
        expect(Buffer.from(await pack[split].readLabels()).equals(original.subarray(8)), name).toBe(true);
      }
    }
    expect((await verifyPack(pack.directory)).ok).toBe(true);
    const sprite = PNG.sync.read(readFileSync(pack.samplesPath));
    expect([sprite.width, sprite.height]).toEqual([280, 280]);
    expect(seen.at(-1)).toEqual({
      stage: 'convert',
      file: 't10k-labels-idx1-ubyte.gz',
      done: 10_000,
      total: 10_000,
    });
    expect(readdirSync(into)).toEqual(['fashion-mnist']);
  });

  it('refuses a file that is whole but not the one published', async () => {
    const [into, source] = [temporaryDirectory(), temporaryDirectory()];
    for (const { name } of fashionMnistFiles) copyFileSync(join(debianDirectory, name), join(source, name));
    copyFileSync(join(source, 't10k-labels-idx1-ubyte.gz'), join(source, 'train-labels-idx1-ubyte.gz'));
    const result = await importFashionMnist(into, { directories: [source] });
    expect(result).toMatchObject({ ok: false, problem: { code: 'DATASET_DAMAGED' } });
    expect(result.ok ? '' : result.problem.message).toContain('its content has the SHA-256 0402a96d');
    expect(readdirSync(into)).toEqual([]);
  });

  it('refuses a file that is cut off', async () => {
    const [into, source] = [temporaryDirectory(), temporaryDirectory()];
    for (const { name } of fashionMnistFiles) copyFileSync(join(debianDirectory, name), join(source, name));
    const images = join(source, 'train-images-idx3-ubyte.gz');
    writeFileSync(images, readFileSync(images).subarray(0, 1_000_000));
    const result = await importFashionMnist(into, { directories: [source] });
    expect(result.ok ? '' : result.problem.message).toBe(
      `The dataset file ${images} is damaged: its gzip data are cut off.`,
    );
    expect(readdirSync(into)).toEqual([]);
  });
});

describe('importFashionMnist from upstream', () => {
  it('accepts the files as published, and shows how far it is', async () => {
    const url = await serve(({ url: path }, response) => {
      const file = fashionMnistFiles.find(({ name }) => path === `/data/${name}`);
      const body = file ? upstreamFile(file.name, file.split) : Buffer.alloc(0);
      response.writeHead(file ? 200 : 404, { 'content-length': body.length }).end(body);
    });
    const into = temporaryDirectory();
    const seen: ImportProgress[] = [];
    const result = await download(url, into, (progress) => seen.push(progress));
    expect(result.ok ? '' : result.problem.message).toBe('');
    expect((await verifyPack(join(into, 'fashion-mnist'))).ok).toBe(true);
    const fetched = seen.filter(({ stage, file }) => stage === 'download' && file.startsWith('train-images'));
    expect(fetched.at(-1)).toMatchObject({ done: 26_421_880, total: 26_421_880 });
    expect(readdirSync(join(into, 'fashion-mnist')).toSorted()).toEqual([
      'manifest.json',
      'samples.png',
      'test.images.u8',
      'test.labels.u16',
      'train.images.u8',
      'train.labels.u16',
    ]);
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'an answer of 404',
      (_, response) => response.writeHead(404).end('gone'),
      /train-images\S+ answers 404\.$/,
    ],
    [
      'another file',
      (_, response) => response.end('<!doctype html>'),
      /train-images\S+ is not the file expected, its SHA-256 is [0-9a-f]{64}, not 3aede38d[0-9a-f]{56}\.$/,
    ],
    [
      'a connection that breaks off',
      (_, response) => {
        response.writeHead(200, { 'content-length': 1000 });
        response.write(Buffer.alloc(10), () => response.destroy());
      },
      /train-images\S+ broke off after \d+ bytes \(\w+\)\.$/,
    ],
  ])('says so in one sentence: %s', async (_, listener, sentence) => {
    const into = temporaryDirectory();
    const result = await download(await serve(listener), into);
    expect(result).toMatchObject({ ok: false, problem: { code: 'DATASET_UNAVAILABLE' } });
    expect(result.ok ? '' : result.problem.message).toMatch(sentence);
    expect(readdirSync(into)).toEqual([]);
  });

  it('reports an unreachable server in one sentence', async () => {
    const into = temporaryDirectory();
    const result = await download('http://127.0.0.1:1/', into);
    expect(result.ok ? '' : result.problem.message).toMatch(
      /^The dataset Fashion-MNIST could not be downloaded: http:\S+ cannot be reached \([^()]+\)\.$/,
    );
    expect(readdirSync(into)).toEqual([]);
  });
});
