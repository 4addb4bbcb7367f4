'use client';

import type { Pixels } from '@clusterboard/preprocessing';
import { useEffect, useRef } from 'react';

/** Bytes as a picture: every pixel stays one, however large it is shown. */
export function PixelsCanvas({ pixels, label }: { pixels: Pixels; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height, channels, data } = pixels;
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const shown = context.createImageData(width, height);
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        shown.data[4 * pixel + channel] = data[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0;
      }
      shown.data[4 * pixel + 3] = 255;
    }
    context.putImageData(shown, 0, 0);
  }, [pixels]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      width={pixels.width}
      height={pixels.height}
      className="block h-32 max-w-full rounded-sm bg-sunken object-contain [image-rendering:pixelated]"
      style={{ aspectRatio: `${pixels.width} / ${pixels.height}` }}
    />
  );
}
