import { describe, expect, it } from 'vitest';
import { clusterCount, protocolHash, protocolSchema } from './protocol.ts';
import { paper2020, paper2020Over, protocols, strict1, strict1Over } from './protocols.ts';

/** Scores were published under these. A change is a new protocol, with a line of its own here. */
const published = {
  'strict-1': '0837d330e7318183e3032d8f0a6922cc76af4d5415e46fb9e90777d2dfba4cce',
  'strict-1-over-1.5': '95eab20b44c062589bbff3fb8a7c7ba954486f3e6be3ef6dd5cebe4c68faaa17',
  'paper-2020': '83f17cb74bb92d3b7091b1d7f9515f9bf813ac9b06ffca620bcbc8636ddfc7a1',
  'paper-2020-over-1.5': '29a1aeea83a2135c352c154bf8975fbeff5c920a3073d1e309e9f3b07eb35922',
};

describe('protocols', () => {
  it('never change', () => {
    const hashes = Object.entries(protocols).map(([id, protocol]) => [id, protocolHash(protocol)]);
    expect(Object.fromEntries(hashes)).toEqual(published);
  });

  it.each(Object.values(protocols))('$id is what is read back from JSON', (protocol) => {
    const stored = protocolSchema.parse(JSON.parse(JSON.stringify(protocol)));
    expect(stored).toEqual(protocol);
    const reordered = Object.fromEntries(Object.entries(stored).reverse());
    expect(protocolHash(protocolSchema.parse(reordered))).toBe(protocolHash(protocol));
  });

  it('round k to the nearest, or down as the published code does', () => {
    expect(clusterCount(strict1, 1000)).toBe(1000);
    expect(clusterCount(strict1Over, 313)).toBe(470);
    expect(clusterCount(paper2020, 1000)).toBe(1000);
    expect(clusterCount(paper2020Over, 313)).toBe(469);
    expect(clusterCount({ ...strict1, over: 0.01 }, 10)).toBe(1);
  });

  it.each([
    ['a field too many', { ...strict1, epochs: 60 }],
    ['no seeds', { ...strict1, seeds: [] }],
    ['a seed twice', { ...strict1, seeds: [1, 1] }],
    ['an unknown algorithm', { ...strict1, algorithm: 'spectral' }],
    ['fields of the other algorithm', { ...strict1, algorithm: 'mini-batch' }],
  ])('refuse %s', (_, definition) => {
    expect(protocolSchema.safeParse(definition).success).toBe(false);
  });
});
