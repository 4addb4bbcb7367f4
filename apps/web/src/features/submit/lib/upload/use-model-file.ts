'use client';

import type { Problem } from '@clusterboard/problems';
import { useRef, useState } from 'react';
import type { ModelFile } from './read-model-file.ts';

export type ModelFileState =
  | { readonly status: 'none' }
  | { readonly status: 'reading'; readonly name: string }
  | { readonly status: 'refused'; readonly name: string; readonly problem: Problem }
  | { readonly status: 'ready'; readonly read: ModelFile };

/** The chosen file as it is read; a later choice wins over one that is still being read. */
export function useModelFile(maxBytes: number) {
  const [state, setState] = useState<ModelFileState>({ status: 'none' });
  const latest = useRef<File | null>(null);
  const choose = async (file: File) => {
    latest.current = file;
    setState({ status: 'reading', name: file.name });
    const { readModelFile } = await import('./read-model-file.ts');
    const read = await readModelFile(file, maxBytes);
    if (latest.current !== file) return;
    setState(
      read.ok
        ? { status: 'ready', read: read.value }
        : { status: 'refused', name: file.name, problem: read.problem },
    );
  };
  return { state, choose };
}
