'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

/** A line of text to take elsewhere, with a button that copies it. */
export function CopyLine({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Without a secure context there is no clipboard; the line can still be selected.
    await navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-sunken py-1.5 pr-1.5 pl-3">
      <code className="min-w-0 flex-1 py-1 font-mono text-xs leading-5 break-all select-all">{text}</code>
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={copied ? `${label}: copied` : `Copy: ${label}`}
        className="grid size-7 shrink-0 place-items-center rounded text-ink-soft hover:bg-line hover:text-ink"
      >
        {copied ? (
          <Check aria-hidden="true" className="size-4 text-good" />
        ) : (
          <Copy aria-hidden="true" className="size-4" />
        )}
      </button>
    </div>
  );
}
