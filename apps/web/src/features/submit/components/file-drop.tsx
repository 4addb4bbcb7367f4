'use client';

import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { formatBytes } from '../../formatting/format.ts';

interface Props {
  readonly maxBytes: number;
  readonly chosen: boolean;
  readonly onFile: (file: File) => void;
}

/**
 * A place to drop a model file on, or to pick one with the keyboard: a real file input, as large as the place,
 * so that both work before any script does.
 */
export function FileDrop({ maxBytes, chosen, onFile }: Props) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = useRef(onFile);
  take.current = onFile;

  // A file chosen while the page's script was still on its way raised no event that React saw.
  useEffect(() => {
    const early = input.current?.files?.[0];
    if (early) take.current(early);
  }, []);

  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
      className={`relative flex cursor-pointer flex-col items-center justify-center gap-1 rounded-lg border-2 border-dashed px-4 text-center motion-safe:transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent ${
        over ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface hover:border-accent'
      } ${chosen ? 'py-4' : 'py-10'}`}
    >
      <FileUp aria-hidden="true" className={`text-accent ${chosen ? 'hidden' : 'mb-2 size-7'}`} />
      <span className="text-sm font-medium">
        {chosen ? 'Choose another file' : 'Drop an .onnx file here or choose one'}
      </span>
      <span className="text-xs text-ink-faint">
        {chosen
          ? 'or drop it here'
          : `Up to ${formatBytes(maxBytes)}. We check it in your browser before uploading.`}
      </span>
      <input
        ref={input}
        type="file"
        accept=".onnx"
        aria-label="ONNX file"
        className="absolute inset-0 size-full cursor-pointer opacity-0"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          // Choosing the same file after a new export is a change too.
          event.target.value = '';
        }}
      />
    </label>
  );
}
