'use client';

import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { type MapPoint, readMapPoints } from '../lib/map-points.ts';

const ImageMapCanvas = dynamic(() => import('./image-map-canvas.tsx'), {
  ssr: false,
  loading: () => <MapSkeleton />,
});

const MapSkeleton = () => <Skeleton className="aspect-square w-full" />;

interface Props {
  readonly entryId: string;
  readonly classNames: readonly string[];
}

/** The map of the test images, fetched when it comes into sight. */
export function ImageMapPanel({ entryId, classNames }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [points, setPoints] = useState<readonly MapPoint[] | 'failed' | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks again
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const stopped = new AbortController();
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        watch.disconnect();
        readMapPoints(entryId, stopped.signal).then(setPoints, () => {
          if (!stopped.signal.aborted) setPoints('failed');
        });
      },
      { rootMargin: '200px' },
    );
    watch.observe(element);
    return () => {
      watch.disconnect();
      stopped.abort();
    };
  }, [entryId, attempt]);

  const again = () => {
    setPoints(null);
    setAttempt((count) => count + 1);
  };
  return (
    <div ref={place}>
      {points === null ? <MapSkeleton /> : null}
      {points === 'failed' ? (
        <p role="status" className="text-sm text-ink-soft">
          We couldn’t load the map.{' '}
          <button type="button" onClick={again} className="prose-link">
            Try again
          </button>
        </p>
      ) : null}
      {points !== null && points !== 'failed' ? (
        <ImageMapCanvas points={points} classNames={classNames} />
      ) : null}
    </div>
  );
}
