import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { currentNotices } from '../features/api-proxy/notices.ts';
import { parseTheme, themeCookie } from '../features/theme/lib/theme.ts';
import { ScriptlessNotice } from '../ui/scriptless-notice.tsx';
import { ServerNotices } from '../ui/server-notices.tsx';
import { SiteFooter, SiteHeader } from '../ui/site-frame.tsx';
import { fontClasses } from './fonts.ts';
import { siteOrigin } from './site-origin.ts';

export async function generateMetadata(): Promise<Metadata> {
  return {
    metadataBase: new URL(await siteOrigin()),
    title: { default: 'Clusterboard', template: '%s · Clusterboard' },
    description: 'The leaderboard for image encoders, evaluated by clustering.',
    openGraph: { siteName: 'Clusterboard', type: 'website' },
  };
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#171b1e' },
  ],
};

/** Reads the theme's cookie, so every page is rendered on request; the nonce of its scripts needs that too. */
export default async function RootLayout({ children }: LayoutProps<'/'>) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" className={fontClasses} {...(theme === 'system' ? {} : { 'data-theme': theme })}>
      <body className="flex min-h-dvh flex-col font-sans antialiased">
        <a
          href="#content"
          className="absolute top-2 left-2 z-10 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm text-on-accent focus:translate-y-0"
        >
          Skip to content
        </a>
        <SiteHeader theme={theme} />
        <ScriptlessNotice />
        <ServerNotices notices={await currentNotices()} />
        <div id="content" className="flex-1">
          {children}
        </div>
        <SiteFooter theme={theme} />
      </body>
    </html>
  );
}
