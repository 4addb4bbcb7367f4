/** Tells the supervisor that this server answers; it says nothing about the API behind it. */
export const GET = (): Response =>
  Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
