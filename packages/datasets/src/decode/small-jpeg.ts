/// <reference path="./libjpeg-turbo.d.ts" />
import type { Pixels } from '@clusterboard/preprocessing';
import createTurbo, { type JPEGDecoder } from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';

/**
 * Up to this size libjpeg-turbo in WebAssembly is faster than sharp, which spends a millisecond on its
 * pipeline whatever the image is; the pixels are identical.
 */
export const smallJpegPixels = 256 * 256;

let loading: Promise<JPEGDecoder> | undefined;

async function load(): Promise<JPEGDecoder> {
  const turbo = await createTurbo({ print: () => {}, printErr: () => {} });
  return new turbo.JPEGDecoder();
}

/** Grey or RGB pixels, or null for whatever it stumbles on: sharp then tells what is wrong, if anything is. */
export async function decodeSmallJpeg(bytes: Uint8Array): Promise<Pixels | null> {
  loading ??= load();
  const decoder = await loading;
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const { width, height, componentCount: channels } = decoder.getFrameInfo();
    if (channels !== 1 && channels !== 3) return null;
    return { height, width, channels, data: decoder.getDecodedBuffer().slice() };
  } catch {
    return null;
  }
}
