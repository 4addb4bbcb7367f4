import { cookies } from 'next/headers';
import { parseTheme, themeCookie, themeCookieSeconds } from '../../../features/theme/lib/theme.ts';

/** Keeps the theme named in the body for a year; `system` forgets the choice. */
export async function PUT(request: Request): Promise<Response> {
  const theme = parseTheme((await request.text()).slice(0, 10));
  const jar = await cookies();
  if (theme === 'system') jar.delete(themeCookie);
  else
    jar.set(themeCookie, theme, { path: '/', maxAge: themeCookieSeconds, sameSite: 'lax', httpOnly: true });
  return new Response(null, { status: 204 });
}
