'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { parseTheme, type Theme, themes } from '../lib/theme.ts';

const faces = {
  system: { label: 'System', Icon: Monitor },
  light: { label: 'Light', Icon: Sun },
  dark: { label: 'Dark', Icon: Moon },
} as const;

function choose(chosen: Theme): void {
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  // Where it fails, the choice holds until the page is left.
  void fetch('/api/theme', { method: 'PUT', body: chosen }).catch(() => undefined);
}

/** Three-way switch. The server reads the cookie it writes, so the next page is right at its first paint. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const name = useId();
  const group = useRef<HTMLFieldSetElement>(null);

  // What was chosen while the page's script was still on its way raised no event that React saw.
  useEffect(() => {
    const early = group.current?.querySelector<HTMLInputElement>('input:checked')?.value;
    if (early !== undefined && early !== initial) choose(parseTheme(early));
  }, [initial]);

  return (
    <fieldset ref={group} className="flex rounded-md border border-line p-0.5">
      <legend className="sr-only">Colour theme</legend>
      {themes.map((theme) => {
        const { label, Icon } = faces[theme];
        return (
          <label
            key={theme}
            title={label}
            className="relative grid size-7 place-items-center rounded text-ink-faint hover:text-ink has-checked:bg-sunken has-checked:text-ink"
          >
            <input
              type="radio"
              name={name}
              value={theme}
              aria-label={label}
              defaultChecked={theme === initial}
              autoComplete="off"
              onChange={() => choose(theme)}
              className="absolute inset-0 cursor-pointer appearance-none rounded"
            />
            <Icon aria-hidden="true" className="size-4" />
          </label>
        );
      })}
    </fieldset>
  );
}
