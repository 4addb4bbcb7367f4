import { createHash } from 'node:crypto';
import type { PackSplit } from './pack.ts';
import { readingOrder } from './reading-order.ts';

/**
 * Some images of a split as a split of their own: the first of its shuffled order, so that they come from all
 * classes. Always decoded one at a time, whatever the pack holds.
 */
export function sampleSplit(split: PackSplit, images: number): PackSplit {
  const rows = [...readingOrder(split.count)].slice(0, images);
  const contentSha256 = createHash('sha256').update(`${split.contentSha256}\n${rows.length}`).digest('hex');
  return {
    ...split,
    kind: 'files',
    count: rows.length,
    contentSha256,
    readLabels: async () => {
      const labels = await split.readLabels();
      return Uint16Array.from(rows, (row) => labels[row] ?? 0);
    },
    readNames: async () => {
      const names = await split.readNames();
      return names && rows.map((row) => names[row] ?? '');
    },
    openImages: async () => {
      const reader = await split.openImages();
      return {
        count: rows.length,
        read: (index) => reader.read(rows[index] ?? 0),
        close: () => reader.close(),
      };
    },
  };
}
