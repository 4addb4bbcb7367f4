/** What a visitor may choose; `system` follows the device and leaves no cookie. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const themeCookie = 'theme';

/** The theme that a cookie's value names; anything else follows the device. */
export const parseTheme = (value: string | undefined): Theme =>
  themes.find((theme) => theme === value) ?? 'system';

/** How long a choice is kept: a year. */
export const themeCookieSeconds = 31_536_000;
