import { connect, Socket } from 'node:net';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PreviewFrame, PreviewTitle, previewSize } from './preview-frame.tsx';
import { previewPicture } from './preview-picture.ts';

const draw = async (name: string): Promise<Buffer> => {
  const response = await previewPicture(
    PreviewFrame({ aside: name, children: PreviewTitle({ children: name }) }),
  );
  return Buffer.from(await response.arrayBuffer());
};

describe('the picture beside a link', () => {
  const fetching = vi.fn<typeof fetch>(() => Promise.reject(new Error('no network')));
  let connecting: ReturnType<typeof vi.spyOn>;

  beforeEach(() => {
    vi.spyOn(process, 'cwd').mockReturnValue(new URL('../../..', import.meta.url).pathname);
    vi.stubGlobal('fetch', fetching);
    connecting = vi.spyOn(Socket.prototype, 'connect');
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it.each([
    ['Chinese, Japanese and Korean', '汉字编码器 日本語 한국어'],
    ['Arabic and Hebrew', 'مرحبا بالعالم שלום'],
    ['emoji', 'Parrot 🦜 🔥 👩‍🔬'],
    ['rare planes', '𝕏 𠀋 \u{10FFFF}'],
    ['Cyrillic, Greek and Thai', 'Привет Ελλάδα ไทย'],
  ])('draws %s without a connection', async (_, name) => {
    const picture = await draw(name);
    const { width, height, format } = await sharp(picture).metadata();
    expect({ width, height, format }).toEqual({ ...previewSize, format: 'png' });
    // It is not the picture of nothing.
    expect(picture.equals(await draw(' '))).toBe(false);
    expect(fetching).not.toHaveBeenCalled();
    expect(connecting).not.toHaveBeenCalled();
  });

  it('would have noticed a connection', () => {
    connect({ port: 9, host: '127.0.0.1' })
      .on('error', () => undefined)
      .destroy();
    expect(connecting).toHaveBeenCalledOnce();
  });
});
