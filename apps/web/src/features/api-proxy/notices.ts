import { headers } from 'next/headers';
import { z } from 'zod';

const notice = z.object({ code: z.string(), message: z.string(), advice: z.string() });

/** What the server cannot do at the moment, as its health tells. */
export type Notice = z.output<typeof notice>;

const report = z.object({ notices: z.array(notice).max(20) });

/** The notices in a health report; none in one that is not as expected. */
export const noticesIn = (health: unknown): readonly Notice[] => report.safeParse(health).data?.notices ?? [];

/** Tells a page that is being served what the proxy has found, so that it need not ask again. */
export const noticesHeader = 'x-clusterboard-notices';

/** A header holds no other characters than those of ASCII. */
export const writeNotices = (notices: readonly Notice[]): string =>
  encodeURIComponent(JSON.stringify({ notices }));

export function readNotices(header: string | null): readonly Notice[] {
  if (header === null) return [];
  try {
    return noticesIn(JSON.parse(decodeURIComponent(header)));
  } catch {
    return [];
  }
}

/** What was found when the request that is being served came in. */
export const currentNotices = async (): Promise<readonly Notice[]> =>
  readNotices((await headers()).get(noticesHeader));
