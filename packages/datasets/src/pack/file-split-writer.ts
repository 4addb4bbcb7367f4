import { join } from 'node:path';
import { HashedFile, labelBytes } from '@clusterboard/artifacts';
import type { FileManifest, SplitName } from './manifest.ts';
import { splitFiles } from './pack-files.ts';

/** Writes one split of a pack of image files. */
export class FileSplitWriter {
  private readonly directory: string;
  private readonly split: SplitName;
  private readonly images: HashedFile;
  private readonly offsets: bigint[] = [0n];
  private readonly labels: number[] = [];
  private readonly names: string[] = [];

  private constructor(directory: string, split: SplitName, images: HashedFile) {
    this.directory = directory;
    this.split = split;
    this.images = images;
  }

  static async create(directory: string, split: SplitName): Promise<FileSplitWriter> {
    const images = await HashedFile.create(join(directory, splitFiles.files(split)));
    return new FileSplitWriter(directory, split, images);
  }

  /** Adds an image file, the path that it came from, and its class index. */
  async add(file: Uint8Array, name: string, label: number): Promise<void> {
    await this.images.write(file);
    this.offsets.push(BigInt(this.images.length));
    this.labels.push(label);
    this.names.push(name);
  }

  async finish(): Promise<FileManifest['splits'][SplitName]> {
    const offsets = Buffer.alloc(this.offsets.length * 8);
    for (const [i, offset] of this.offsets.entries()) offsets.writeBigUInt64LE(offset, 8 * i);
    const names = this.names.map((name) => `${JSON.stringify(name)}\n`).join('');
    return {
      count: this.labels.length,
      imagesSha256: await this.images.finish(),
      offsetsSha256: await this.whole(splitFiles.offsets(this.split), offsets),
      labelsSha256: await this.whole(splitFiles.labels(this.split), labelBytes(this.labels)),
      namesSha256: await this.whole(splitFiles.names(this.split), Buffer.from(names)),
    };
  }

  abandon(): Promise<void> {
    return this.images.abandon();
  }

  private async whole(name: string, bytes: Uint8Array): Promise<string> {
    const file = await HashedFile.create(join(this.directory, name));
    await file.write(bytes);
    return file.finish();
  }
}
