'use client';

import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { type Theme, themes } from './theme.ts';

const faces = {
  system: { label: 'As the device', Icon: Monitor },
  light: { label: 'Light', Icon: Sun },
  dark: { label: 'Dark', Icon: Moon },
} as const;

/** Three-way switch. The server reads the cookie it writes, so the next page is right at its first paint. */
export function ThemeSwitch({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    if (chosen === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    // Where it fails, the choice holds until the page is left.
    void fetch('/api/theme', { method: 'PUT', body: chosen }).catch(() => undefined);
  };
  return (
    <ToggleGroup
      aria-label="Colour theme"
      value={[theme]}
      onValueChange={([value]) => choose(themes.find((name) => name === value) ?? theme)}
      className="flex rounded-md border border-line p-0.5"
    >
      {themes.map((name) => {
        const { label, Icon } = faces[name];
        return (
          <Toggle
            key={name}
            value={name}
            aria-label={label}
            title={label}
            className="grid size-7 place-items-center rounded text-ink-faint hover:text-ink data-pressed:bg-sunken data-pressed:text-ink"
          >
            <Icon aria-hidden="true" className="size-4" />
          </Toggle>
        );
      })}
    </ToggleGroup>
  );
}
