import './globals.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { SiteFooter } from '../features/site/site-footer.tsx';
import { SiteHeader } from '../features/site/site-header.tsx';
import { parseTheme, themeCookie } from '../features/theme/theme.ts';

export const metadata: Metadata = {
  title: { default: 'Clusterboard', template: '%s · Clusterboard' },
  description: 'The leaderboard for image encoders judged without labels.',
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#171b1e' },
  ],
};

/** Reads the theme's cookie and the nonce, so every page is rendered when asked for. */
export default async function RootLayout({ children }: LayoutProps<'/'>) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const nonce = (await headers()).get('x-nonce');
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      {...(theme === 'system' ? {} : { 'data-theme': theme })}
    >
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <a
          href="#content"
          className="absolute top-2 left-2 z-10 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm text-on-accent focus:translate-y-0"
        >
          Skip to the content
        </a>
        <CSPProvider {...(nonce === null ? {} : { nonce })}>
          <SiteHeader theme={theme} />
          <div id="content" className="flex-1">
            {children}
          </div>
          <SiteFooter theme={theme} />
        </CSPProvider>
      </body>
    </html>
  );
}
