import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashJson } from '@clusterboard/artifacts/canonical-json';
import { evaluationReportSchema } from '@clusterboard/evaluation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareEnvironments } from './compare-environments.ts';
import { compareReceipts } from './compare-receipts.ts';
import { hashArrays } from './hashes.ts';
import { readReceipt } from './read-receipt.ts';
import { type Receipt, sealReceipt } from './receipt.ts';
import { digitsReceipt } from './receipt-fixture.ts';

let directory: string;
let receipt: Receipt;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'clusterboard-receipt-'));
  receipt = await digitsReceipt(directory);
});
afterAll(() => rm(directory, { recursive: true }));

const read = (document: unknown) => readReceipt('receipt.json', JSON.stringify(document));

describe('a receipt', () => {
  it('is read again as it was, and bears its own hash', () => {
    const again = read(receipt);
    expect(again).toEqual({ ok: true, value: { receipt, actualSha256: receipt.sha256 } });
  });

  it('keeps its hash in whatever order its keys come back', () => {
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([key, item]) => [key, reversed(item)]),
            )
          : value;
    expect(read(reversed(receipt))).toMatchObject({ ok: true, value: { actualSha256: receipt.sha256 } });
  });

  it('shows by its hash that a digit was changed', () => {
    const { summary } = receipt.report;
    const better = { ...summary, acc: { ...summary.acc, mean: summary.acc.mean + 1e-12 } };
    const altered = read({ ...receipt, report: { ...receipt.report, summary: better } });
    expect(altered.ok && altered.value.actualSha256).not.toBe(receipt.sha256);
  });

  it('names every step by a hash', () => {
    expect(receipt.pca).toMatchObject({ dim: 8 });
    expect(receipt.runs.map(({ seed }) => seed)).toEqual([0, 1]);
    expect(new Set(receipt.runs.map(({ centroidsSha256 }) => centroidsSha256)).size).toBe(2);
    expect(receipt.report.summary.acc.interval).toBeDefined();
  });

  it.each([
    ['no JSON', '{'],
    ['another document', '{"a": 1}'],
    ['a later version', '{"format": "clusterboard-receipt", "version": 3}'],
    ['a receipt without its parts', '{"format": "clusterboard-receipt", "version": 1}'],
  ])('refuses %s', (_, text) => {
    const refused = readReceipt('some.json', text);
    expect(refused.ok ? null : refused.problem.code).toBe('RECEIPT_UNREADABLE');
    expect(refused.ok ? '' : refused.problem.message).toMatch(/^Cannot read some\.json as a receipt: /);
  });
});

it('may be older than the probes', () => {
  const { probes, ...report } = receipt.report;
  expect(probes?.usesLabels).toBe(true);
  const early = sealReceipt({ ...receipt, version: 1, report });
  expect(read(early)).toMatchObject({ ok: true, value: { actualSha256: early.sha256 } });
});

it('may be older than a metric, and is compared by those that it has', () => {
  const text = JSON.stringify(receipt.report, (key, value) => (key === 'fmi' ? undefined : value));
  const report = evaluationReportSchema.parse(JSON.parse(text));
  const early = sealReceipt({ ...receipt, report });
  expect(read(early)).toMatchObject({ ok: true, value: { actualSha256: early.sha256 } });
  const comparisons = compareReceipts(early, receipt);
  expect(comparisons.every(({ same }) => same)).toBe(true);
  const all = compareReceipts(receipt, receipt).map(({ name }) => name);
  const compared = new Set(comparisons.map(({ name }) => name));
  const left = all.filter((name) => !compared.has(name));
  expect(left).toContain('report.summary.fmi.mean');
  expect(left.every((name) => name.split('.').includes('fmi'))).toBe(true);
});

it('may be older than the versions of k-means', () => {
  const { faissNode, addonSha256, ...software } = receipt.software;
  expect([faissNode, addonSha256]).toEqual(['0.5.1', expect.stringMatching(/^[0-9a-f]{64}$/)]);
  const early = sealReceipt({ ...receipt, software });
  expect(read(early)).toMatchObject({ ok: true, value: { actualSha256: early.sha256 } });
  expect(compareEnvironments(early, receipt)).toEqual([]);
});

describe('environments', () => {
  it('differ where k-means was compiled of other sources', () => {
    const other = { ...receipt, software: { ...receipt.software, addonSha256: '0'.repeat(64) } };
    expect(compareEnvironments(receipt, other)).toMatchObject([
      { name: 'software.addonSha256', here: '0'.repeat(64) },
    ]);
  });
});

describe('comparing receipts', () => {
  it('finds everything the same in two runs', async () => {
    const comparisons = compareReceipts(receipt, await digitsReceipt(directory));
    expect(comparisons.length).toBeGreaterThan(100);
    expect(comparisons.filter(({ same }) => !same)).toEqual([]);
  });

  it('finds the first step that differs before those that follow from it', async () => {
    const other = await digitsReceipt(directory, [0, 2]);
    const differing = compareReceipts(receipt, other).filter(({ same }) => !same);
    expect(differing[0]).toMatchObject({ step: 'protocol' });
    const steps = new Set(differing.map(({ step }) => step));
    expect([...steps]).toEqual(['protocol', 'centroids', 'assignments', 'scores', 'intervals', 'curves']);
    expect(differing.map(({ name }) => name)).not.toContain('runs.0.centroidsSha256');
    expect(differing.map(({ name }) => name)).toContain('runs.1.centroidsSha256');
  });
});

describe('hashes', () => {
  it('are those of canonical JSON (RFC 8785)', () => {
    // printf '{"a":[1,1e-7,"é"],"b":{"c":true}}' | sha256sum
    expect(hashJson({ b: { c: true, d: undefined }, a: [1, 1e-7, 'é'] })).toBe(
      '21c675e2d840ae4c840d434b0f0d44773060fbf23bdd06d3413735892e6d9111',
    );
    expect(() => hashJson({ a: Number.NaN })).toThrow();
  });

  it('are those of a file of the arrays’ elements', () => {
    // printf '\0\0\200\077\377\377\377\377' | sha256sum
    expect(hashArrays(Float32Array.of(1), Int32Array.of(-1))).toBe(
      'b216df98e0da0d058e21eb5c346e0dab79c2fc184c28db5682051406e08badd4',
    );
  });
});
