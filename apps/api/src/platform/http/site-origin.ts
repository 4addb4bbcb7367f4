import type { Request, RequestHandler } from 'express';

const isLoopback = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/.test(host);

/** Origin of the site: `SITE_URL`, or what our web server says it is asked for. */
export const siteOrigin = (request: Request, siteUrl: string | undefined): string =>
  siteUrl ?? `${request.protocol}://${request.host}`;

/**
 * Refuses requests to any host but this machine: a stranger's page at a name that leads here (DNS rebinding) would
 * be of the same origin as the API. Visitors come by way of our web server, which checks their host.
 */
export const refuseStrangeHosts: RequestHandler = (request, response, next) => {
  const { host = '' } = request.headers;
  if (isLoopback(host.toLowerCase())) return next();
  const message = 'The API answers on this machine only. Use the address of the site.';
  response.status(421).json({ errors: [{ message, extensions: { code: 'HOST_NOT_TRUSTED' } }] });
};
